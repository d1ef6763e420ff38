package dev.millrace.test;

import dev.millrace.ExecutionResult;
import dev.millrace.module.LogLevel;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.value.PlainValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on an execution; each that fails shows the trace of its steps.
 *
 * <pre>{@code
 * tester.run(workflow, Map.of("name", "Ann"))
 *         .isCompleted()
 *         .hasStepOutput("fetch", "statusCode", 200)
 *         .executed("fetch", "store")
 *         .neverExecuted("alarm");
 * }</pre>
 *
 * <p>Expected values are compared as plain values: 200 equals 200L. For one thread.
 */
public final class ExecutionAssert extends AbstractAssert<ExecutionAssert, ExecutionView> {
    private final ExecutionView view;
    private final @Nullable RecordedTrace trace;

    ExecutionAssert(ExecutionView view, @Nullable RecordedTrace trace) {
        super(view, ExecutionAssert.class);
        this.view = view;
        this.trace = trace;
    }

    /** For a result of any engine. What steps did can be asked {@link #with} a trace only. */
    public static ExecutionAssert assertThat(ExecutionResult result) {
        return assertThat(result.view());
    }

    /** For an execution as it stood. What steps did can be asked {@link #with} a trace only. */
    public static ExecutionAssert assertThat(ExecutionView view) {
        return new ExecutionAssert(view, null);
    }

    /** The same execution with the trace of an engine that ran it. */
    public ExecutionAssert with(RecordedTrace engineTrace) {
        return new ExecutionAssert(view, engineTrace.of(view.id()));
    }

    /** What is asserted on. */
    public ExecutionView view() {
        return view;
    }

    public ExecutionAssert isCompleted() {
        return hasStatus(ExecutionStatus.COMPLETED);
    }

    /** Asserts that it failed; {@link #withErrorContaining} and {@link #atStep} say more. */
    public ExecutionAssert isFailed() {
        return hasStatus(ExecutionStatus.FAILED);
    }

    public ExecutionAssert hasStatus(ExecutionStatus status) {
        if (view.status() != status) {
            ExecutionError error = view.error();
            throw mismatch("status", status.id(), view.status().id() + (error == null ? "" : ": " + error.message()));
        }
        return this;
    }

    /** Asserts that the title or the message of its error contains each of these. */
    public ExecutionAssert withErrorContaining(String... parts) {
        ExecutionError error = error();
        String text = error.title() + ": " + error.message();
        for (String part : parts) {
            if (!text.contains(part)) {
                throw mismatch("error", "a text with \"" + part + "\"", text);
            }
        }
        return this;
    }

    /** Asserts that this step made it fail. */
    public ExecutionAssert atStep(String stepId) {
        return same("failed step", stepId, error().stepId());
    }

    /** Asserts what an output step set, else what a return step gave. */
    public ExecutionAssert hasOutput(@Nullable Object value) {
        Object output = view.output();
        return same("output", value, output == null ? view.returnValue() : output);
    }

    /** Asserts the latest value of an output of a step. */
    public ExecutionAssert hasStepOutput(String stepId, String output, @Nullable Object value) {
        Map<String, @Nullable Object> outputs = view.outputs().getOrDefault(stepId, Collections.emptyMap());
        if (!outputs.containsKey(output)) {
            throw mismatch("outputs of step " + stepId, "one named " + output, outputs.keySet());
        }
        return same("output " + stepId + "." + output, value, outputs.get(output));
    }

    /** Asserts the value of a named variable at the end. */
    public ExecutionAssert hasVariable(String name, @Nullable Object value) {
        if (!view.variables().containsKey(name)) {
            throw mismatch("variables", "one named " + name, view.variables().keySet());
        }
        return same("variable " + name, value, view.variables().get(name));
    }

    /** Asserts that these steps ran in this order; others may have run before, between and after them. */
    public ExecutionAssert executed(String... stepIds) {
        List<String> steps = steps();
        int from = 0;
        for (String stepId : stepIds) {
            int found = steps.subList(from, steps.size()).indexOf(stepId);
            if (found < 0) {
                throw mismatch("steps", "in this order: " + List.of(stepIds), steps);
            }
            from += found + 1;
        }
        return this;
    }

    /** Asserts that the step ran once, in however many attempts. */
    public ExecutionAssert executedOnce(String stepId) {
        int runs = Collections.frequency(steps(), stepId);
        if (runs != 1) {
            throw mismatch("runs of step " + stepId, 1, runs);
        }
        return this;
    }

    public ExecutionAssert neverExecuted(String... stepIds) {
        for (String stepId : stepIds) {
            if (steps().contains(stepId)) {
                throw mismatch("steps", "none named " + stepId, steps());
            }
        }
        return this;
    }

    /** Asserts that its log has an entry of this level whose message contains {@code part}; needs an engine with history. */
    public ExecutionAssert logged(LogLevel level, String part) {
        boolean found = view.log().stream()
                .anyMatch(entry -> entry.level() == level && entry.message().contains(part));
        if (!found) {
            throw mismatch(
                    "log",
                    level + " \"" + part + "\"",
                    view.log().stream()
                            .map(entry -> entry.level() + " \"" + entry.message() + "\"")
                            .toList());
        }
        return this;
    }

    private ExecutionError error() {
        isFailed();
        return Objects.requireNonNull(view.error());
    }

    private List<String> steps() {
        if (trace == null) {
            throw new IllegalStateException(
                    "no trace tells what the steps did; run the workflow with a WorkflowTester, or say .with(trace)");
        }
        return trace.steps();
    }

    private ExecutionAssert same(String what, @Nullable Object expected, @Nullable Object found) {
        Object plain = PlainValue.of(expected);
        if (!Objects.equals(plain, found)) {
            throw mismatch(what, plain, found);
        }
        return this;
    }

    private AssertionError mismatch(String what, @Nullable Object expected, @Nullable Object found) {
        String steps = trace == null ? "" : "%nsteps:%n%s".formatted(trace);
        return failureWithActualExpected(
                found,
                expected,
                "%s",
                "execution of \"%s\", %s%nexpected: %s%n but was: %s%s"
                        .formatted(view.workflowName(), what, expected, found, steps));
    }
}
