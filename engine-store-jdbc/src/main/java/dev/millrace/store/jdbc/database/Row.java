package dev.millrace.store.jdbc.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** A row that was read, by the names of its columns. Of use only while its {@link RowReader} runs. */
public final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** @throws SQLException if the column is null */
    public String text(String column) throws SQLException {
        return optionalText(column).orElseThrow(() -> isNull(column));
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(rows.getString(column)).map(StorableText::restored);
    }

    /**
     * As {@link #text}, of a column in which texts may be long.
     *
     * @throws SQLException if the column is null
     */
    public LargeText largeText(String column) throws SQLException {
        String stored = rows.getString(column);
        if (stored == null) {
            throw isNull(column);
        }
        return LargeText.ofStored(stored);
    }

    /** @throws SQLException if the column is null */
    public long number(String column) throws SQLException {
        return optionalNumber(column).orElseThrow(() -> isNull(column));
    }

    public OptionalLong optionalNumber(String column) throws SQLException {
        long number = rows.getLong(column);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** @throws SQLException if the column is null */
    public byte[] bytes(String column) throws SQLException {
        byte[] bytes = rows.getBytes(column);
        if (bytes == null) {
            throw isNull(column);
        }
        return bytes;
    }

    private static SQLException isNull(String column) {
        return new SQLException("the column " + column + " is null");
    }
}
