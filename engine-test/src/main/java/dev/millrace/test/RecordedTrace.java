package dev.millrace.test;

import dev.millrace.module.StepError;
import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.StepEvent;
import dev.millrace.value.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of executions did, in the order in which they ended. As text it has one line for each attempt:
 *
 * <pre>
 * fetch (http_request) failed: no answer
 * fetch (http_request) attempt 2 completed {statusCode=200}
 * </pre>
 *
 * <p>A {@link WorkflowTester} keeps one; for an engine of your own, {@code Millrace.builder().observer(trace)}.
 * Thread-safe.
 */
public final class RecordedTrace implements ExecutionObserver {
    private final List<Entry> entries = new ArrayList<>(); // guarded by this

    /** An empty trace, to be given to an engine as an observer. */
    public RecordedTrace() {}

    /** How an attempt ended. */
    public enum Ending {
        COMPLETED,
        /** The attempt failed; the step may be tried again, be skipped, or fail the execution. */
        FAILED,
        /** The step failed for good and the execution went on; follows {@link #FAILED}. */
        SKIPPED
    }

    /**
     * One attempt of one step.
     *
     * @param branch the name of the parallel branch; empty outside branches
     * @param attempt 1 for the first
     * @param outputs what it gave; empty unless it completed
     * @param error why it failed; null if it completed
     */
    public record Entry(
            String executionId,
            String stepId,
            String moduleId,
            String branch,
            int attempt,
            Ending ending,
            Map<String, @Nullable Object> outputs,
            @Nullable StepError error) {
        @Override
        public String toString() {
            return stepId + " (" + moduleId + ")"
                    + (branch.isEmpty() ? "" : " in branch " + branch)
                    + (attempt == 1 ? "" : " attempt " + attempt)
                    + " " + ending.name().toLowerCase(Locale.ROOT)
                    + (outputs.isEmpty() ? "" : " " + Excerpt.of(outputs.toString()))
                    + (error == null ? "" : ": " + Excerpt.of(error.message()));
        }
    }

    @Override
    public void stepCompleted(ExecutionEvent execution, StepEvent step) {
        add(execution, step, Ending.COMPLETED);
    }

    @Override
    public void stepFailed(ExecutionEvent execution, StepEvent step) {
        add(execution, step, Ending.FAILED);
    }

    @Override
    public void stepSkipped(ExecutionEvent execution, StepEvent step) {
        add(execution, step, Ending.SKIPPED);
    }

    private synchronized void add(ExecutionEvent execution, StepEvent step, Ending ending) {
        entries.add(new Entry(
                execution.executionId(),
                step.stepId(),
                step.moduleId(),
                step.branch(),
                step.attempt(),
                ending,
                step.outputs(),
                step.error()));
    }

    /** All that was recorded so far. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** What one execution did so far. */
    public RecordedTrace of(String executionId) {
        RecordedTrace one = new RecordedTrace();
        entries().stream()
                .filter(entry -> entry.executionId().equals(executionId))
                .forEach(one.entries::add);
        return one;
    }

    /** The ids of the steps in the order in which their first attempts ended; a step in a loop once for each round. */
    public List<String> steps() {
        return entries().stream()
                .filter(entry -> entry.attempt() == 1 && entry.ending() != Ending.SKIPPED)
                .map(Entry::stepId)
                .toList();
    }

    @Override
    public String toString() {
        return entries().stream().map(Entry::toString).collect(Collectors.joining("\n"));
    }
}
