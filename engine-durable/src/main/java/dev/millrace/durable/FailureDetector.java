package dev.millrace.durable;

import dev.millrace.durable.Orphans.Orphan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds nodes that have died or left, and hands their executions out. Every node does so for all others; who comes first
 * takes what is there. Called by one thread.
 */
final class FailureDetector {
    private static final Logger LOG = LoggerFactory.getLogger(FailureDetector.class);

    private final Nodes nodes;
    private final Orphans orphans;
    private final Dispatcher dispatcher;
    private final Duration grace;
    private final Duration silence;
    /** Since when the lock of a node is free, as a reading of the monotonic clock. */
    private final Map<Long, Long> missing = new HashMap<>();

    FailureDetector(Nodes nodes, Orphans orphans, Dispatcher dispatcher, ClusterSettings.Times times) {
        this.nodes = nodes;
        this.orphans = orphans;
        this.dispatcher = dispatcher;
        this.grace = times.grace();
        this.silence = times.silence();
    }

    void look(Seat own) {
        List<Nodes.Seen> others = nodes.others(own, silence.toMillis());
        missing.keySet().removeIf(id -> others.stream().noneMatch(node -> node.id() == id && isMissing(node)));
        for (Nodes.Seen node : others) {
            switch (node.state()) {
                case LIVING -> {}
                case MISSING -> {
                    if (isMissingForLong(node.id())) {
                        bury(node.id());
                    }
                }
                case SILENT, FENCED -> bury(node.id());
                case LEFT -> handOut(() -> orphans.ofNodeThatLeft(node.id()));
            }
        }
    }

    private static boolean isMissing(Nodes.Seen node) {
        return node.state() == Nodes.State.MISSING;
    }

    private boolean isMissingForLong(long id) {
        long now = System.nanoTime();
        return now - missing.computeIfAbsent(id, unused -> now) >= grace.toNanos();
    }

    private void bury(long id) {
        if (nodes.fence(id)) {
            LOG.warn("Node number {} is dead; its executions are handed to the others", id);
            // perhaps it was about to take them up
            dispatcher.handOut(orphans.perhapsLost());
        }
        handOut(() -> orphans.ofDeadNode(id));
        nodes.isGone(id);
    }

    private void handOut(Supplier<List<Orphan>> some) {
        List<Orphan> orphaned;
        do {
            orphaned = some.get();
            dispatcher.handOut(orphaned);
        } while (!orphaned.isEmpty());
    }
}
