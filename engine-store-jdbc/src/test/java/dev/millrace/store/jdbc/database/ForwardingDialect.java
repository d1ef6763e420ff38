package dev.millrace.store.jdbc.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Does what another dialect does. */
abstract class ForwardingDialect implements Dialect {
    private final Dialect dialect;

    ForwardingDialect(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public Connection openWriter() throws SQLException {
        return dialect.openWriter();
    }

    @Override
    public Connection openReader() throws SQLException {
        return dialect.openReader();
    }

    @Override
    public void close(Connection connection) throws SQLException {
        dialect.close(connection);
    }

    @Override
    public void prepareMigration(Session writer) throws SQLException {
        dialect.prepareMigration(writer);
    }

    @Override
    public String translate(String script) {
        return dialect.translate(script);
    }

    @Override
    public String lockingRows() {
        return dialect.lockingRows();
    }

    @Override
    public String isOneOf(String column) {
        return dialect.isOneOf(column);
    }

    @Override
    public boolean isLost(SQLException failure) {
        return dialect.isLost(failure);
    }

    @Override
    public boolean isHarmless(SQLException failure) {
        return dialect.isHarmless(failure);
    }

    @Override
    public boolean mayPass(SQLException failure) {
        return dialect.mayPass(failure);
    }

    @Override
    public String explain(SQLException failure) {
        return dialect.explain(failure);
    }

    @Override
    public String place() {
        return dialect.place();
    }

    @Override
    public void release() {
        dialect.release();
    }
}
