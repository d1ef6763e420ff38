package dev.millrace.durable;

import dev.millrace.Peer;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.Row;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one node tells all others of a workflow. A notice is in the database for an hour, and each node looks for those of
 * the last minute that it has not heard. {@link #tell} is thread-safe; the rest is called by one thread.
 */
final class Notices {
    private static final String TELL = "INSERT INTO cluster_notice (sender, kind, workflow_id) VALUES (?, ?, ?)";
    private static final String NOTIFY = "SELECT COUNT(*) FROM (SELECT pg_notify(?, ?)) AS told";
    private static final String NEWEST =
            "SELECT id, sender, kind, workflow_id FROM cluster_notice WHERE made_at > now() -"
                    + " INTERVAL '1 minute' ORDER BY id";

    private final Database database;
    private final String channel;
    private Set<Long> heard = new HashSet<>();

    enum Kind {
        /** The workflow was deployed or undeployed. */
        CHANGED,
        /** Its executions are to be cancelled. */
        CANCEL_ALL
    }

    private record Notice(long id, long sender, Kind kind, String workflowId) {
        static Notice of(Row row) throws SQLException {
            return new Notice(
                    row.number("id"), row.number("sender"), Kind.valueOf(row.text("kind")), row.text("workflow_id"));
        }
    }

    Notices(Database database, String channel) {
        this.database = database;
        this.channel = channel;
    }

    void tell(Seat sender, Kind kind, String workflowId) {
        database.write(session -> {
            session.update(TELL, sender.nodeId(), kind.name(), workflowId);
            return session.number(NOTIFY, channel, "notice");
        });
    }

    /** What was said before this node joined is in the stores. */
    void skip() {
        hear().forEach(notice -> heard.add(notice.id()));
    }

    void hear(Seat own, Peer engine) {
        Set<Long> still = new HashSet<>();
        for (Notice notice : hear()) {
            still.add(notice.id());
            if (!heard.contains(notice.id()) && notice.sender() != own.nodeId()) {
                obey(notice, engine);
            }
        }
        heard = still;
    }

    private List<Notice> hear() {
        return database.read(session -> session.list(NEWEST, Notice::of));
    }

    private static void obey(Notice notice, Peer engine) {
        switch (notice.kind()) {
            case CHANGED -> engine.changed(notice.workflowId());
            case CANCEL_ALL -> engine.cancelAllHere(notice.workflowId());
        }
    }
}
