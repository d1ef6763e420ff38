package dev.millrace.store.jdbc.content;

import dev.millrace.value.ExactJson;
import dev.millrace.value.PlainValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object that was read. Each method says by its exception that the field is missing or another. */
public final class StoredFields {
    private final Map<String, @Nullable Object> fields;

    StoredFields(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    public String text(String name) throws UnreadableContentException {
        return optionalText(name).orElseThrow(() -> wrong(name));
    }

    /** Empty if it is missing or null. */
    public Optional<String> optionalText(String name) throws UnreadableContentException {
        return optional(name, String.class);
    }

    public int whole(String name) throws UnreadableContentException {
        return optional(name, Long.class).orElseThrow(() -> wrong(name)).intValue();
    }

    public boolean flag(String name) throws UnreadableContentException {
        return optional(name, Boolean.class).orElseThrow(() -> wrong(name));
    }

    public Instant instant(String name) throws UnreadableContentException {
        return optionalInstant(name).orElseThrow(() -> wrong(name));
    }

    /** Empty if it is missing or null. */
    public Optional<Instant> optionalInstant(String name) throws UnreadableContentException {
        try {
            return optionalText(name).map(Instant::parse);
        } catch (DateTimeException e) {
            throw wrong(name);
        }
    }

    /** One of an enum's constants, by its name. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) throws UnreadableContentException {
        try {
            return Enum.valueOf(type, text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name);
        }
    }

    /** Some of an enum's constants, by their names; none if the field is missing. */
    public <E extends Enum<E>> Set<E> constants(String name, Class<E> type) throws UnreadableContentException {
        Set<E> constants = EnumSet.noneOf(type);
        try {
            for (Object element : optional(name, List.class).orElseGet(List::of)) {
                constants.add(Enum.valueOf(type, String.valueOf(element)));
            }
        } catch (IllegalArgumentException e) {
            throw wrong(name);
        }
        return constants;
    }

    /** A plain value that {@link ExactJson} has encoded. */
    public @Nullable Object value(String name) throws UnreadableContentException {
        try {
            return ExactJson.decode(fields.get(name));
        } catch (RuntimeException e) { // whatever altered JSON can lead to
            throw wrong(name);
        }
    }

    /** As {@link #value}, of a dictionary. */
    public Map<String, @Nullable Object> dictionary(String name) throws UnreadableContentException {
        if (value(name) instanceof Map<?, ?> dictionary) {
            return PlainValue.dictionary(dictionary);
        }
        throw wrong(name);
    }

    public List<String> texts(String name) throws UnreadableContentException {
        List<String> texts = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof String text)) {
                throw wrong(name);
            }
            texts.add(text);
        }
        return texts;
    }

    public List<Integer> wholes(String name) throws UnreadableContentException {
        List<Integer> wholes = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof Long whole)) {
                throw wrong(name);
            }
            wholes.add(whole.intValue());
        }
        return wholes;
    }

    public List<StoredFields> objects(String name) throws UnreadableContentException {
        List<StoredFields> objects = new ArrayList<>();
        for (Object element : elements(name)) {
            objects.add(object(name, element));
        }
        return objects;
    }

    /** Empty if it is missing or null. */
    public Optional<StoredFields> optionalObject(String name) throws UnreadableContentException {
        Object value = fields.get(name);
        return value == null ? Optional.empty() : Optional.of(object(name, value));
    }

    @SuppressWarnings("unchecked") // objects of JSON have text keys
    private static StoredFields object(String name, @Nullable Object value) throws UnreadableContentException {
        if (value instanceof Map<?, ?> object) {
            return new StoredFields((Map<String, @Nullable Object>) object);
        }
        throw wrong(name);
    }

    private List<?> elements(String name) throws UnreadableContentException {
        return optional(name, List.class).orElseThrow(() -> wrong(name));
    }

    private <T> Optional<T> optional(String name, Class<T> type) throws UnreadableContentException {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw wrong(name);
        }
        return Optional.of(type.cast(value));
    }

    private static UnreadableContentException wrong(String name) {
        return new UnreadableContentException("the field " + name + " is missing, or not what it should be");
    }
}
