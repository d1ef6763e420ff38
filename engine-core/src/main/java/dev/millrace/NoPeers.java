package dev.millrace;

import dev.millrace.peer.Instruction;
import dev.millrace.peer.Peers;
import java.util.OptionalLong;

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

    @Override
    public OptionalLong lastFiring(String workflowId, String triggerStepId) {
        return OptionalLong.empty();
    }

    @Override
    public boolean fires(String workflowId, String triggerStepId, OptionalLong last, long due) {
        return true;
    }
}
