package dev.millrace;

import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.StepEvent;
import java.util.Set;

/** Sees whether a step failed, stopped or returned. */
final class EarlyEnds implements ExecutionObserver {
    private static final Set<String> ENDINGS = Set.of("stop_workflow", "return");

    private boolean seen;

    boolean seen() {
        return seen;
    }

    @Override
    public void stepFailed(ExecutionEvent execution, StepEvent step) {
        seen = true;
    }

    @Override
    public void stepStarted(ExecutionEvent execution, StepEvent step) {
        seen |= ENDINGS.contains(step.moduleId());
    }
}
