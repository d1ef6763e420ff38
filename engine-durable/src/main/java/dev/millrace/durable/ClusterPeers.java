package dev.millrace.durable;

import dev.millrace.peer.Instruction;
import dev.millrace.peer.Peers;
import dev.millrace.store.StoreException;

/** The other nodes, as the engine of this one reaches them: by the database. Thread-safe. */
final class ClusterPeers implements Peers {
    private final Ownership ownership;
    private final Inbox inbox;
    private final Notices notices;

    ClusterPeers(Ownership ownership, Inbox inbox, Notices notices) {
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
}
