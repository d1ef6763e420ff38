package dev.millrace.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record says, by name: JSON with the number of its form, so that a later release can tell what it reads. Holds
 * texts, whole numbers, truth values, lists and maps of them. Immutable, thread-safe.
 *
 * <pre>{@code
 * String json = RecordContent.empty().with("name", "East").with("sortIndex", 3L).json();
 * String name = RecordContent.read(json).text("name");
 * }</pre>
 */
public final class RecordContent {
    private static final String VERSION = "v";
    private static final long NEWEST = 1;
    private static final int MAX_DEPTH = 200;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private static final RecordContent EMPTY = new RecordContent(Map.of());

    private final Map<String, @Nullable Object> members;

    private RecordContent(Map<String, ? extends @Nullable Object> members) {
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static RecordContent empty() {
        return EMPTY;
    }

    /** These values, not copied in their depth. */
    public static RecordContent of(Map<String, ? extends @Nullable Object> members) {
        return new RecordContent(members);
    }

    /**
     * What {@link #json} has written.
     *
     * @throws IllegalStateException if it is not that, or was written by a later release
     */
    public static RecordContent read(String json) {
        Map<String, @Nullable Object> members;
        try {
            members = JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored record is no JSON object; restore it from a backup", e);
        }
        Object version = members.remove(VERSION);
        if (!Long.valueOf(NEWEST).equals(version)) {
            throw new IllegalStateException("a stored record has the form " + version + ", and this release knows form "
                    + NEWEST + " only; use the release that has written it, or a later one");
        }
        return new RecordContent(members);
    }

    /** As JSON text. */
    public String json() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put(VERSION, NEWEST);
        all.putAll(members);
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a record holds plain values only", e);
        }
    }

    /** A copy with one more member. */
    public RecordContent with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new RecordContent(more);
    }

    public Map<String, @Nullable Object> members() {
        return members;
    }

    /** @throws IllegalStateException if there is no such text */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name, "text"));
    }

    public Optional<String> optionalText(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** @throws IllegalStateException if there is no such whole number */
    public long whole(String name) {
        return optionalWhole(name).orElseThrow(() -> missing(name, "whole number"));
    }

    public Optional<Long> optionalWhole(String name) {
        return members.get(name) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    /** False where it is absent. */
    public boolean truth(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    /** Empty where it is absent. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (members.get(name) instanceof List<?> list) {
            list.forEach(element -> texts.add(String.valueOf(element)));
        }
        return texts;
    }

    /** Empty where it is absent. */
    public Map<String, @Nullable Object> dictionary(String name) {
        Map<String, @Nullable Object> dictionary = new LinkedHashMap<>();
        if (members.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> dictionary.put(String.valueOf(key), value));
        }
        return dictionary;
    }

    private static IllegalStateException missing(String name, String kind) {
        return new IllegalStateException(
                "a stored record has no " + kind + " " + name + "; restore the record from a backup");
    }
}
