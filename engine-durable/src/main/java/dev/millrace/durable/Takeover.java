package dev.millrace.durable;

import dev.millrace.Peer;
import dev.millrace.store.StoreException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up executions that are handed to this node, and sees whether they get on. Thread-safe. */
final class Takeover implements TakeoverQueue.Takeovers {
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private static final long PROBATION_NANOS = 1_000_000_000;

    private final Ownership ownership;
    private final Orphans orphans;
    private final Inbox inbox;
    private final Peer engine;
    /** Executions that a node has died of, perhaps, by their ids. */
    private final Map<String, Probation> onProbation = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private record Probation(long epoch, long sinceNanos) {}

    Takeover(Ownership ownership, Orphans orphans, Inbox inbox, Peer engine) {
        this.ownership = ownership;
        this.orphans = orphans;
        this.inbox = inbox;
        this.engine = engine;
    }

    @Override
    public void takeUp(String executionId, long epoch) {
        // one that the engine has is of a former seat, and about to leave; it is handed out again later
        if (closed || engine.has(executionId) || !ownership.claim(executionId, epoch)) {
            return;
        }
        if (!isGoingOn(executionId)) {
            ownership.find(executionId).ifPresent(held -> ownership.forget(executionId, held));
            orphans.giveBack(executionId, epoch);
            return;
        }
        if (orphans.wasTriedBefore(executionId)) {
            onProbation.put(executionId, new Probation(epoch, System.nanoTime()));
        }
    }

    private boolean isGoingOn(String executionId) {
        try {
            Inbox.Mail mail = inbox.collect(executionId);
            try {
                mail.follow(engine.takeUp(executionId, mail.instructions()));
                return true;
            } catch (RuntimeException e) {
                mail.giveBack();
                throw e;
            }
        } catch (RuntimeException e) {
            LOG.error("Execution {} cannot go on here; it is handed out again", executionId, e);
            return false;
        }
    }

    /** One that waits for a while after it was taken up is none that kills its node. */
    void lookAtProbation() {
        long now = System.nanoTime();
        onProbation.forEach((id, probation) -> {
            if (now - probation.sinceNanos() > PROBATION_NANOS) {
                onProbation.remove(id, probation);
                if (engine.has(id)) {
                    CompletionStage<Boolean> isAtRest = engine.isAtRest(id);
                    isAtRest.thenAccept(atRest -> passed(id, probation, atRest));
                }
            }
        });
    }

    private void passed(String id, Probation probation, boolean atRest) {
        if (!atRest) {
            onProbation.put(id, new Probation(probation.epoch(), System.nanoTime()));
            return;
        }
        try {
            orphans.isAtRest(id, probation.epoch());
        } catch (StoreException e) {
            LOG.debug("That execution {} is at rest could not be written down", id, e);
        }
    }

    /** Takes nothing up any more. */
    void close() {
        closed = true;
    }
}
