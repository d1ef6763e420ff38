package dev.millrace.execution;

import dev.millrace.plan.Op;
import dev.millrace.plan.StepRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rounds of a for_each that run side by side. The first failing round stops the others. */
final class RoundChildren extends Forked {
    private final Op.ForEachFork op;
    private final List<?> items;
    private @Nullable Failure failure;

    RoundChildren(Execution parent, Op.ForEachFork op, List<?> items) {
        super(parent, items.size(), op.maxConcurrency);
        this.op = op;
        this.items = items;
    }

    static RoundChildren of(Execution parent, Op.ForEachFork op, State state) {
        List<?> items = (List<?>) Objects.requireNonNull(state.value("items"));
        RoundChildren rounds = new RoundChildren(parent, op, items);
        rounds.failure = Failure.of(state, "roundFailure");
        rounds.restored(state);
        return rounds;
    }

    @Override
    State state() {
        Failure cause = failure;
        return super.state().putValue("items", items).put("roundFailure", cause == null ? null : cause.state());
    }

    @Override
    State begun() {
        return super.begun().putValue("items", items);
    }

    @Override
    Execution make(int position) {
        StepRange body = new StepRange(parent.branchName(), op.source.index() + 1, op.end, position);
        Execution round = parent.branch(body);
        round.store(op.slot, RoundOutputs.ofForEach(items.get(position), position + 1L));
        return round;
    }

    @Override
    boolean completed(Execution child) {
        return false;
    }

    @Override
    boolean failed(Execution child, Failure cause) {
        if (failure == null) {
            failure = cause;
        }
        return true;
    }

    @Override
    void cancelled(Execution child) {}

    @Override
    @Nullable
    Failure verdict() {
        return failure;
    }

    @Override
    int concluded(int startedChildren) {
        return op.after;
    }
}
