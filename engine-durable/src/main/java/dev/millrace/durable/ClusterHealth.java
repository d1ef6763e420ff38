package dev.millrace.durable;

/** What a node can do at the moment. */
public enum ClusterHealth {
    /** It belongs to the cluster. */
    JOINED,
    /**
     * It has lost its place, most often with its connection to the database. It runs nothing and refuses starts until it has
     * joined again, which it tries by itself.
     */
    REJOINING,
    /** It was closed. */
    CLOSED
}
