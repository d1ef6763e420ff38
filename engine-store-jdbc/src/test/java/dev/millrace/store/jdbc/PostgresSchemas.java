package dev.millrace.store.jdbc;

import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import java.util.concurrent.atomic.AtomicInteger;

/** Schemas for tests, in one database of the server that all tests share. */
final class PostgresSchemas {
    private static final TestDatabase DATABASE = TestPostgres.shared().newDatabase();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private PostgresSchemas() {}

    static JdbcSettings empty() {
        return JdbcSettings.postgres(DATABASE.url(), DATABASE.user(), DATABASE.password())
                .inSchema("test_" + NUMBER.incrementAndGet());
    }
}
