package dev.millrace;

import dev.millrace.peer.Instruction;
import dev.millrace.peer.Peers;

/** For an engine that is alone. */
final class NoPeers implements Peers {
    @Override
    public boolean send(String executionId, Instruction instruction) {
        return false;
    }

    @Override
    public void cancelAll(String workflowId) {}

    @Override
    public void changed(String workflowId) {}
}
