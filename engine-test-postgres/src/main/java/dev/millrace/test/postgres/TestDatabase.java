package dev.millrace.test.postgres;

/** An empty database of a {@link TestPostgres}, and how to get in. */
public record TestDatabase(String url, String user, String password) {}
