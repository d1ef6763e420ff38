package dev.millrace.store.jdbc;

class PostgresContractTest extends JdbcContracts {
    @Override
    JdbcSettings emptyDatabase() {
        return PostgresSchemas.empty();
    }
}
