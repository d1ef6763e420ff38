package dev.millrace.store.jdbc.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A dialect whose writer meets a failure at one of its calls to the database. */
final class FaultyDialect extends ForwardingDialect {
    private static final Set<String> CALLS =
            Set.of("prepareStatement", "executeUpdate", "executeQuery", "executeBatch", "commit", "rollback");

    /** When the failure comes. */
    enum Fault {
        /** Before the call has done anything. */
        BEFORE,
        /** When the call is done: the answer is lost. */
        AFTER
    }

    /** What the failure looks like. */
    enum Kind {
        /** The connection is gone; another one does. */
        LOST,
        /** Something else; the connection cannot be relied on. */
        OTHER
    }

    private static final String LOST = "08006";

    private final Fault fault;
    private final Kind kind;
    private final AtomicLong callsToGo = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong commits = new AtomicLong();

    FaultyDialect(Dialect dialect, Fault fault, Kind kind) {
        super(dialect);
        this.fault = fault;
        this.kind = kind;
    }

    /** The n-th call from now on fails, n from 1. */
    void failAt(long n) {
        callsToGo.set(n);
    }

    boolean hasFailed() {
        return callsToGo.get() <= 0;
    }

    long commits() {
        return commits.get();
    }

    @Override
    public Connection openWriter() throws SQLException {
        Connection real = super.openWriter();
        return faulty(Connection.class, real, real);
    }

    private <T> T faulty(Class<T> type, T real, Connection connection) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean fails = CALLS.contains(method.getName()) && callsToGo.decrementAndGet() == 0;
                    if (fails && fault == Fault.BEFORE) {
                        throw failure(connection);
                    }
                    Object answer = call(method, real, arguments);
                    if (method.getName().equals("commit")) {
                        commits.incrementAndGet();
                    }
                    if (fails) {
                        throw failure(connection);
                    }
                    return answer instanceof PreparedStatement statement
                            ? faulty(PreparedStatement.class, statement, connection)
                            : answer;
                }));
    }

    private SQLException failure(Connection connection) throws SQLException {
        if (kind == Kind.LOST) {
            connection.close();
        }
        return new SQLException("on purpose", kind == Kind.LOST ? LOST : "XX000", 1);
    }

    private static Object call(Method method, Object real, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean isLost(SQLException failure) {
        return LOST.equals(failure.getSQLState()) || super.isLost(failure);
    }
}
