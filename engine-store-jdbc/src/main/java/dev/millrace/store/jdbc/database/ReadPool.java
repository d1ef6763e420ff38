package dev.millrace.store.jdbc.database;

import dev.millrace.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few connections for reading, opened when they are first needed. A pool of its own: SQLite needs connections set up in
 * one way, and what a library would add for PostgreSQL, measuring and growing and shrinking, is nothing for four
 * connections that are lent for a query each.
 */
final class ReadPool implements AutoCloseable {
    private final Dialect dialect;
    private final WriterLimits limits;
    private final Semaphore free;
    private final Deque<Session> idle = new ArrayDeque<>(); // guarded by this
    private boolean closed; // guarded by this

    ReadPool(Dialect dialect, WriterLimits limits) {
        this.dialect = dialect;
        this.limits = limits;
        this.free = new Semaphore(limits.readers(), true);
    }

    /** Asks, once more on another connection if the first one turns out to be lost. */
    <T> T read(Question<T> question) {
        acquire();
        try {
            try {
                return ask(question);
            } catch (SQLException e) {
                if (!dialect.isLost(e)) {
                    throw e;
                }
                closeIdle();
                return ask(question);
            }
        } catch (SQLException e) {
            throw new StoreException(dialect.place() + " cannot be read: " + dialect.explain(e), e);
        } finally {
            free.release();
        }
    }

    /** As {@link #read}, with one state of the database for all queries of the question. */
    <T> T readAtOnce(Question<T> question) {
        return read(session -> {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            try {
                return question.ask(session);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private void acquire() {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + limits.patience().toNanos();
        try {
            while (true) {
                try {
                    if (!free.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        throw new StoreException("all " + limits.readers() + " connections for reading "
                                + dialect.place() + " were in use for "
                                + limits.patience().toMillis() + " ms. Fix: ask for less at once, or give it more"
                                + " connections");
                    }
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T ask(Question<T> question) throws SQLException {
        Session session = lend();
        boolean sound = false;
        try {
            T answer = question.ask(session);
            sound = true;
            return answer;
        } finally {
            giveBack(session, sound);
        }
    }

    private Session lend() throws SQLException {
        Session known = idle();
        return known == null ? new Session(dialect.openReader()) : known;
    }

    private synchronized @Nullable Session idle() {
        if (closed) {
            throw new StoreException(dialect.place()
                    + " was closed. Fix: close the engine and all that uses the store before the store");
        }
        return idle.pollFirst();
    }

    private void giveBack(Session session, boolean sound) throws SQLException {
        if (!sound || !keep(session)) {
            dialect.close(session.connection());
        }
    }

    private synchronized boolean keep(Session session) {
        if (!closed) {
            idle.addFirst(session);
        }
        return !closed;
    }

    private void closeIdle() throws SQLException {
        for (Session session = poll(); session != null; session = poll()) {
            dialect.close(session.connection());
        }
    }

    private synchronized @Nullable Session poll() {
        return idle.pollFirst();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            closeIdle();
        } catch (SQLException e) {
            throw new StoreException("a connection to " + dialect.place() + " cannot be closed", e);
        }
    }
}
