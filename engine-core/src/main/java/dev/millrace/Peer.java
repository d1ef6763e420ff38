package dev.millrace;

import dev.millrace.peer.Instruction;
import dev.millrace.peer.Received;
import dev.millrace.store.ExecutionLostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An engine as one of several on the same stores: what those who spread executions over engines need of it, and nobody
 * else. See {@link Millrace#peer()}. Thread-safe.
 */
public final class Peer {
    private final Millrace millrace;

    Peer(Millrace millrace) {
        this.millrace = millrace;
    }

    /** True if the execution is under way here. */
    public boolean has(String executionId) {
        return millrace.underWay(executionId).isPresent();
    }

    /**
     * Lets an execution of the store go on here. It must have been under way nowhere else since it was read, and its journal
     * must be this engine's to write. May block while the journal is read.
     *
     * @param pending what it was told meanwhile, in order; it obeys before its next step begins
     * @return completes when the pending instructions are durable, with false if some have to be told again later
     * @throws IllegalStateException if it is under way here, is not in the store, or its definition is not to be had
     * @throws RuntimeException if its journal cannot be read
     */
    public CompletableFuture<Boolean> takeUp(String executionId, List<Received> pending) {
        if (has(executionId)) {
            throw new IllegalStateException("execution " + executionId + " is under way here already");
        }
        return millrace.takeUp(executionId, execution -> obeyAll(execution, pending));
    }

    private CompletableFuture<Boolean> obeyAll(StartedExecution execution, List<Received> pending) {
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (Received received : pending) {
            all = all.thenCombine(obey(execution, received), Boolean::logicalAnd);
        }
        return all;
    }

    /** True if an execution waits here, with all its branches, for something to come; false if it is not here. */
    public CompletableFuture<Boolean> isAtRest(String executionId) {
        return millrace.underWay(executionId)
                .map(execution -> execution.execution().isAtRest())
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    /**
     * Tells an execution that is under way here something.
     *
     * @return completes when it is durable, with false if it has to be told again later, as too many signals wait to be
     *     taken; fails with {@link ExecutionLostException} if the execution is not under way here
     */
    public CompletableFuture<Boolean> receive(String executionId, Received received) {
        return told(executionId, execution -> obey(execution, received));
    }

    /** As {@link #receive}, for what is told once. */
    CompletableFuture<Boolean> tell(String executionId, Instruction instruction) {
        return told(executionId, execution -> obey(execution, instruction, null));
    }

    private CompletableFuture<Boolean> told(
            String executionId, Function<StartedExecution, CompletableFuture<Boolean>> obeyed) {
        return millrace.underWay(executionId)
                .map(obeyed)
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new ExecutionLostException(executionId, "it is not under way here")));
    }

    private CompletableFuture<Boolean> obey(StartedExecution execution, Received received) {
        return obey(execution, received.instruction(), received.key());
    }

    private CompletableFuture<Boolean> obey(StartedExecution execution, Instruction instruction, @Nullable String key) {
        if (instruction instanceof Instruction.Signal signal) {
            return execution.execution().signal(signal.name(), signal.payload(), key);
        }
        if (instruction instanceof Instruction.Completed completed) {
            millrace.workItems().find(completed.workItemId()).ifPresent(millrace::deliver);
            return CompletableFuture.completedFuture(true);
        }
        if (instruction instanceof Instruction.Cancel) {
            execution.cancel();
        } else if (instruction instanceof Instruction.Pause) {
            execution.pause();
        } else {
            execution.resume();
        }
        return execution.whenObeyed().thenApply(obeyed -> true);
    }

    /**
     * Lets all executions go, which go on elsewhere: no step begins any more, and calls under way are given up. New ones may
     * be started and taken up at once.
     *
     * @param why what has happened, for those who wait for an execution
     * @return completes when none of them is under way here any more
     */
    public CompletableFuture<Void> letGo(String why) {
        return millrace.letGo(why);
    }

    /** Looks at a workflow that another engine has deployed or undeployed: its triggers fire here as they do there. */
    public void changed(String workflowId) {
        millrace.changedElsewhere(workflowId);
    }

    /** Cancels the executions of a workflow that are under way here. */
    public void cancelAllHere(String workflowId) {
        millrace.cancelAllHere(workflowId);
    }
}
