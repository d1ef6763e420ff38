package dev.millrace.value;

import static dev.millrace.value.FormsTest.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlainValueTest {
    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("hostValues")
    void host_values_become_plain(@Nullable Object host, @Nullable Object expected) {
        assertThat(PlainValue.of(host)).isEqualTo(expected);
    }

    static Stream<Arguments> hostValues() {
        Map<Object, Object> keys = new LinkedHashMap<>();
        keys.put(1, 'c');
        keys.put(null, TimeUnit.DAYS);
        return Stream.of(
                arguments(null, null),
                arguments(5, 5L),
                arguments((short) 5, 5L),
                arguments((byte) 5, 5L),
                arguments(0.1f, 0.1),
                arguments(5.0, 5.0),
                arguments(BigInteger.TEN, 10L),
                arguments(BigInteger.TEN.pow(30), new BigDecimal(BigInteger.TEN.pow(30))),
                arguments(new BigDecimal("1.5"), new BigDecimal("1.5")),
                arguments('c', "c"),
                arguments(java.nio.CharBuffer.wrap("text"), "text"),
                arguments("\uD800", "\uD800"),
                arguments(TimeUnit.DAYS, "DAYS"),
                arguments(new int[] {1, 2}, List.of(1L, 2L)),
                arguments(new Object[] {1, null}, Arrays.asList(1L, null)),
                arguments(new TreeSet<>(List.of(2, 1)), List.of(1L, 2L)),
                arguments(Optional.of(1), 1L),
                arguments(Optional.empty(), null),
                arguments(keys, Map.of("1", "c", "", "DAYS")),
                arguments(List.of(Map.of("k", List.of(1))), List.of(Map.of("k", List.of(1L)))),
                arguments(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 1)));
    }

    @Test
    void order_of_a_map_is_kept() {
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("z", 1);
        host.put("a", 2);

        assertThat(PlainValue.dictionary(host).keySet()).containsExactly("z", "a");
    }

    @Test
    void copy_does_not_change_with_the_original_nor_at_all() {
        List<Object> host = new ArrayList<>(List.of("a"));

        List<Object> plain = PlainValue.list(host);
        host.add("b");

        assertThat(plain).containsExactly("a");
        assertThatThrownBy(() -> plain.add("c")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> PlainValue.dictionary(Map.of("k", 1)).put("l", 2))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void plain_value_is_given_back_as_it_is() {
        Object plain = PlainValue.of(List.of(Map.of("k", 1)));

        assertThat(PlainValue.of(plain)).isSameAs(plain);
        assertThat(((List<?>) PlainValue.list(Arrays.asList(plain, 1))).get(0)).isSameAs(plain);
    }

    @Test
    void nesting_up_to_the_limit_is_accepted_and_beyond_it_refused() {
        assertThat(PlainValue.of(nested(100))).isNotNull();
        assertThatThrownBy(() -> PlainValue.of(nested(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 100 levels deep");
        assertThatThrownBy(() -> PlainValue.of(nested(100_000))).hasMessageContaining("more than 100 levels deep");
        assertThatThrownBy(() -> PlainValue.of(nestedOptional(100_000))).hasMessageContaining("100 levels");
    }

    @Test
    void nesting_grown_one_level_at_a_time_ends_at_the_same_limit() {
        assertThatThrownBy(() -> {
                    Object value = "leaf";
                    for (int i = 0; i < 101; i++) {
                        value = PlainValue.list(List.of(value));
                    }
                })
                .hasMessageContaining("more than 100 levels deep");
    }

    @Test
    void value_that_contains_itself_is_refused() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        self.add(self);

        assertThatThrownBy(() -> inTime(() -> PlainValue.of(self))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void value_doubled_each_round_is_refused_by_its_elements_in_all() {
        assertThatThrownBy(() -> inTime(() -> {
                    Object value = "leaf";
                    for (int i = 0; i < 90; i++) {
                        value = PlainValue.list(List.of(value, value));
                    }
                    return value;
                }))
                .hasMessageContaining("more than 1000000 elements");
    }

    @Test
    void numbers_and_texts_beyond_the_limits_are_refused() {
        assertThatThrownBy(() -> PlainValue.of(new BigDecimal("1e-100000000"))).hasMessageContaining("1000 digits");
        assertThatThrownBy(() -> inTime(() -> PlainValue.of(BigInteger.ONE.shiftLeft(100_000_000))))
                .hasMessageContaining("1000 digits");
        assertThatThrownBy(() -> PlainValue.of("x".repeat(20_000_001))).hasMessageContaining("at most 20000000");
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static Object nestedOptional(int depth) {
        Object value = Optional.of("leaf");
        for (int i = 1; i < depth; i++) {
            value = Optional.of(value);
        }
        return value;
    }
}
