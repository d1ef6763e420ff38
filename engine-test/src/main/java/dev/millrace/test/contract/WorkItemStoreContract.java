package dev.millrace.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.work.Assignment;
import dev.millrace.work.Completion;
import dev.millrace.work.Decision;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItem.State;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.work.WorkItemStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link WorkItemStore} does, whatever it keeps its items in. */
public abstract class WorkItemStoreContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.000000001Z");

    protected WorkItemStoreContract() {}

    /** A store without work items, of a test's own. */
    protected abstract WorkItemStore open();

    private static WorkItem item(String id, String executionId, String... assignees) {
        Map<String, @Nullable Object> data = Map.of("amount", new BigDecimal("10.50"), "due", LocalDate.EPOCH);
        Assignment assignment = new Assignment(
                Assignment.Kind.APPROVE,
                "Approve",
                List.of(assignees),
                Assignment.Mode.ALL,
                List.of("approve", "reject"),
                data);
        return WorkItem.open(
                id, new WorkItem.Origin(executionId, "workflow", "step"), assignment, NOW, NOW.plusSeconds(60));
    }

    private static Decision answer(String by) {
        Completion completion =
                Completion.of(by, "approve").withComment("fine").withValues(Map.of("checked", true, "n", 1L));
        return Decision.of(completion, NOW);
    }

    private static void assertListed(WorkItemStore items, WorkItemFilter filter, String... ids) {
        assertThat(items.list(filter)).extracting(WorkItem::id).containsExactly(ids);
    }

    @Test
    void added_item_is_found_as_it_was_given() {
        WorkItemStore items = open();
        WorkItem item = item("i1", "e1", "ann", "bo");

        assertThat(items.add(item)).isEqualTo(item);

        assertThat(items.find("i1")).contains(item);
        assertThat(items.find("i2")).isEmpty();
    }

    @Test
    void item_with_an_id_that_is_taken_is_not_added_and_the_old_one_is_given() {
        WorkItemStore items = open();
        WorkItem first = item("i1", "e1", "ann");
        items.add(first);

        assertThat(items.add(item("i1", "e2", "bo"))).isEqualTo(first);

        assertListed(items, WorkItemFilter.any(), "i1");
        assertListed(items, WorkItemFilter.open().awaiting("bo"));
    }

    @Test
    void answers_come_back_exactly() {
        WorkItemStore items = open();
        WorkItem item = item("i1", "e1", "ann", "bo");
        items.add(item);
        WorkItem completed = item.with(answer("ann")).with(Decision.byEngine("approve", NOW));

        assertThat(items.replace(item, completed)).isTrue();

        assertThat(items.find("i1")).contains(completed);
    }

    @Test
    void item_that_is_known_no_more_is_not_replaced() {
        WorkItemStore items = open();
        WorkItem item = item("i1", "e1", "ann", "bo");
        items.add(item);
        WorkItem changed = item.with(answer("ann"));
        items.replace(item, changed);

        assertThat(items.replace(item, item.withdrawn())).isFalse();
        assertThat(items.replace(item("i9", "e1", "ann"), item("i9", "e1", "bo")))
                .isFalse();

        assertThat(items.list(WorkItemFilter.any())).containsExactly(changed);
    }

    @Test
    void filters_combine_and_the_oldest_comes_first() {
        WorkItemStore items = open();
        WorkItem both = item("z", "e1", "ann", "bo");
        WorkItem anns = item("y", "e2", "ann");
        WorkItem gone = item("x", "e1", "ann");
        List.of(both, anns, gone).forEach(items::add);
        items.replace(both, both.with(answer("ann")));
        items.replace(gone, gone.withdrawn());

        assertListed(items, WorkItemFilter.any(), "z", "y", "x");
        assertListed(items, WorkItemFilter.open(), "z", "y");
        assertListed(items, WorkItemFilter.any().in(State.WITHDRAWN), "x");
        assertListed(items, WorkItemFilter.any().ofExecution("e1"), "z", "x");
        assertListed(items, WorkItemFilter.any().awaiting("ann"), "y");
        assertListed(items, WorkItemFilter.open().awaiting("bo").ofExecution("e1"), "z");
        assertListed(items, WorkItemFilter.open().awaiting("bo").ofExecution("e2"));
        assertListed(items, WorkItemFilter.any().in(State.WITHDRAWN).awaiting("ann"));
        assertListed(items, WorkItemFilter.any().atMost(2), "z", "y");
    }

    @Test
    void people_whose_names_hold_anything_find_their_items() {
        WorkItemStore items = open();
        List<String> people = HostileTexts.unicode().toList();
        IntStream.range(0, people.size()).forEach(i -> items.add(item("i" + i, people.get(i), people.get(i))));

        IntStream.range(0, people.size()).forEach(i -> {
            assertListed(items, WorkItemFilter.open().awaiting(people.get(i)), "i" + i);
            assertListed(items, WorkItemFilter.open().ofExecution(people.get(i)), "i" + i);
        });
    }

    @Test
    void every_answer_of_many_at_once_counts() {
        WorkItemStore items = open();
        String[] people = IntStream.range(0, 8).mapToObj(i -> "p" + i).toArray(String[]::new);
        items.add(item("i1", "e1", people));
        Queue<String> free = new ConcurrentLinkedQueue<>(List.of(people));

        Concurrently.run(people.length, () -> {
            String person = free.remove();
            return items.changeIfOpen("i1", item -> item.with(answer(person)));
        });

        WorkItem completed = items.find("i1").orElseThrow();
        assertThat(completed.state()).isEqualTo(State.COMPLETED);
        assertThat(completed.decisions()).extracting(Decision::by).containsExactlyInAnyOrder(people);
    }
}
