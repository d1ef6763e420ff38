package dev.millrace.durable;

import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The nodes in the database. Thread-safe. */
final class Nodes {
    /** An advisory lock of two numbers: one of the cluster, one of the node. */
    private static final String HAS_LOCK = "EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2"
            + " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND classid = CAST(? AS OID) AND objid = CAST(n.id AS OID))";

    private static final String IS_SILENT = "h.seen_at < now() - ? * INTERVAL '1 millisecond'";
    private static final String HAS_EXECUTIONS =
            "EXISTS (SELECT 1 FROM cluster_execution e WHERE e.owner = n.id AND e.state = 'OWNED')";
    private static final String OTHERS = "SELECT n.id, CASE WHEN n.left_at IS NOT NULL THEN 'LEFT' WHEN n.fenced THEN"
            + " 'FENCED' WHEN " + IS_SILENT + " THEN 'SILENT' WHEN " + HAS_LOCK + " THEN 'LIVING' ELSE 'MISSING' END AS"
            + " state FROM cluster_node n JOIN cluster_heartbeat h ON h.node_id = n.id WHERE n.id <> ?"
            + " AND (n.left_at IS NULL OR " + HAS_EXECUTIONS + ")";
    private static final String FENCE = "UPDATE cluster_node SET fenced = TRUE WHERE id = ? AND NOT fenced";
    private static final String IS_GONE = "UPDATE cluster_node n SET fenced = TRUE, left_at = now() WHERE id = ?"
            + " AND left_at IS NULL AND NOT " + HAS_EXECUTIONS;
    private static final String LIST = "SELECT n.id, n.name, CASE WHEN n.left_at IS NOT NULL THEN 'GONE' WHEN "
            + HAS_LOCK
            + " AND NOT n.fenced THEN 'LIVING' ELSE 'MISSING' END AS state, " + millis("n.joined_at") + " AS joined, "
            + millis("h.seen_at") + " AS seen, (SELECT COUNT(*) FROM cluster_execution e WHERE e.owner = n.id AND"
            + " e.state = 'OWNED') AS executions FROM cluster_node n JOIN cluster_heartbeat h ON h.node_id = n.id"
            + " ORDER BY n.id";
    private static final List<String> FORGET = List.of(
            "DELETE FROM cluster_notice WHERE made_at < now() - INTERVAL '1 hour'",
            "DELETE FROM cluster_execution WHERE execution_id IN (SELECT execution_id FROM cluster_execution WHERE"
                    + " state = 'ENDED' AND changed_at < now() - INTERVAL '1 hour' LIMIT 10000)",
            "DELETE FROM cluster_heartbeat WHERE node_id IN (SELECT n.id FROM cluster_node n WHERE n.left_at < now() -"
                    + " INTERVAL '1 day' AND NOT " + HAS_EXECUTIONS + ")",
            "DELETE FROM cluster_node n WHERE n.left_at < now() - INTERVAL '1 day' AND NOT EXISTS (SELECT 1 FROM"
                    + " cluster_heartbeat h WHERE h.node_id = n.id)");

    private final Database database;
    private final long lockClass;

    /** What is to be done about a node. */
    enum State {
        LIVING,
        /** Its lock is free. */
        MISSING,
        /** It has its lock, and says nothing. */
        SILENT,
        /** It counts as dead. */
        FENCED,
        /** It has let go of all it had. */
        LEFT
    }

    record Seen(long id, State state) {
        static Seen of(Row row) throws SQLException {
            return new Seen(row.number("id"), State.valueOf(row.text("state")));
        }
    }

    /** @param lockClass the number of the cluster in the locks of its nodes */
    Nodes(Database database, long lockClass) {
        this.database = database;
        this.lockClass = lockClass;
    }

    private static String millis(String time) {
        return "CAST(EXTRACT(EPOCH FROM " + time + ") * 1000 AS BIGINT)";
    }

    /** All but one, and but those that have left nothing behind. */
    List<Seen> others(Seat own, long silenceMillis) {
        return database.read(session -> session.list(OTHERS, Seen::of, silenceMillis, lockClass, own.nodeId()));
    }

    /**
     * Lets nothing of a node be committed from now on.
     *
     * @return false if somebody else has done so
     */
    boolean fence(long nodeId) {
        return database.write(session -> session.update(FENCE, nodeId)) == 1;
    }

    /** A node that was dead has nothing left, if so. */
    void isGone(long nodeId) {
        database.write(session -> session.update(IS_GONE, nodeId));
    }

    List<ClusterNode> list() {
        return database.read(session -> session.list(
                LIST,
                row -> new ClusterNode(
                        row.number("id"),
                        row.text("name"),
                        ClusterNode.State.valueOf(row.text("state")),
                        Instant.ofEpochMilli(row.number("joined")),
                        Instant.ofEpochMilli(row.number("seen")),
                        row.number("executions")),
                lockClass));
    }

    /** Forgets what is of no use to anybody any more. */
    void tidyUp() {
        for (String deletion : FORGET) {
            database.write(session -> session.update(deletion));
        }
    }
}
