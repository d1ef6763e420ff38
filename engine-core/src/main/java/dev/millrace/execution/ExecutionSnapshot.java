package dev.millrace.execution;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution written down between two steps, so that it can be forgotten and go on elsewhere.
 *
 * @param executionId the execution's id
 * @param workflowId the workflow it runs
 * @param planHash content hash of the definition it started with, on which it also ends
 * @param state what {@link StateJson} can write: maps, lists, texts, numbers, truth values and nulls
 */
public record ExecutionSnapshot(
        String executionId, String workflowId, String planHash, Map<String, @Nullable Object> state) {}
