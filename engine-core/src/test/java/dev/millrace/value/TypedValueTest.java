package dev.millrace.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TypedValueTest {
    @ParameterizedTest(name = "{0} → {1}, {2}")
    @MethodSource("wrappings")
    void values_are_wrapped_with_short_names(@Nullable Object value, String type, @Nullable Object json) {
        assertThat(TypedValue.wrap(value)).isEqualTo(pair(type, json));
        assertThat(TypedValue.wrap(value).keySet()).containsExactly("type", "value");
    }

    static Stream<Arguments> wrappings() {
        return Stream.of(
                arguments(null, "null", null),
                arguments(true, "boolean", true),
                arguments(5, "number", 5L),
                arguments("text", "string", "text"),
                arguments(List.of(1L, "a"), "list", List.of(1L, "a")),
                arguments(Map.of("k", List.of(1L)), "dictionary", Map.of("k", List.of(1L))),
                arguments(new ImageReference("u"), "image", "u"),
                arguments(LocalDate.of(2024, 1, 2), "date", "2024-01-02"),
                arguments(LocalTime.of(9, 5), "time", "09:05"),
                arguments(new Coordinate(1, 2), "coordinate", Map.of("x", 1.0, "y", 2.0)),
                arguments(
                        new CoordinateRegion(1, 2, 3, 4),
                        "coordinate_region",
                        Map.of("left", 1.0, "top", 2.0, "right", 3.0, "bottom", 4.0)));
    }

    @ParameterizedTest(name = "{0}, {1} → {2}")
    @MethodSource("conversions")
    void wrapped_values_are_converted_to_their_type(String type, @Nullable Object json, @Nullable Object expected) {
        assertThat(TypedValue.unwrap(pair(type, json))).isEqualTo(expected);
        assertThat(TypedValue.unwrap(pair("vflow.type." + type, json))).isEqualTo(expected);
    }

    static Stream<Arguments> conversions() {
        return Stream.of(
                arguments("string", "a", "a"),
                arguments("string", 5, "5"),
                arguments("number", 5, 5L),
                arguments("number", "5.5", 5.5),
                arguments("number", "abc", null),
                arguments("number", List.of(), 0L),
                arguments("number", true, 0L),
                arguments("boolean", true, true),
                arguments("boolean", "TRUE", true),
                arguments("boolean", "yes", false),
                arguments("boolean", 1, false),
                arguments("null", "x", null),
                arguments("list", List.of(pair("number", 1), "b"), List.of(1L, "b")),
                arguments("list", "x", List.of()),
                arguments("dictionary", Map.of("k", pair("number", "2")), Map.of("k", 2L)),
                arguments("dictionary", List.of(), Map.of()),
                arguments("coordinate", Map.of("x", 1, "y", 2.5), new Coordinate(1, 2.5)),
                arguments("coordinate", Map.of("x", 1), null),
                arguments("coordinate", "1,2", null),
                arguments(
                        "coordinate_region",
                        Map.of("left", 1, "top", 2, "right", 3, "bottom", 4),
                        new CoordinateRegion(1, 2, 3, 4)),
                arguments("date", "2024-01-02", LocalDate.of(2024, 1, 2)),
                arguments("date", "soon", null),
                arguments("time", "09:05", LocalTime.of(9, 5)),
                arguments("image", "u", new ImageReference("u")),
                arguments("any", pair("number", 1), 1L),
                arguments("list", null, null));
    }

    @Test
    void only_exactly_type_and_value_with_a_known_type_is_wrapped() {
        assertThat(TypedValue.isWrapped(pair("string", "a"))).isTrue();
        assertThat(TypedValue.isWrapped(pair("vflow.type.string", null))).isTrue();
        assertThat(TypedValue.isWrapped(pair("car", "a"))).isFalse();
        assertThat(TypedValue.isWrapped(Map.of("type", "string"))).isFalse();
        assertThat(TypedValue.isWrapped(Map.of("type", "string", "value", 1, "more", 2)))
                .isFalse();
        assertThat(TypedValue.isWrapped(Map.of("type", 5, "value", 1))).isFalse();
        assertThat(TypedValue.isWrapped("string")).isFalse();
        assertThat(TypedValue.isWrapped(null)).isFalse();
    }

    @Test
    void genuine_dictionary_of_type_and_value_survives_when_it_is_sent_wrapped() {
        Map<String, Object> genuine = Map.of("type", "string", "value", "x");

        assertThat(TypedValue.unwrap(TypedValue.wrap(genuine))).isEqualTo(genuine);
        assertThat(TypedValue.unwrap(TypedValue.wrap(List.of(genuine)))).isEqualTo(List.of(genuine));
    }

    @Test
    void deep_json_is_refused_and_does_not_fill_the_stack() {
        Object lists = List.of();
        Object wrapped = "leaf";
        for (int i = 0; i < 100_000; i++) {
            lists = List.of(lists);
            wrapped = Map.of("type", "any", "value", wrapped);
        }
        Object deepLists = lists;
        Object deepWrapped = wrapped;

        assertThatThrownBy(() -> TypedValue.unwrap(deepLists)).hasMessageContaining("100 levels");
        assertThatThrownBy(() -> TypedValue.unwrap(deepWrapped)).hasMessageContaining("100 levels");
        assertThatThrownBy(() -> TypedValue.unwrap(Map.of("type", "string", "value", deepLists)))
                .hasMessageContaining("100 levels");
    }

    @Property
    void reading_what_was_written_gives_the_value(@ForAll("jsonValues") Object value) {
        assertThat(TypedValue.unwrap(TypedValue.wrap(value))).isEqualTo(value);
    }

    @Provide
    Arbitrary<Object> jsonValues() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.longs().map(n -> n),
                Arbitraries.strings().map(t -> t),
                Arbitraries.of(true, false).map(b -> b));
        Arbitrary<String> keys = Arbitraries.of("type", "value", "k");
        Arbitrary<Object> level = containers(scalars, keys);
        return Arbitraries.oneOf(scalars, level, containers(Arbitraries.oneOf(scalars, level), keys));
    }

    private static Arbitrary<Object> containers(Arbitrary<Object> parts, Arbitrary<String> keys) {
        Arbitrary<Object> typed =
                Arbitraries.of("string", "list", "any").flatMap(type -> parts.map(part -> pair(type, part)));
        Arbitrary<Object> lists = parts.list().ofMaxSize(3).map(list -> list);
        Arbitrary<Object> maps = Arbitraries.maps(keys, parts).ofMaxSize(3).map(map -> map);
        return Arbitraries.oneOf(lists, maps, typed);
    }

    private static Map<String, @Nullable Object> pair(String type, @Nullable Object value) {
        Map<String, @Nullable Object> pair = new LinkedHashMap<>();
        pair.put("type", type);
        pair.put("value", value);
        return Collections.unmodifiableMap(pair);
    }
}
