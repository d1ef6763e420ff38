package dev.millrace.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Part of a snapshot while it is written or read: named fields of plain data. What is null is left out. */
final class State {
    private final Map<String, @Nullable Object> fields;

    State() {
        this(new LinkedHashMap<>());
    }

    private State(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    @SuppressWarnings("unchecked") // snapshots have text keys
    static State of(Object fields) {
        return new State((Map<String, @Nullable Object>) fields);
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }

    // ---------------------------------------------------------------- writing

    /** A name, a number or a truth value of the engine's own. */
    State put(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    /** A value of the workflow. */
    State putValue(String name, @Nullable Object value) {
        return put(name, SnapshotValue.encode(value));
    }

    State put(String name, @Nullable State part) {
        return put(name, part == null ? null : (Object) part.fields);
    }

    State putAll(State other) {
        fields.putAll(other.fields);
        return this;
    }

    State putAll(String name, List<State> parts) {
        return put(
                name, parts.isEmpty() ? null : parts.stream().map(State::fields).toList());
    }

    // ---------------------------------------------------------------- reading

    boolean has(String name) {
        return fields.get(name) != null;
    }

    String text(String name) {
        return String.valueOf(fields.get(name));
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    long number(String name, long fallback) {
        return fields.get(name) instanceof Number number ? number.longValue() : fallback;
    }

    int index(String name) {
        return (int) number(name, 0);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    @Nullable
    Object value(String name) {
        return SnapshotValue.decode(fields.get(name));
    }

    /** A dictionary of the workflow; empty if it is absent. */
    @SuppressWarnings("unchecked") // decoded dictionaries have text keys
    Map<String, @Nullable Object> dictionary(String name) {
        Object value = value(name);
        return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
    }

    /** A part; empty if it is absent. */
    State part(String name) {
        Object part = fields.get(name);
        return part == null ? new State() : of(part);
    }

    List<State> parts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(State::of).toList()
                : List.of();
    }

    List<String> texts(String name) {
        return list(name, String::valueOf);
    }

    List<Integer> indexes(String name) {
        return list(name, element -> ((Number) element).intValue());
    }

    private <T> List<T> list(String name, Function<Object, T> element) {
        List<T> result = new ArrayList<>();
        if (fields.get(name) instanceof List<?> list) {
            list.forEach(each -> result.add(element.apply(each)));
        }
        return result;
    }
}
