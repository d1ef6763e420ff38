package dev.millrace.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.RecordStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Objects over records: what two writers cannot both have. */
class ObjectStoreTest {
    private final RecordStore records = RecordStore.inMemory();
    private final ObjectStore store = ObjectStore.over(records);

    private static BusinessObject object(String id, long revision) {
        return new BusinessObject(
                id,
                "Purchase",
                "1",
                "title",
                "u-7",
                "d-2",
                "u-7",
                Instant.EPOCH,
                "u-7",
                Instant.parse("2026-01-05T10:45:51.123Z"),
                Status.DRAFT,
                "",
                1,
                revision,
                Map.of("F_Amount", new BigDecimal("12.50"), "F_Due", Instant.EPOCH, "F_Tags", List.of("a", "b")));
    }

    private static ObjectStore.Change created(String id, Map<String, Object> unique) {
        return new ObjectStore.Change(null, object(id, 1), unique);
    }

    private static ObjectStore.Firing firing(String id) {
        return new ObjectStore.Firing(id, "rule", "execution-of-" + id, Map.of("depth", 1L), false);
    }

    @Test
    void another_store_over_the_same_records_finds_what_was_stored() {
        store.commit(List.of(created("a", Map.of())), List.of(firing("f")));

        ObjectStore later = ObjectStore.over(records);

        assertThat(later.find("a")).contains(object("a", 1));
        assertThat(later.ofForm("Purchase")).containsExactly(object("a", 1));
        assertThat(later.unsettled()).containsExactly(firing("f"));
        later.settle("f");
        assertThat(store.unsettled()).isEmpty();
    }

    @Test
    void writer_who_saw_an_older_revision_changes_nothing() {
        store.commit(List.of(created("a", Map.of())), List.of());
        store.commit(List.of(new ObjectStore.Change(object("a", 1), object("a", 2), Map.of())), List.of());

        ObjectStore.Outcome outcome = store.commit(
                List.of(new ObjectStore.Change(object("a", 1), object("a", 2), Map.of())), List.of(firing("f")));

        assertThat(outcome).isInstanceOf(ObjectStore.Outcome.Stale.class);
        assertThat(store.unsettled()).isEmpty();
    }

    @Test
    void second_owner_of_a_unique_value_is_told_which_and_the_first_of_the_batch_is_not_stored() {
        store.commit(List.of(created("a", Map.of("F_No", "1"))), List.of());

        ObjectStore.Outcome outcome =
                store.commit(List.of(created("b", Map.of("F_No", "2")), created("c", Map.of("F_No", "1"))), List.of());

        assertThat(outcome).isEqualTo(new ObjectStore.Outcome.Duplicate(1, "F_No"));
        assertThat(store.find("b")).isEmpty();
    }

    @Test
    void two_of_one_batch_cannot_have_one_value() {
        ObjectStore.Outcome outcome =
                store.commit(List.of(created("a", Map.of("F_No", "1")), created("b", Map.of("F_No", "1"))), List.of());

        assertThat(outcome).isEqualTo(new ObjectStore.Outcome.Duplicate(1, "F_No"));
    }

    @Test
    void value_is_free_again_when_its_object_gives_it_up_or_is_removed() {
        store.commit(List.of(created("a", Map.of("F_No", "1"))), List.of());
        store.commit(List.of(new ObjectStore.Change(object("a", 1), object("a", 2), Map.of("F_No", "2"))), List.of());
        assertThat(store.commit(List.of(created("b", Map.of("F_No", "1"))), List.of()))
                .isInstanceOf(ObjectStore.Outcome.Stored.class);

        store.commit(List.of(new ObjectStore.Change(object("a", 2), null, Map.of())), List.of());

        assertThat(store.commit(List.of(created("c", Map.of("F_No", "2"))), List.of()))
                .isInstanceOf(ObjectStore.Outcome.Stored.class);
    }

    @Test
    void of_many_who_want_one_value_at_once_one_gets_it() throws Exception {
        Set<ObjectStore.Outcome> outcomes = ConcurrentHashMap.newKeySet();

        atOnce(8, i -> outcomes.add(store.commit(List.of(created("o" + i, Map.of("F_No", "1"))), List.of())));

        assertThat(store.ofForm("Purchase")).hasSize(1);
        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        new ObjectStore.Outcome.Stored(), new ObjectStore.Outcome.Duplicate(0, "F_No"));
    }

    @Test
    void numbers_are_given_once_whoever_asks_at_once() throws Exception {
        Set<Long> numbers = ConcurrentHashMap.newKeySet();

        atOnce(4, i -> IntStream.range(0, 50).forEach(unused -> numbers.add(store.next("Purchase/2026"))));

        assertThat(numbers).hasSize(200).contains(1L, 200L);
    }

    private interface Work {
        void run(int index);
    }

    private static void atOnce(int count, Work work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            threads.add(new Thread(() -> {
                try {
                    start.await();
                    work.run(index);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(20_000);
        }
    }
}
