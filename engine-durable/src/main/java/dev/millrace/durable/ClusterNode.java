package dev.millrace.durable;

import java.time.Instant;

/**
 * A node as the cluster sees it. A process that had to join again is there twice: as the node it was, and as the one it is.
 *
 * @param id its own, and never given again
 * @param name see {@link ClusterSettings#withNode}
 * @param seenAt when it last said that it lives
 * @param executions how many it has under way
 */
public record ClusterNode(long id, String name, State state, Instant joinedAt, Instant seenAt, long executions) {
    /** What has become of a node. */
    public enum State {
        /** It holds its lock. */
        LIVING,
        /** Its lock is free, and it has not said good-bye; soon its executions are taken up by others. */
        MISSING,
        /** It has left, or was found dead and has nothing under way any more. */
        GONE
    }
}
