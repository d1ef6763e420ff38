package dev.millrace.durable;

import dev.millrace.peer.Instruction;
import dev.millrace.peer.Peers;
import dev.millrace.store.StoreException;
import dev.millrace.store.jdbc.database.Database;
import java.util.OptionalLong;

/** The other nodes, as the engine of this one reaches them: by the database. Thread-safe. */
final class ClusterPeers implements Peers {
    private static final String LAST = "SELECT due FROM cluster_firing WHERE workflow_id = ? AND trigger_id = ?";
    private static final String FIRST = "INSERT INTO cluster_firing (workflow_id, trigger_id, due) VALUES (?, ?, ?)"
            + " ON CONFLICT (workflow_id, trigger_id) DO NOTHING";
    private static final String NEXT =
            "UPDATE cluster_firing SET due = ? WHERE workflow_id = ? AND trigger_id = ? AND due = ?";

    private final Database database;
    private final Ownership ownership;
    private final Inbox inbox;
    private final Notices notices;

    ClusterPeers(Database database, Ownership ownership, Inbox inbox, Notices notices) {
        this.database = database;
        this.ownership = ownership;
        this.inbox = inbox;
        this.notices = notices;
    }

    @Override
    public boolean send(String executionId, Instruction instruction) {
        return inbox.send(executionId, instruction);
    }

    @Override
    public void cancelAll(String workflowId) {
        tell(Notices.Kind.CANCEL_ALL, workflowId);
    }

    @Override
    public void changed(String workflowId) {
        tell(Notices.Kind.CHANGED, workflowId);
    }

    private void tell(Notices.Kind kind, String workflowId) {
        Seat sender = ownership
                .seat()
                .orElseThrow(
                        () -> new StoreException("the node has no place in the cluster at the moment, so the others"
                                + " cannot be told. Fix: see whether it reaches the database, and ask again"));
        notices.tell(sender, kind, workflowId);
    }

    @Override
    public OptionalLong lastFiring(String workflowId, String triggerStepId) {
        return database.read(session -> session.first(LAST, row -> row.number("due"), workflowId, triggerStepId))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public boolean fires(String workflowId, String triggerStepId, OptionalLong last, long due) {
        return database.write(session -> last.isEmpty()
                        ? session.update(FIRST, workflowId, triggerStepId, due)
                        : session.update(NEXT, due, workflowId, triggerStepId, last.getAsLong()))
                == 1;
    }
}
