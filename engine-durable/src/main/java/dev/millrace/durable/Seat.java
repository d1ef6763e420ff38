package dev.millrace.durable;

/** The place of this node in the cluster from one joining to its end. What is over never comes back. Thread-safe. */
final class Seat {
    private final long nodeId;
    private volatile boolean over;

    Seat(long nodeId) {
        this.nodeId = nodeId;
    }

    long nodeId() {
        return nodeId;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
