package dev.millrace;

import dev.millrace.WorkItemRefusedException.Reason;
import dev.millrace.store.Clock;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NearestName;
import dev.millrace.work.Completion;
import dev.millrace.work.Decision;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.work.WorkItemStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What executions wait for people to do. Steps of the module {@code activity} make the items; completing one lets its
 * execution go on.
 *
 * <pre>{@code
 * for (WorkItem item : millrace.workItems().list(WorkItemFilter.open().awaiting("ann"))) {
 *     millrace.workItems().complete(item.id(), Completion.of("ann", "approve"));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class WorkItems {
    private final WorkItemStore store;
    private final Clock clock;
    private final Delivery delivery;

    /** Sends a step the signal it waits for, where its execution is at hand. */
    interface Delivery {
        void deliver(WorkItem completed);
    }

    WorkItems(WorkItemStore store, Clock clock, Delivery delivery) {
        this.store = store;
        this.clock = clock;
        this.delivery = delivery;
    }

    public Optional<WorkItem> find(String id) {
        return store.find(id);
    }

    /** The items a filter accepts, oldest first. */
    public List<WorkItem> list(WorkItemFilter filter) {
        return store.list(filter);
    }

    /**
     * Answers an item. Of several answers at once to an item that needs one, exactly one counts. The execution goes on by
     * itself; one that this engine has not recovered yet, when it is recovered.
     *
     * @return the item as it is now; still open if it needs more answers
     * @throws WorkItemRefusedException if there is no such item or the answer does not count; nothing has changed then
     */
    public WorkItem complete(String id, Completion completion) {
        while (true) {
            WorkItem item = store.find(id).orElseThrow(() -> unknown(id));
            refuseUnlessValid(item, completion);
            WorkItem changed = item.with(Decision.of(completion, Instant.ofEpochMilli(clock.epochMillis())));
            if (store.replace(item, changed)) {
                if (!changed.isOpen()) {
                    delivery.deliver(changed);
                }
                return changed;
            }
        }
    }

    private static WorkItemRefusedException unknown(String id) {
        return new WorkItemRefusedException(
                Reason.UNKNOWN_ITEM, "there is no work item " + Excerpt.quoted(id) + "; list the open ones");
    }

    private static void refuseUnlessValid(WorkItem item, Completion completion) {
        String person = completion.by();
        String where =
                "work item " + item.id() + " (" + Excerpt.of(item.assignment().name()) + ")";
        if (!item.assignment().assignees().contains(person)) {
            throw new WorkItemRefusedException(
                    Reason.NOT_ASSIGNED, where + " is not assigned to " + Excerpt.quoted(person));
        }
        if (!item.isOpen()) {
            throw new WorkItemRefusedException(
                    Reason.NOT_OPEN, where + " is not open any more: it is " + nameOf(item.state()));
        }
        if (item.hasAnswered(person)) {
            throw new WorkItemRefusedException(
                    Reason.ANSWERED, where + " has the answer of " + Excerpt.quoted(person) + " already");
        }
        refuseUnlessAction(item, completion.action(), where);
    }

    private static void refuseUnlessAction(WorkItem item, String action, String where) {
        List<String> actions = item.assignment().actions();
        if (!actions.contains(action)) {
            String nearest = NearestName.of(action, actions);
            throw new WorkItemRefusedException(
                    Reason.UNKNOWN_ACTION,
                    where + " has no action " + Excerpt.quoted(action) + "; "
                            + (nearest == null ? "choose one of " + String.join(", ", actions) : "use " + nearest));
        }
    }

    private static String nameOf(WorkItem.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
