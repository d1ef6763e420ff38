package dev.millrace.history;

import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.store.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what is known of executions, those under way and those that are over.
 *
 * <p>Thread-safe; may block. The engine tells it of a start before whoever asked for it gets an answer, and of an end
 * before anybody can see it; so what is slow here makes executions slow. What {@link #started} and {@link #ended} throw is
 * logged, and the execution goes on.
 *
 * <p>Of an execution of a workflow that an API offers it is given at most 1 MiB each, as UTF-8, of every output of the
 * trigger, of the outputs of all steps, of the variables, and of what it gave: texts are cut, lists and dictionaries end
 * early, each with a word on what is missing; {@link ExecutionView#truncated} says where (spec sync-api-trigger 11).
 *
 * <pre>{@code
 * Millrace millrace = Millrace.builder().history(ExecutionHistory.inMemory(Retention.DEFAULT)).build();
 * }</pre>
 */
public interface ExecutionHistory {
    /**
     * An execution has started, or, with the same id again, goes on after it was restored; it takes its own place then. Of one
     * that ran from its start to its end on the thread of whoever started it only the end is told.
     */
    void started(ExecutionSummary execution);

    /**
     * What an execution under way has said since this was last called: told now and then, so that a restart loses little of
     * a log. Need not be durable at once. A history that ends with the process need not keep it.
     */
    default void logged(String executionId, List<LogEntry> entries) {}

    /** What was kept of the log of an execution under way, oldest first. */
    default List<LogEntry> log(String executionId) {
        return List.of();
    }

    /**
     * An execution is over. Takes the place of what was known of it under way; nothing may have been. In place of one that
     * was over, with the same id, it takes its own.
     */
    void ended(ExecutionView execution);

    /** An execution that is over, with its outputs, variables and log; empty for one under way and an unknown one. */
    Optional<ExecutionView> find(String executionId);

    /**
     * The executions a filter accepts, those under way included: the newest start first, of those at the same time the
     * one told of last.
     *
     * @param offset how many of them to leave out; at least 0
     * @param limit how many to give at most; at least 0
     */
    HistoryPage list(HistoryFilter filter, int offset, int limit);

    /**
     * Deletes those that a filter accepts and that are over.
     *
     * @return how many there were
     */
    int delete(HistoryFilter filter);

    /** Counts the executions a filter accepts, those under way included. */
    HistoryStatistics statistics(HistoryFilter filter);

    /** A history that ends with the process. */
    static ExecutionHistory inMemory(Retention retention) {
        return inMemory(retention, Clock.system());
    }

    /** @param clock by which executions grow old; the engine's */
    static ExecutionHistory inMemory(Retention retention, Clock clock) {
        return new MemoryExecutionHistory(retention, clock);
    }
}
