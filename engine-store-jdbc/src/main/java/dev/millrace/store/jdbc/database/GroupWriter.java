package dev.millrace.store.jdbc.database;

import dev.millrace.store.StoreException;
import dev.millrace.store.StoreException.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes, those of many callers in one transaction, and answers them after its commit. One thread with one
 * connection: what was committed costs one wait for the disk however many asked for it.
 *
 * <p>A group is what has come by the time the one before is answered. The writer does not wait for it to grow: that was
 * built and measured, and engines were no faster (decision 015).
 *
 * <ul>
 *   <li>A group in which something fails is rolled back, and its parts are made again one by one; so one that fails does
 *       not fail the others, and while nothing fails nobody pays for savepoints.
 *   <li>A group whose connection is lost before the commit is made again on another one.
 *   <li>Of a group whose connection is lost in the commit nobody knows whether it was made. So each group writes its number
 *       into a row of this writer's; another connection reads there, once the lost one has let go of the row, what has
 *       become of it.
 *   <li>While no connection can be had the parts wait until their callers give up; see {@link Part}.
 * </ul>
 */
final class GroupWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    private static final int MAX_GROUP = 2_000;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(10);

    private final Dialect dialect;
    private final WriterLimits limits;
    private final BlockingQueue<Part<?>> waiting;
    /** For parts that can be refused; the others are as many as there are executions under way. */
    private final Semaphore room;

    private final Thread thread;
    private final String name = UUID.randomUUID().toString();
    private volatile boolean closing;

    // confined to the thread
    private @Nullable Session session;
    private long groups;

    GroupWriter(Dialect dialect, WriterLimits limits) {
        this.dialect = dialect;
        this.limits = limits;
        this.waiting = new LinkedBlockingQueue<>();
        this.room = new Semaphore(limits.maxWaiting());
        this.thread = new Thread(this::run, "millrace-store-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Waits until the change is committed. */
    <T> T write(Change<T> change) {
        return submit(change).await(limits.patience(), dialect.place());
    }

    <T> Part<T> submit(Change<T> change) {
        if (closing) {
            throw closed();
        }
        if (!hasRoom()) {
            throw new StoreException(
                    limits.maxWaiting() + " changes wait for " + dialect.place() + " already, and did so for "
                            + limits.patience().toMillis()
                            + " ms. Fix: see whether the database is up and its disk is fast enough, or start less at"
                            + " once");
        }
        return enqueued(new Part<>(change, Part.Persistence.ONCE));
    }

    <T> Part<T> submitUntilMade(Change<T> change) {
        return enqueued(new Part<>(change, Part.Persistence.UNTIL_MADE));
    }

    private <T> Part<T> enqueued(Part<T> part) {
        waiting.add(part);
        if (closing && !thread.isAlive() && waiting.remove(part)) {
            throw closed();
        }
        return part;
    }

    private boolean hasRoom() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limits.patience().toNanos();
        try {
            while (true) {
                try {
                    return room.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
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

    private StoreException closed() {
        return new StoreException(
                dialect.place() + " was closed. Fix: close the engine and all that uses the store before the store");
    }

    // ---------------------------------------------------------------- the thread

    private void run() {
        while (!closing) {
            try {
                List<Part<?>> group = new ArrayList<>();
                group.add(waiting.take());
                waiting.drainTo(group, MAX_GROUP - 1);
                make(group);
            } catch (InterruptedException e) {
                // the sign to look whether it is closing; what waits then is made below
            }
        }
        while (!waiting.isEmpty()) {
            List<Part<?>> group = new ArrayList<>();
            waiting.drainTo(group, MAX_GROUP);
            make(group);
        }
        forgetName();
        discardSession();
    }

    /** Nobody will ask any more what this writer has committed. */
    private void forgetName() {
        Session last = session;
        if (last != null) {
            try {
                last.update("DELETE FROM writer WHERE name = ?", name);
                last.commit();
            } catch (SQLException e) {
                LOG.debug("The row of a closed writer stays in {}", dialect.place(), e);
            }
        }
    }

    private void make(List<Part<?>> group) {
        room.release((int) group.stream().filter(part -> !part.isUntilMade()).count());
        try {
            attempt(group);
        } catch (RuntimeException | Error e) {
            LOG.error("The writer of {} failed in a way it should not", dialect.place(), e);
            discardSession();
            answerAll(group, new StoreException("the writer of " + dialect.place() + " failed: " + e, e));
        }
    }

    /** What has become of a transaction. */
    private sealed interface Course {
        record Committed() implements Course {}

        record NotCommitted(Exception cause) implements Course {}

        /** The connection is gone, and the transaction with it. */
        record LostBefore(Exception cause) implements Course {}

        /** The commit failed, and may have reached the database nevertheless. */
        record LostWithin(SQLException cause) implements Course {}
    }

    private void attempt(List<Part<?>> group) {
        long pause = FIRST_PAUSE_MILLIS;
        boolean again = true;
        while (again) {
            group.removeIf(part -> !part.take());
            Optional<Session> connected = connected(group, Outcome.NOT_MADE);
            again = connected.isPresent() && isToBeMadeAgain(group, together(group, connected.get()));
            if (again) {
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private boolean isToBeMadeAgain(List<Part<?>> group, Course course) {
        if (course instanceof Course.NotCommitted failed) {
            return isToBeMadeAlone(group, failed.cause());
        } else if (course instanceof Course.LostBefore lost) {
            LOG.warn("The connection to {} was lost; trying again", dialect.place(), lost.cause());
            group.forEach(Part::putBack);
            return true;
        } else if (course instanceof Course.LostWithin lost) {
            Course found = found(group, lost.cause());
            return isToBeMadeAgain(group, found);
        } else {
            group.forEach(Part::committed);
        }
        return false;
    }

    private Course together(List<Part<?>> group, Session current) {
        groups++;
        try {
            current.update("UPDATE writer SET last_group = ? WHERE name = ?", groups, name);
            for (Part<?> part : group) {
                part.make(current);
            }
            current.flush();
        } catch (SQLException | RuntimeException e) {
            return afterFailure(e, current);
        }
        try {
            current.commit();
            return new Course.Committed();
        } catch (SQLException e) {
            discardSession();
            return new Course.LostWithin(e);
        }
    }

    private Course afterFailure(Exception failure, Session current) {
        boolean lost = failure instanceof SQLException sql && dialect.isLost(sql);
        boolean harmless = !(failure instanceof SQLException sql) || dialect.isHarmless(sql);
        if (!harmless || !rolledBack(current)) {
            discardSession();
        }
        return lost ? new Course.LostBefore(failure) : new Course.NotCommitted(failure);
    }

    private boolean rolledBack(Session current) {
        try {
            current.rollBack();
            return true;
        } catch (SQLException e) {
            LOG.debug("The roll-back on {} failed; taking another connection", dialect.place(), e);
            return false;
        }
    }

    /** True for a part that is alone already and has to be made again. */
    private boolean isToBeMadeAlone(List<Part<?>> group, Exception cause) {
        if (group.size() > 1) {
            group.forEach(part -> attempt(new ArrayList<>(List.of(part))));
            return false;
        }
        boolean mayPass = cause instanceof SQLException sql && dialect.mayPass(sql);
        if (mayPass && !closing && group.stream().allMatch(Part::isUntilMade)) {
            LOG.error("{}; trying again", failure(cause, Outcome.NOT_MADE).getMessage());
            return true;
        }
        answerAll(group, failure(cause, Outcome.NOT_MADE));
        return false;
    }

    private StoreException failure(Exception cause, Outcome outcome) {
        String reason = cause instanceof SQLException sql ? dialect.explain(sql) : cause.toString();
        return new StoreException(dialect.place() + " cannot make a change: " + reason, outcome, cause);
    }

    /** Looks whether the latest group was committed, until that is known or nobody wants to know any more. */
    private Course found(List<Part<?>> group, SQLException cause) {
        for (Optional<Session> connected = connected(group, Outcome.UNKNOWN);
                connected.isPresent();
                connected = connected(group, Outcome.UNKNOWN)) {
            try {
                if (committedGroups(connected.get()) >= groups) {
                    return new Course.Committed();
                }
                return dialect.isLost(cause) ? new Course.LostBefore(cause) : new Course.NotCommitted(cause);
            } catch (SQLException e) {
                LOG.warn("What {} has committed cannot be read; trying again", dialect.place(), e);
                discardSession();
            }
        }
        return new Course.Committed(); // all parts are answered or given up
    }

    private long committedGroups(Session fresh) throws SQLException {
        long committed = fresh.number("SELECT last_group FROM writer WHERE name = ?" + dialect.lockingRows(), name);
        fresh.rollBack();
        return committed;
    }

    // ---------------------------------------------------------------- the connection

    /**
     * The connection, as soon as there is one; empty if there is none and nobody waits for one any more.
     *
     * @param outcome what is known of the group if there will be none
     */
    private Optional<Session> connected(List<Part<?>> group, Outcome outcome) {
        long pause = FIRST_PAUSE_MILLIS;
        while (session == null && !group.isEmpty()) {
            try {
                session = opened();
            } catch (SQLException e) {
                LOG.warn("No connection to {}: {}", dialect.place(), dialect.explain(e));
                if (closing) {
                    answerAll(group, failure(e, outcome));
                    group.clear();
                }
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                group.removeIf(Part::isGivenUp);
            }
        }
        return group.isEmpty() ? Optional.empty() : Optional.ofNullable(session);
    }

    private Session opened() throws SQLException {
        Session fresh = new Session(dialect.openWriter());
        try {
            if (fresh.number("SELECT COUNT(*) FROM writer WHERE name = ?", name) == 0) {
                fresh.update("INSERT INTO writer (name, last_group) VALUES (?, 0)", name);
            }
            fresh.commit();
        } catch (SQLException e) {
            closeQuietly(fresh);
            throw e;
        }
        return fresh;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // closing: the next attempt is the last
        }
    }

    private void discardSession() {
        Session known = session;
        session = null;
        if (known != null) {
            closeQuietly(known);
        }
    }

    private void closeQuietly(Session old) {
        try {
            dialect.close(old.connection());
        } catch (SQLException e) {
            LOG.debug("A connection to {} could not be closed", dialect.place(), e);
        }
    }

    private static void answerAll(List<Part<?>> group, StoreException failure) {
        group.forEach(part -> part.failed(failure));
    }

    /** Makes what waits, for ten seconds at most; what is not made then fails. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        boolean interrupted = false;
        try {
            thread.join(PATIENCE_AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        List<Part<?>> left = new ArrayList<>();
        waiting.drainTo(left);
        answerAll(left, closed());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
