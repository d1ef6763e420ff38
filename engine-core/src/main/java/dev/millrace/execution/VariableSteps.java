package dev.millrace.execution;

import dev.millrace.module.StepError;
import dev.millrace.plan.Machine;
import dev.millrace.plan.Op;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.plan.StepSource;
import dev.millrace.value.Excerpt;
import dev.millrace.value.TextForm;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps that read and write what an execution holds, and how a step fails. */
abstract class VariableSteps extends Memory implements Machine {
    private @Nullable Failure failure;

    VariableSteps(Plan plan, StepRange range) {
        super(plan, range);
    }

    VariableSteps(Memory parent, StepRange range) {
        super(parent, range);
    }

    final int fail(StepSource source, StepError error) {
        return fail(source, error, Map.of());
    }

    final int fail(StepSource source, StepError error, Map<String, @Nullable Object> partialOutputs) {
        return fail(new Failure(error, source.id(), source.index(), partialOutputs));
    }

    final int fail(Failure cause) {
        failure = cause;
        return FAILED;
    }

    final Failure currentFailure() {
        if (failure == null) {
            throw new IllegalStateException("no failure at step " + pc);
        }
        return failure;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    @Override
    public int unavailable(Op.Unavailable op) {
        return fail(op.source, new StepError("Module not available", op.message));
    }

    @Override
    public int createVariable(Op.CreateVariable op) {
        Object value = VariableConversion.to(op.type, op.value.evaluate(this));
        if (op.variable >= 0 && !variables().create(op.variable, op.source.index(), value)) {
            return fail(
                    op.source,
                    new StepError(
                            "Variable exists",
                            "a variable named " + Excerpt.quoted(variables().name(op.variable))
                                    + " already exists; use set_variable to change it"));
        }
        store(op.slot, Collections.singletonMap("variable", value));
        return op.next;
    }

    @Override
    public int getVariable(Op.GetVariable op) {
        Object value = op.value.evaluate(this);
        if (op.byName) {
            value = variables().get(TextForm.of(value).strip());
        }
        if (value == null) {
            return fail(
                    op.source,
                    new StepError(
                            "Variable not found",
                            Excerpt.quoted(op.source.step().parameters().get("source")) + " has no value"));
        }
        store(op.slot, Collections.singletonMap("value", value));
        return op.next;
    }

    @Override
    public int setVariable(Op.SetVariable op) {
        Object value = op.value.evaluate(this);
        if (variables().get(op.variable) == null) {
            return fail(
                    op.source,
                    new StepError(
                            "Variable not found",
                            "there is no variable named "
                                    + Excerpt.quoted(variables().name(op.variable))
                                    + "; create it with create_variable, or give it as an input"));
        }
        variables().set(op.variable, value);
        return op.next;
    }

    @Override
    public int output(Op.SetOutput op) {
        Object value = op.value.evaluate(this);
        setOutput(op.asText ? value : OutputText.read(value));
        return op.next;
    }

    @Override
    State state(Baseline known) {
        Failure cause = failure;
        return super.state(known).put("failure", cause == null ? null : cause.state());
    }

    @Override
    void restore(State state) {
        super.restore(state);
        failure = Failure.of(state, "failure");
    }
}
