package dev.millrace.execution;

import dev.millrace.module.StepError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.value.Excerpt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sub-workflow and the step that called it (spec vflow-model 3.8; decision D6): it starts with a copy of the caller's
 * variables and the inputs on top; only its result and its variables come back.
 */
final class WorkflowCall extends Children {
    private final Op.Call op;
    private final Execution child;
    private boolean started;
    private boolean over;
    private @Nullable Failure failure;

    private WorkflowCall(Execution parent, Op.Call op, Execution child) {
        super(parent);
        this.op = op;
        this.child = child;
    }

    static int begin(Execution caller, Op.Call op) {
        Optional<Plan> plan = caller.environment().directory().plan(op.workflowId);
        if (plan.isEmpty()) {
            return caller.fail(
                    op.source,
                    new StepError(
                            "Workflow not found",
                            "there is no runnable workflow with the id " + Excerpt.quoted(op.workflowId)));
        }
        StepError refusal = refusal(caller, op.workflowId);
        if (refusal != null) {
            return caller.fail(op.source, refusal);
        }
        Execution child = caller.subWorkflow(plan.get());
        caller.variables().asMap().forEach(child.variables()::set);
        if (op.inputs.evaluate(caller) instanceof Map<?, ?> inputs) {
            inputs.forEach((name, value) -> child.variables().set(String.valueOf(name), value));
        }
        StepError unseeded = Triggering.seedManual(child);
        return unseeded == null ? caller.start(new WorkflowCall(caller, op, child)) : caller.fail(op.source, unseeded);
    }

    static WorkflowCall of(Execution parent, Op.Call op, State state) {
        List<State> written = state.parts("written");
        State called = written.isEmpty() ? state.part("child") : written.get(0);
        Execution child = parent.subWorkflow(parent.environment().directory().planByHash(state.text("planHash")));
        WorkflowCall call = new WorkflowCall(parent, op, child);
        child.restore(called);
        call.started = state.flag("started") || !written.isEmpty();
        call.over = state.flag("over");
        call.failure = Failure.of(state, "failure");
        if (!call.over) {
            call.addRunning(child);
        }
        return call;
    }

    @Override
    State state() {
        Failure cause = failure;
        return new State()
                .put("planHash", child.plan().workflow().contentHash())
                .put("child", child.state())
                .put("started", started)
                .put("over", over)
                .put("failure", cause == null ? null : cause.state());
    }

    @Override
    State begun() {
        return super.begun().put("planHash", child.plan().workflow().contentHash());
    }

    @Override
    void makeUnwritten() {}

    private static @Nullable StepError refusal(Execution caller, String workflowId) {
        int depth = 0;
        for (Execution execution = caller; execution != null; execution = execution.parent()) {
            if (execution.isBranch()) {
                continue;
            }
            if (execution.plan().workflow().id().equals(workflowId)) {
                return new StepError(
                        "Recursive call",
                        "the workflow " + Excerpt.quoted(workflowId) + " is running above this step already");
            }
            depth++;
        }
        int limit = caller.environment().limits().maxCallDepth();
        return depth > limit
                ? new StepError("Too deep", "sub-workflows are nested more than " + limit + " deep")
                : null;
    }

    @Override
    int proceed() {
        if (!started) {
            started = true;
            run(child);
        }
        return over ? outcome() : Execution.PARKED;
    }

    private int outcome() {
        if (failure != null) {
            return parent.fail(failure);
        }
        Failure inner = child.failure();
        if (child.end() != ExecutionStatus.COMPLETED) {
            StepError error =
                    inner == null ? new StepError("Cancelled", "the sub-workflow was cancelled") : inner.error();
            return parent.fail(op.source, error);
        }
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("result", child.returned());
        child.variables().asMap().forEach((name, value) -> outputs.put("var_" + name, value));
        parent.store(op.slot, Collections.unmodifiableMap(outputs));
        return op.next;
    }

    @Override
    void took(Execution ended) {
        over = true;
    }

    @Override
    boolean needsParent() {
        return over || !started;
    }

    @Override
    boolean isStopping() {
        return failure != null;
    }

    @Override
    void abort(Failure cause) {
        failure = cause;
        cancelRunning();
    }

    @Override
    void startNoMore() {
        started = true;
    }
}
