package dev.millrace.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dictionaries of a few entries and of many are the same to whoever uses them. */
class PlainDictionaryTest {
    @Property
    void dictionary_is_the_map_that_it_was_made_of(@ForAll List<@IntRange(max = 30) Integer> numbers) {
        Map<String, @Nullable Object> host = new LinkedHashMap<>();
        for (int number : numbers) {
            host.put("name " + number, number % 7 == 0 ? null : (long) number);
        }

        Map<String, @Nullable Object> plain = PlainValue.dictionary(host);

        assertThat(plain).isEqualTo(host).hasSameHashCodeAs(host).hasToString(host.toString());
        assertThat(host).isEqualTo(plain);
        assertThat(List.copyOf(plain.keySet())).isEqualTo(List.copyOf(host.keySet()));
        assertThat(new ArrayList<>(plain.values())).isEqualTo(new ArrayList<>(host.values()));
        Map<String, @Nullable Object> visited = new LinkedHashMap<>();
        plain.forEach(visited::put);
        assertThat(new ArrayList<>(visited.entrySet())).isEqualTo(new ArrayList<>(host.entrySet()));
        for (int number = 0; number <= 30; number++) {
            assertThat(plain.containsKey("name " + number)).isEqualTo(host.containsKey("name " + number));
            assertThat(plain.get("name " + number)).isEqualTo(host.get("name " + number));
        }
    }

    private static Map<String, @Nullable Object> of(int size) {
        Map<Object, @Nullable Object> host = new LinkedHashMap<>();
        for (long i = 0; i < size; i++) {
            host.put(i, i);
        }
        return PlainValue.dictionary(host);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 13, 1_000})
    void nothing_can_be_changed(int size) {
        Map<String, @Nullable Object> plain = of(size);

        assertThatThrownBy(() -> plain.put("0", 1L)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> plain.entrySet().add(Map.entry("0", 1L)))
                .isInstanceOf(UnsupportedOperationException.class);
        Iterator<Map.Entry<String, @Nullable Object>> entries = plain.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, @Nullable Object> entry = entries.next();
            assertThatThrownBy(() -> entry.setValue(1L)).isInstanceOf(UnsupportedOperationException.class);
        }
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
        assertThat(plain).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 12, 13})
    void what_has_the_text_of_an_earlier_name_takes_its_place(int size) {
        Map<Object, @Nullable Object> host = new LinkedHashMap<>(of(size));
        host.put(0L, "later");

        Map<String, @Nullable Object> plain = PlainValue.dictionary(host);

        assertThat(plain).hasSize(size).containsEntry("0", "later");
        assertThat(plain.keySet().iterator().next()).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 13})
    void nobody_finds_what_is_no_name(int size) {
        Object number = 0L;

        assertThat(of(size).get(number)).isNull();
        assertThat(of(size).containsKey(null)).isFalse();
    }
}
