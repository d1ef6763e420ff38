package dev.millrace.durable;

import dev.millrace.store.JournalRecord;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Session;
import dev.millrace.store.jdbc.execution.Fence;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which executions are this node's.
 *
 * <p>An execution changes hands in two ways only: its node gives it away, after it has let go of it; or its node was fenced.
 * A fenced node has a mark in its row of {@code cluster_node}, which each transaction of the node reads under a lock that
 * keeps the mark away until the transaction ends. So one read for all that is committed together is enough, and nothing
 * that a node writes after the mark is ever committed. Thread-safe.
 */
final class Ownership implements Fence {
    private static final String LIVES =
            "SELECT COUNT(*) FROM (SELECT 1 FROM cluster_node WHERE id = ? AND NOT fenced FOR SHARE) AS living";
    private static final String BEGIN =
            "INSERT INTO cluster_execution (execution_id, workflow_id, protocol, state, owner,"
                    + " epoch) VALUES (?, ?, ?, 'OWNED', ?, 1) ON CONFLICT (execution_id) DO NOTHING";
    private static final String CLAIM = "UPDATE cluster_execution SET state = 'OWNED', owner = ?, changed_at = now(),"
            + " claimed_number = COALESCE((SELECT MAX(number) FROM journal WHERE journal.execution_id ="
            + " cluster_execution.execution_id), 0) WHERE execution_id = ? AND epoch = ? AND state = 'ORPHANED'";
    private static final String END = "UPDATE cluster_execution SET state = 'ENDED', owner = NULL, changed_at = now()"
            + " WHERE execution_id = ? AND owner = ?";
    private static final String FORGET_INBOX = "DELETE FROM cluster_inbox WHERE execution_id = ?";

    private final Database database;
    private final int protocol;
    private final AtomicReference<@Nullable Seat> seat = new AtomicReference<>();
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    /**
     * An execution that this node has.
     *
     * @param begun completes when that is durable
     */
    record Held(Seat seat, long epoch, CompletableFuture<Void> begun) {}

    Ownership(Database database, int protocol) {
        this.database = database;
        this.protocol = protocol;
    }

    /** The node has joined. */
    void sit(Seat taken) {
        seat.set(taken);
    }

    /** Nothing that was this node's is any more. */
    void stand() {
        Seat left = seat.getAndSet(null);
        if (left != null) {
            left.end();
            held.values().removeIf(one -> one.seat().equals(left));
        }
    }

    Optional<Seat> seat() {
        return Optional.ofNullable(seat.get()).filter(current -> !current.isOver());
    }

    /** An execution that is about to begin here; empty if the node has no place in the cluster. */
    Optional<Held> begin(String executionId) {
        return seat().flatMap(current -> {
            Held begins = new Held(current, 1, new CompletableFuture<>());
            return held.putIfAbsent(executionId, begins) == null ? Optional.of(begins) : Optional.empty();
        });
    }

    Optional<Held> find(String executionId) {
        return Optional.ofNullable(held.get(executionId))
                .filter(one -> !one.seat().isOver());
    }

    void forget(String executionId, Held over) {
        held.remove(executionId, over);
    }

    /**
     * Takes an execution up that has no owner; durable when it returns.
     *
     * @return false if it has one, or another epoch has begun
     */
    boolean claim(String executionId, long epoch) {
        Optional<Seat> current = seat();
        if (current.isEmpty()) {
            return false;
        }
        Held claimed = new Held(current.get(), epoch, CompletableFuture.completedFuture(null));
        if (held.putIfAbsent(executionId, claimed) != null) {
            return false;
        }
        boolean ours = false;
        try {
            ours = database.write(session -> lives(session, claimed.seat())
                    && session.update(CLAIM, claimed.seat().nodeId(), executionId, epoch) == 1);
            return ours;
        } finally {
            if (!ours) {
                forget(executionId, claimed);
            }
        }
    }

    static boolean lives(Session session, Seat seat) throws SQLException {
        return !seat.isOver() && session.once(seat, asked -> asked.number(LIVES, seat.nodeId()) == 1);
    }

    // ---------------------------------------------------------------- in the transactions of the journal

    @Override
    public boolean begins(JournalRecord first, Session session) throws SQLException {
        Held begun = held.get(first.executionId());
        return begun != null
                && lives(session, begun.seat())
                && session.update(
                                BEGIN,
                                first.executionId(),
                                first.workflowId(),
                                protocol,
                                begun.seat().nodeId())
                        == 1;
    }

    @Override
    public boolean holds(String executionId, Session session) throws SQLException {
        Held one = held.get(executionId);
        return one != null && lives(session, one.seat());
    }

    @Override
    public void ends(String executionId, Session session) throws SQLException {
        Held one = held.get(executionId);
        if (one != null) {
            session.append(END, executionId, one.seat().nodeId());
            session.append(FORGET_INBOX, executionId);
        }
    }
}
