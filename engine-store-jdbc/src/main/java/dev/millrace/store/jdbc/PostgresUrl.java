package dev.millrace.store.jdbc;

import dev.millrace.store.jdbc.database.ConnectionSource;
import java.sql.DriverManager;
import java.util.Properties;

/** The URL of a PostgreSQL database. What it says of a parameter wins over what is set here. */
record PostgresUrl(String url) {
    private static final String PREFIX = "jdbc:postgresql:";

    /** @throws IllegalArgumentException if it is another database's */
    PostgresUrl {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException("the URL of the database must start with " + PREFIX + ", but is "
                    + withoutParameters(url) + "; SQLite needs a directory, no URL");
        }
    }

    /** New connections, none of which waits for ever. */
    ConnectionSource login(String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "millrace");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        // a server's details hold values
        properties.setProperty("logServerErrorDetail", "false");
        return () -> DriverManager.getConnection(url, properties);
    }

    /** Without parameters, among which a password can be. */
    private static String withoutParameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return withoutParameters(url);
    }
}
