package dev.millrace.durable;

import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Row;
import dev.millrace.store.jdbc.database.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Executions without an owner: how they come to be, and what becomes of those that nobody takes. Each time an execution is
 * orphaned, or handed out once more, a new epoch of it begins, so what was handed out before is void.
 *
 * <pre>
 *             its node has left, or has died        taken up by a node
 *   OWNED ----------------------------> ORPHANED ----------------------> OWNED
 *     |                                   | too many nodes have died of it
 *     | its end                           v               retry
 *     v                                  DEAD ---------------------------> ORPHANED
 *   ENDED
 * </pre>
 *
 * <p>Thread-safe.
 */
final class Orphans {
    private static final int MAX_AT_ONCE = 500;
    /** What is handed out and not taken for so long is handed out again. */
    private static final String PATIENCE = "10 seconds";

    private static final String STATES = "state = CASE WHEN %1$s > ? THEN 'DEAD' ELSE 'ORPHANED' END,"
            + " attempts = %1$s, owner = NULL, epoch = epoch + 1, changed_at = now()";
    /** One more, but for an execution that has written something since it was taken up. */
    private static final String ONE_MORE = "CASE WHEN claimed_number < (SELECT MAX(number) FROM journal WHERE"
            + " journal.execution_id = cluster_execution.execution_id) THEN 1 ELSE attempts + 1 END";

    private static final String SOME_OF = " WHERE execution_id IN (SELECT execution_id FROM cluster_execution WHERE"
            + " owner = ? AND state = 'OWNED' AND protocol = ? ORDER BY execution_id LIMIT " + MAX_AT_ONCE
            + " FOR UPDATE SKIP LOCKED) RETURNING execution_id, epoch, state";
    private static final String OF_DEAD_NODE = "UPDATE cluster_execution SET " + STATES.formatted(ONE_MORE) + SOME_OF;
    private static final String OF_NODE_THAT_LEFT = "UPDATE cluster_execution SET state = 'ORPHANED', owner = NULL,"
            + " epoch = epoch + 1, changed_at = now()" + SOME_OF;
    private static final String AGAIN = "UPDATE cluster_execution SET epoch = epoch + 1, changed_at = now() WHERE"
            + " execution_id IN (SELECT execution_id FROM cluster_execution WHERE state = 'ORPHANED' AND protocol = ?%s"
            + " FOR UPDATE SKIP LOCKED) RETURNING execution_id, epoch, state";
    private static final String NOT_TAKEN = AGAIN.formatted(
            " AND changed_at < now() - INTERVAL '" + PATIENCE + "' ORDER BY changed_at LIMIT " + MAX_AT_ONCE);
    private static final String PERHAPS_LOST = AGAIN.formatted("");
    private static final String GIVE_BACK = "UPDATE cluster_execution SET " + STATES.formatted("attempts + 1")
            + " WHERE execution_id = ? AND epoch = ? AND state = 'OWNED'";
    private static final String AT_REST =
            "UPDATE cluster_execution SET attempts = 0 WHERE execution_id = ? AND epoch = ? AND state = 'OWNED'";
    private static final String DEAD = "SELECT execution_id, workflow_id, attempts,"
            + " CAST(EXTRACT(EPOCH FROM changed_at) * 1000 AS BIGINT) AS since FROM cluster_execution"
            + " WHERE state = 'DEAD' ORDER BY changed_at, execution_id LIMIT ?";
    private static final String RETRY =
            "UPDATE cluster_execution SET state = 'ORPHANED', attempts = 0, epoch = epoch + 1, changed_at = now()"
                    + " WHERE execution_id = ? AND state = 'DEAD' RETURNING execution_id, epoch, state";
    private static final String ATTEMPTS = "SELECT attempts FROM cluster_execution WHERE execution_id = ?";

    private final Database database;
    private final int protocol;
    private final int maxAttempts;

    /** @param epoch which begins with its being handed out */
    record Orphan(String executionId, long epoch, String state) {
        static Orphan of(Row row) throws SQLException {
            return new Orphan(row.text("execution_id"), row.number("epoch"), row.text("state"));
        }

        boolean isDead() {
            return state.equals("DEAD");
        }
    }

    Orphans(Database database, int protocol, int maxAttempts) {
        this.database = database;
        this.protocol = protocol;
        this.maxAttempts = maxAttempts;
    }

    /** Some of the executions of a node that is fenced; empty when none is left that this one understands. */
    List<Orphan> ofDeadNode(long nodeId) {
        return database.write(session -> session.list(OF_DEAD_NODE, Orphan::of, maxAttempts - 1, nodeId, protocol));
    }

    /** As {@link #ofDeadNode}, of a node that has let go of them itself. */
    List<Orphan> ofNodeThatLeft(long nodeId) {
        return database.write(session -> session.list(OF_NODE_THAT_LEFT, Orphan::of, nodeId, protocol));
    }

    /** Some of those that were handed out long ago. */
    List<Orphan> notTaken() {
        return database.write(session -> session.list(NOT_TAKEN, Orphan::of, protocol));
    }

    /** All that were handed out, because whoever was about to take them may be dead. */
    List<Orphan> perhapsLost() {
        return database.write(session -> session.list(PERHAPS_LOST, Orphan::of, protocol));
    }

    /** It was taken up and cannot go on; after a while it is handed out again, until that was tried too often. */
    void giveBack(String executionId, long epoch) {
        database.write(session -> session.update(GIVE_BACK, maxAttempts - 1, executionId, epoch));
    }

    /** It has come so far that it waits: no node has died of it. */
    void isAtRest(String executionId, long epoch) {
        database.write(session -> session.update(AT_REST, executionId, epoch));
    }

    boolean wasTriedBefore(String executionId) {
        return database.read(session -> session.number(ATTEMPTS, executionId)) > 0;
    }

    List<DeadLetter> dead(int limit) {
        return database.read(session -> session.list(DEAD, Orphans::deadLetter, limit));
    }

    private static DeadLetter deadLetter(Row row) throws SQLException {
        return new DeadLetter(
                row.text("execution_id"),
                row.text("workflow_id"),
                (int) row.number("attempts"),
                Instant.ofEpochMilli(row.number("since")));
    }

    List<Orphan> retry(String executionId) {
        return database.write((Session session) -> session.list(RETRY, Orphan::of, executionId));
    }
}
