package dev.millrace.recent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentTest {
    /** What is added: the number tells those with one id apart. */
    private record Thing(String id, int number) {}

    private static Recent<Thing> recent(int max) {
        return new Recent<>(max, Thing::id);
    }

    /** What there is to be found, by a list of all that were added: the newest first, and one for each id. */
    private static List<Thing> newest(List<Thing> added, int max) {
        List<Thing> last = new ArrayList<>(added.subList(Math.max(0, added.size() - max), added.size()));
        Collections.reverse(last);
        Map<String, Thing> byId = new LinkedHashMap<>();
        last.forEach(thing -> byId.putIfAbsent(thing.id(), thing));
        return List.copyOf(byId.values());
    }

    @Property(tries = 300)
    void finds_the_newest_and_nothing_else(
            @ForAll @IntRange(min = 1, max = 40) int max,
            @ForAll @Size(max = 200) List<@IntRange(max = 60) Integer> ids,
            @ForAll @IntRange(max = 60) int removed) {
        Recent<Thing> recent = recent(max);
        List<Thing> added = new ArrayList<>();
        for (int id : ids) {
            Thing thing = new Thing("id " + id, added.size());
            added.add(thing);
            recent.add(thing);
        }

        List<Thing> expected = newest(added, max);
        assertThat(recent.all()).containsExactlyElementsOf(expected);
        for (int id = 0; id <= 60; id++) {
            String name = "id " + id;
            assertThat(recent.find(name))
                    .isEqualTo(expected.stream()
                            .filter(thing -> thing.id().equals(name))
                            .findFirst());
        }

        List<Thing> staying =
                expected.stream().filter(thing -> thing.number() >= removed).toList();
        assertThat(recent.removeIf(thing -> thing.number() < removed)).isEqualTo(expected.size() - staying.size());
        assertThat(recent.all()).containsExactlyElementsOf(staying);
    }

    @Property(tries = 100)
    void is_filled_up_again_after_some_were_removed(
            @ForAll @IntRange(min = 1, max = 40) int max, @ForAll @IntRange(max = 40) int more) {
        Recent<Thing> recent = recent(max);
        IntStream.range(0, max).forEach(i -> recent.add(new Thing("old " + i, i)));
        recent.removeIf(thing -> thing.number() % 2 == 0);
        IntStream.range(0, more).forEach(i -> recent.add(new Thing("new " + i, max + i)));

        int odd = max / 2;
        assertThat(recent.all()).hasSize(Math.min(max, odd + more));
    }

    @Test
    void what_was_added_is_found_while_others_add_and_remove() {
        Recent<Thing> recent = recent(10_000);
        CompletableFuture<?>[] adders = IntStream.range(0, 4)
                .mapToObj(adder -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        Thing thing = new Thing("adder " + adder + " thing " + i, i);
                        recent.add(thing);
                        if (i % 100 == 0) {
                            recent.removeIf(one -> one.number() % 100 == 50);
                        }
                        if (i % 100 != 50) {
                            assertThat(recent.find(thing.id())).contains(thing);
                        }
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(adders).join();

        recent.removeIf(thing -> thing.number() % 100 == 50);
        assertThat(recent.all()).hasSize(4 * 1_980).doesNotHaveDuplicates();
    }
}
