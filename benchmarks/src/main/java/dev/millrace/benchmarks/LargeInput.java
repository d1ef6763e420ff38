package dev.millrace.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A list of small records that a script reads as a copy through JSON, or in place through the read-only view. */
enum LargeInput {
    ONE_OF_10(10, Reading.ONE),
    ALL_OF_10(10, Reading.ALL),
    ONE_OF_100(100, Reading.ONE),
    ALL_OF_100(100, Reading.ALL),
    ONE_OF_1000(1_000, Reading.ONE),
    ALL_OF_1000(1_000, Reading.ALL),
    ONE_OF_10000(10_000, Reading.ONE),
    ALL_OF_10000(10_000, Reading.ALL);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int records;
    private final Reading reading;

    LargeInput(int records, Reading reading) {
        this.records = records;
        this.reading = reading;
    }

    private enum Reading {
        ONE("inputs.rows[inputs.rows.length - 1].id"),
        ALL("let last; for (let i = 0; i < inputs.rows.length; i++) { const r = inputs.rows[i];"
                + " if (r.price > 0 && r.tags.length === 2) last = r.id }\nlast");

        private final String script;

        Reading(String script) {
            this.script = script;
        }
    }

    static LargeInput of(String id) {
        return Arrays.stream(values())
                .filter(input -> input.id().equals(id))
                .findFirst()
                .orElseThrow(() -> UsageException.unknown("input", id, ids()));
    }

    static String ids() {
        return Arrays.stream(values()).map(LargeInput::id).collect(Collectors.joining(","));
    }

    private String id() {
        return title().replace(' ', '-');
    }

    /** What is read of how many records. */
    String title() {
        return reading.name().toLowerCase(Locale.ROOT) + " of " + records;
    }

    String script() {
        return reading.script;
    }

    String result() {
        return String.valueOf(records - 1);
    }

    Map<String, Object> value() {
        List<Map<String, Object>> rows = IntStream.range(0, records)
                .<Map<String, Object>>mapToObj(i -> Map.of(
                        "id", (long) i, "name", "item " + i, "price", 1.5, "open", true, "tags", List.of("a", "b")))
                .toList();
        return Map.of("rows", rows);
    }

    /** What the copy costs the host as well. */
    static String json(Map<String, Object> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
