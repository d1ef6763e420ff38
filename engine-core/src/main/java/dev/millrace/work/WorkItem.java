package dev.millrace.work;

import dev.millrace.value.PlainValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something an execution waits for a person to do. Immutable; what changes it returns a changed copy, to be put in its
 * place with {@link WorkItemStore#replace}.
 *
 * <pre>
 * OPEN --the answers that are needed, or the engine's--> COMPLETED
 *      --time is over, without an action for that--> EXPIRED
 *      --the execution does not wait for it any more--> WITHDRAWN
 * </pre>
 *
 * @param id unique among the items of all executions; letters, digits and hyphens
 * @param decisions the answers so far, in order
 * @param dueAt when it expires; null for never
 */
public record WorkItem(
        String id,
        Origin origin,
        Assignment assignment,
        State state,
        List<Decision> decisions,
        Instant createdAt,
        @Nullable Instant dueAt) {
    private static final String SIGNAL = "work-item/";

    /** The step that asks. */
    public record Origin(String executionId, String workflowId, String stepId) {}

    /** Where an item stands. */
    public enum State {
        OPEN,
        COMPLETED,
        EXPIRED,
        WITHDRAWN
    }

    public WorkItem {
        Objects.requireNonNull(id);
        decisions = List.copyOf(decisions);
    }

    /** A new item that nobody has answered. */
    public static WorkItem open(
            String id, Origin origin, Assignment assignment, Instant createdAt, @Nullable Instant dueAt) {
        return new WorkItem(id, origin, assignment, State.OPEN, List.of(), createdAt, dueAt);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** True if this person may answer now. */
    public boolean awaits(String person) {
        return isOpen() && assignment.assignees().contains(person) && !hasAnswered(person);
    }

    /** True if this person's answer is among the decisions. */
    public boolean hasAnswered(String person) {
        return decisions.stream().anyMatch(decision -> person.equals(decision.by()));
    }

    /**
     * With one more answer; completed by the first one, or, in mode {@code ALL}, by that of the last assignee. The
     * engine's answer always completes it.
     *
     * @throws IllegalStateException if it is not open
     */
    public WorkItem with(Decision decision) {
        requireOpen();
        List<Decision> more = new ArrayList<>(decisions);
        more.add(decision);
        boolean completes = decision.by() == null
                || assignment.mode() == Assignment.Mode.ANY
                || more.size() == assignment.assignees().size();
        return in(completes ? State.COMPLETED : State.OPEN, more);
    }

    /** @throws IllegalStateException if it is not open */
    public WorkItem expired() {
        requireOpen();
        return in(State.EXPIRED, decisions);
    }

    /** @throws IllegalStateException if it is not open */
    public WorkItem withdrawn() {
        requireOpen();
        return in(State.WITHDRAWN, decisions);
    }

    private WorkItem in(State newState, List<Decision> newDecisions) {
        return new WorkItem(id, origin, assignment, newState, newDecisions, createdAt, dueAt);
    }

    private void requireOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("work item " + id + " is " + state);
        }
    }

    /**
     * What came out, once it is completed: the last answer, with the values of all (later ones win). Its action, where
     * several answered, is the one they agree on, else the one that stands last among the item's actions: a single
     * {@code reject} outweighs every {@code approve}.
     */
    public Optional<Decision> outcome() {
        if (state != State.COMPLETED) {
            return Optional.empty();
        }
        Decision last = decisions.get(decisions.size() - 1);
        if (last.by() == null) {
            return Optional.of(last);
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        decisions.forEach(decision -> values.putAll(decision.values()));
        return Optional.of(
                new Decision(heaviestAction(), last.by(), last.comment(), PlainValue.dictionary(values), last.at()));
    }

    private String heaviestAction() {
        List<String> actions = assignment.actions();
        int heaviest = decisions.stream()
                .mapToInt(decision -> actions.indexOf(decision.action()))
                .max()
                .orElse(0);
        return actions.get(heaviest);
    }

    /** The name of the signal by which the waiting step learns that the item is completed. */
    public static String signalOf(String id) {
        return SIGNAL + id;
    }

    /** The id in such a name; empty for any other signal. */
    public static Optional<String> idIn(String signal) {
        return signal.startsWith(SIGNAL) ? Optional.of(signal.substring(SIGNAL.length())) : Optional.empty();
    }

    /** What comes with that signal: the outcome and all decisions as plain values; empty before. */
    public Map<String, @Nullable Object> result() {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        outcome().ifPresent(outcome -> {
            result.putAll(outcome.plain());
            result.put("decisions", decisions.stream().map(Decision::plain).toList());
            result.put("workItemId", id);
        });
        return result;
    }
}
