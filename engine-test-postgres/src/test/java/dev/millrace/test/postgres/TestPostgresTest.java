package dev.millrace.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
    @Test
    void data_outlive_a_server_that_is_stopped_and_started() throws SQLException {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestDatabase database = postgres.newDatabase();
            execute(database, "CREATE TABLE kept AS SELECT 7 AS n");

            postgres.stop();
            postgres.restart();

            assertThat(number(database, "SELECT n FROM kept")).isEqualTo(7);
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
