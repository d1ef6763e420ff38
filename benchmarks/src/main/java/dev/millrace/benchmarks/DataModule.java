package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** A pure data module beside the library call that it is made of. */
enum DataModule {
    TEXT_REPLACE(
            "text_replace",
            Map.of("text", "[[x]]", "find", "o", "replace", "0"),
            "result",
            text -> text.replace("o", "0")),
    BASE64(
            "base64",
            Map.of("source_text", "[[x]]"),
            "result_text",
            text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))),
    HASH(
            "hash",
            Map.of("text", "[[x]]"),
            "result",
            text -> HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))),
    PARSE_JSON(
            "parse_json",
            Map.of("json", "[[x]]", "path", "name"),
            "first_value",
            text -> String.valueOf(
                    Json.MAPPER.readValue(text, LinkedHashMap.class).get("name")));

    /** What every call works on: text and JSON at once. */
    static final String INPUT = "{\"name\": \"Ann Other\", \"total\": 120.5, \"tags\": [\"good\", \"new\"]}";

    private static final int STEPS = 100;

    private final String id;
    private final Map<String, ?> parameters;
    private final String output;
    private final Library library;

    DataModule(String id, Map<String, ?> parameters, String output, Library library) {
        this.id = id;
        this.parameters = parameters;
        this.output = output;
        this.library = library;
    }

    String id() {
        return id;
    }

    /** How many calls {@link #workflow} and {@link #callLibrary} make. */
    static int calls() {
        return STEPS;
    }

    /** Puts out what the last of its steps has given. */
    Workflow workflow() {
        Workflow.Builder workflow = Workflow.builder(id);
        for (int i = 0; i < STEPS; i++) {
            workflow.step("s" + i, id, parameters);
        }
        return workflow.step("o", "output", Map.of("value", "{{s" + (STEPS - 1) + "." + output + "}}", "asText", true))
                .build();
    }

    /** What the last call has given. */
    Object callLibrary(String text) throws Exception {
        Object last = text;
        for (int i = 0; i < STEPS; i++) {
            last = library.call(text);
        }
        return last;
    }

    private interface Library {
        Object call(String text) throws Exception;
    }

    private static final class Json {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }
}
