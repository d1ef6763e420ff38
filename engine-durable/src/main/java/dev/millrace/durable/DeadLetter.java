package dev.millrace.durable;

import java.time.Instant;

/**
 * An execution that no node takes up any more, as one after the other has died of it, or could not go on with it. It waits
 * for {@link Cluster#retry}, or to be cancelled.
 *
 * @param attempts how many nodes have tried in a row
 */
public record DeadLetter(String executionId, String workflowId, int attempts, Instant since) {}
