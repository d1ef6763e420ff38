package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.test.ModuleTester;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

/** Modules that undo one another. */
class RoundTripsTest {
    private static final int TRIES = 300;
    private static final long FIRST_MILLIS = -2_000_000_000_000L;
    private static final long LAST_MILLIS = 8_000_000_000_000L;

    @Property(tries = TRIES)
    void base64_decodes_what_it_has_encoded(@ForAll("texts") String text) {
        Object encoded = run("base64", Map.of("operation", "encode", "source_text", text))
                .get("result_text");

        assertThat(run("base64", mapOf("operation", "decode", "source_text", encoded)))
                .containsEntry("result_text", text);
    }

    @Property(tries = TRIES)
    void url_codec_decodes_what_it_has_encoded(@ForAll("texts") String text, @ForAll boolean form) {
        Object encoded = run("url_codec", Map.of("operation", "encode", "text", text, "form", form))
                .get("result");

        assertThat(String.valueOf(encoded)).matches("[A-Za-z0-9%+*._~-]*");
        assertThat(run("url_codec", mapOf("operation", "decode", "text", encoded, "form", form)))
                .containsEntry("result", text);
    }

    @Property(tries = TRIES)
    void csv_reads_the_lists_it_has_written(
            @ForAll("tables") List<List<String>> rows, @ForAll("delimiters") String delimiter) {
        Object text =
                run("csv_write", Map.of("rows", rows, "delimiter", delimiter)).get("result");

        assertThat(run("csv_parse", mapOf("text", text, "delimiter", delimiter, "header", false)))
                .containsEntry("rows", rows);
    }

    @Property(tries = TRIES)
    void csv_reads_the_dictionaries_it_has_written(
            @ForAll("names") List<String> columns, @ForAll("texts") String first, @ForAll("texts") String second) {
        List<Map<String, String>> rows = List.of(row(columns, first), row(columns, second));
        Object text = run("csv_write", Map.of("rows", rows, "columns", columns)).get("result");

        Map<String, @Nullable Object> read = run("csv_parse", mapOf("text", text));

        assertThat(read).containsEntry("rows", rows).containsEntry("columns", columns);
    }

    private static Map<String, String> row(List<String> columns, String value) {
        Map<String, String> row = new LinkedHashMap<>();
        columns.forEach(column -> row.put(column, value + row.size()));
        return row;
    }

    @Property(tries = TRIES)
    void joining_the_parts_of_a_text_gives_the_text(
            @ForAll("shortAlphabet") @NotEmpty String text, @ForAll("shortAlphabet") String delimiter) {
        Object parts =
                run("text_split", Map.of("text", text, "delimiter", delimiter)).get("result");

        assertThat(run("text_process", mapOf("operation", "join", "join_list", parts, "join_delimiter", delimiter)))
                .containsEntry("result_text", text);
    }

    @Property(tries = TRIES)
    void splitting_a_joined_list_gives_the_list(@ForAll("shortTexts") List<String> elements) {
        Object joined = run("text_process", Map.of("operation", "join", "join_list", elements, "join_delimiter", "|"))
                .get("result_text");
        Assume.that(!"".equals(joined));

        assertThat(run("text_process", mapOf("operation", "split", "source_text", joined, "split_delimiter", "|")))
                .containsEntry("result_list", elements);
    }

    @Property(tries = TRIES)
    void json_reads_the_value_it_has_written(@ForAll("values") @Nullable Object value, @ForAll boolean pretty) {
        Map<String, @Nullable Object> inner = mapOf("inner", value);
        Object json = run("to_json", mapOf("value", mapOf("outer", inner), "pretty", pretty))
                .get("result");

        assertThat(run("parse_json", mapOf("json", json, "path", "outer"))).containsEntry("first_value", inner);
    }

    @Property(tries = TRIES)
    void going_forward_and_back_by_a_fixed_time_is_standing_still(
            @ForAll @LongRange(min = FIRST_MILLIS, max = LAST_MILLIS) long millis,
            @ForAll @IntRange(min = -10_000, max = 10_000) int amount,
            @ForAll("fixedUnits") String unit) {
        Object moved =
                add(Instant.ofEpochMilli(millis).toString(), amount, unit).get("result");

        assertThat(add(moved, -amount, unit)).containsEntry("timestamp", millis);
    }

    @Property(tries = TRIES)
    void going_forward_and_back_by_months_is_standing_still_on_days_that_every_month_has(
            @ForAll @IntRange(min = 1, max = 28) int day,
            @ForAll @IntRange(min = 1, max = 12) int month,
            @ForAll @IntRange(min = -600, max = 600) int amount,
            @ForAll("calendarUnits") String unit) {
        String date = "%04d-%02d-%02d".formatted(2026, month, day);

        Object moved = add(date, amount, unit).get("result");

        assertThat(add(moved, -amount, unit)).containsEntry("result", date);
    }

    private static Map<String, @Nullable Object> add(@Nullable Object value, int amount, String unit) {
        return run("date_add", mapOf("value", value, "amount", amount, "unit", unit, "timezone", "UTC"));
    }

    /** Texts of any characters but halves of pairs, which no encoding can carry. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(30).filter(RoundTripsTest::isWellFormed);
    }

    private static boolean isWellFormed(String text) {
        return text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> shortAlphabet() {
        return Arbitraries.strings().withChars("ab,").ofMaxLength(8);
    }

    @Provide
    Arbitrary<List<String>> shortTexts() {
        return Arbitraries.strings()
                .withChars("ab \n")
                .ofMaxLength(3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> field = Arbitraries.oneOf(
                texts(),
                Arbitraries.strings().withChars("a \",;\t\r\n#\\\uFEFF").ofMaxLength(5));
        return field.list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return texts().list().uniqueElements().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> delimiters() {
        return Arbitraries.of(",", ";", "\t", "||", " ");
    }

    @Provide
    Arbitrary<String> fixedUnits() {
        return Arbitraries.of("millisecond", "second", "minute", "hour", "day", "week");
    }

    @Provide
    Arbitrary<String> calendarUnits() {
        return Arbitraries.of("month", "year");
    }

    /** Whole numbers and numbers with a fraction: a Double that is whole is written like a whole number. */
    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> simple = Arbitraries.oneOf(
                texts().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.integers().map(number -> number + 0.25).asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        return Arbitraries.lazyOf(
                () -> simple.injectNull(0.1),
                () -> simple.injectNull(0.1)
                        .list()
                        .ofMaxSize(3)
                        .map(Collections::unmodifiableList)
                        .asGeneric(),
                () -> Arbitraries.maps(texts(), values()).ofMaxSize(3).asGeneric());
    }

    private static Map<String, @Nullable Object> run(String moduleId, Map<String, ? extends @Nullable Object> inputs) {
        var module = new BuiltInModules()
                .modules().stream()
                        .filter(candidate -> candidate.descriptor().id().equals(moduleId))
                        .findFirst()
                        .orElseThrow();
        return ModuleTester.of(module).with(inputs).run().outputs();
    }

    private static Map<String, @Nullable Object> mapOf(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }
}
