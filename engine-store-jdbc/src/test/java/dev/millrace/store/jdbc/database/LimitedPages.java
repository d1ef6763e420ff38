package dev.millrace.store.jdbc.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A dialect of SQLite whose file can have some pages only. */
final class LimitedPages extends ForwardingDialect {
    volatile int pages = 300;

    LimitedPages(SqliteDialect dialect) {
        super(dialect);
    }

    @Override
    public Connection openWriter() throws SQLException {
        Connection connection = super.openWriter();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
        return connection;
    }
}
