package dev.millrace.execution;

import dev.millrace.plan.Op;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The branches of a parallel block and its join (spec sync-api-trigger 9.1). */
final class BranchChildren extends Forked {
    private final Op.Fork op;
    private final Set<Integer> completed = new TreeSet<>();
    private final Set<Integer> cancelled = new TreeSet<>();
    private final Map<Integer, Failure> failed = new TreeMap<>();
    private @Nullable String winner;

    BranchChildren(Execution parent, Op.Fork op) {
        super(parent, op.branches.size(), op.maxConcurrency);
        this.op = op;
    }

    @Override
    State state() {
        State failures = new State();
        failed.forEach((position, cause) -> failures.put(String.valueOf(position), cause.state()));
        return super.state()
                .put("completed", List.copyOf(completed))
                .put("cancelled", List.copyOf(cancelled))
                .put("failed", failures)
                .put("winner", winner);
    }

    @Override
    BranchChildren restored(State state) {
        super.restored(state);
        completed.addAll(state.indexes("completed"));
        cancelled.addAll(state.indexes("cancelled"));
        winner = state.textOrNull("winner");
        State failures = state.part("failed");
        for (String position : failures.fields().keySet()) {
            failed.put(Integer.valueOf(position), Objects.requireNonNull(Failure.of(failures, position)));
        }
        return this;
    }

    @Override
    Execution make(int position) {
        return parent.branch(op.branches.get(position));
    }

    @Override
    boolean completed(Execution child) {
        completed.add(child.range().position());
        if (winner == null) {
            winner = child.branchName();
        }
        return switch (op.join) {
            case ALL -> false;
            case ANY -> true;
            case CUSTOM -> completed.containsAll(op.awaited);
        };
    }

    @Override
    boolean failed(Execution child, Failure cause) {
        int position = child.range().position();
        failed.put(position, cause);
        return switch (op.join) {
            case ALL -> !op.ignoresErrors;
            case ANY -> false;
            case CUSTOM -> op.awaited.contains(position);
        };
    }

    @Override
    void cancelled(Execution child) {
        cancelled.add(child.range().position());
    }

    @Override
    boolean waitsForRest() {
        return op.waitsForRest && verdict() == null;
    }

    @Override
    @Nullable
    Failure verdict() {
        if (failed.isEmpty()) {
            return null;
        }
        Failure first = failed.values().iterator().next();
        return switch (op.join) {
            case ALL -> op.ignoresErrors ? null : first;
            case ANY -> completed.isEmpty() ? first : null;
            case CUSTOM ->
                op.awaited.stream()
                        .filter(failed::containsKey)
                        .map(failed::get)
                        .findFirst()
                        .orElse(null);
        };
    }

    @Override
    int concluded(int startedChildren) {
        Set<Integer> stopped = new HashSet<>(cancelled);
        for (int position = startedChildren; position < op.branches.size(); position++) {
            stopped.add(position);
        }
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("winner", winner);
        outputs.put("completed", names(completed));
        outputs.put("failed", names(failed.keySet()));
        outputs.put("cancelled", names(stopped));
        outputs.put("errors", errors());
        parent.store(op.endSlot, Collections.unmodifiableMap(outputs));
        return op.after;
    }

    private List<String> names(Set<Integer> positions) {
        return positions.stream()
                .sorted()
                .map(position -> op.branches.get(position).name())
                .toList();
    }

    private Map<String, String> errors() {
        Map<String, String> errors = new LinkedHashMap<>();
        failed.forEach((position, cause) ->
                errors.put(op.branches.get(position).name(), cause.error().message()));
        return Collections.unmodifiableMap(errors);
    }
}
