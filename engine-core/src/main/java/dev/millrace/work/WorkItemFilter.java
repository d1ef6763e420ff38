package dev.millrace.work;

import org.jspecify.annotations.Nullable;

/**
 * Which items to list. Immutable.
 *
 * <pre>{@code
 * millrace.workItems().list(WorkItemFilter.open().awaiting("ann"));
 * }</pre>
 *
 * @param state null for any
 * @param awaiting a person who may answer; null for anybody
 * @param executionId null for any
 * @param max how many at most, 1 to 100,000
 */
public record WorkItemFilter(
        WorkItem.@Nullable State state,
        @Nullable String awaiting,
        @Nullable String executionId,
        int max) {
    private static final int DEFAULT_MAX = 1_000;
    private static final int MOST = 100_000;

    public WorkItemFilter {
        if (max < 1 || max > MOST) {
            throw new IllegalArgumentException("max must be 1 to " + MOST + ", but was " + max);
        }
    }

    /** A thousand open items at most. */
    public static WorkItemFilter open() {
        return any().in(WorkItem.State.OPEN);
    }

    /** A thousand items at most, whatever their state. */
    public static WorkItemFilter any() {
        return new WorkItemFilter(null, null, null, DEFAULT_MAX);
    }

    public WorkItemFilter in(WorkItem.State wanted) {
        return new WorkItemFilter(wanted, awaiting, executionId, max);
    }

    /** Those that wait for an answer of this person. */
    public WorkItemFilter awaiting(String person) {
        return new WorkItemFilter(state, person, executionId, max);
    }

    public WorkItemFilter ofExecution(String id) {
        return new WorkItemFilter(state, awaiting, id, max);
    }

    public WorkItemFilter atMost(int count) {
        return new WorkItemFilter(state, awaiting, executionId, count);
    }

    /** True for an item that is meant. */
    public boolean accepts(WorkItem item) {
        return (state == null || state == item.state())
                && (awaiting == null || item.awaits(awaiting))
                && (executionId == null || executionId.equals(item.origin().executionId()));
    }
}
