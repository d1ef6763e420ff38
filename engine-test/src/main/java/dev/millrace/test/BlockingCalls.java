package dev.millrace.test;

import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.StepEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Which calls are under way on threads other than the test's: the clock must not move meanwhile. */
final class BlockingCalls implements ExecutionObserver {
    private final Predicate<String> blocks;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();

    private record Call(String executionId, String stepId, String branch) {}

    /** @param blocks tells of a module, by the id a step wrote, whether it blocks */
    BlockingCalls(Predicate<String> blocks) {
        this.blocks = blocks;
    }

    boolean anyUnderWay() {
        return !underWay.isEmpty();
    }

    @Override
    public void stepStarted(ExecutionEvent execution, StepEvent step) {
        if (blocks.test(step.moduleId())) {
            underWay.add(call(execution, step));
        }
    }

    @Override
    public void stepCompleted(ExecutionEvent execution, StepEvent step) {
        underWay.remove(call(execution, step));
    }

    @Override
    public void stepFailed(ExecutionEvent execution, StepEvent step) {
        underWay.remove(call(execution, step));
    }

    @Override
    public void executionEnded(ExecutionEvent execution, ExecutionView end) {
        underWay.removeIf(call -> call.executionId().equals(execution.executionId()));
    }

    private static Call call(ExecutionEvent execution, StepEvent step) {
        return new Call(execution.executionId(), step.stepId(), step.branch());
    }
}
