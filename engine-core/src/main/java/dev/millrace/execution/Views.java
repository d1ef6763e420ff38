package dev.millrace.execution;

import dev.millrace.observe.ExecutionView;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the picture of an execution that others may look at. */
final class Views {
    private Views() {}

    static ExecutionView of(Execution execution, @Nullable Recording recording) {
        Workflow workflow = execution.plan().workflow();
        return new ExecutionView(
                execution.id(),
                workflow.id(),
                workflow.name(),
                execution.triggeredBy(),
                execution.callerId(),
                execution.status(),
                Optional.ofNullable(recording == null ? null : recording.startedAt()),
                Optional.ofNullable(recording == null ? null : recording.completedAt()),
                currentSteps(execution),
                execution.plan().size(),
                new StepOutputs(execution.plan(), execution.outputs()),
                execution.namedVariables(),
                execution.output(),
                execution.hasSetOutput(),
                execution.returned(),
                execution.error(),
                recording == null ? List.of() : recording.log(),
                Set.of());
    }

    /** Branches run on while they are looked at, so their places are those of a moment ago. */
    private static List<Integer> currentSteps(Execution execution) {
        Children children = execution.children();
        if (children instanceof Forked && !children.isQuiet()) {
            List<Integer> steps = new ArrayList<>();
            children.forEachRunning(child -> steps.add(child.pc()));
            return List.copyOf(steps);
        }
        return execution.pc() < execution.plan().size() ? List.of(execution.pc()) : List.of();
    }
}
