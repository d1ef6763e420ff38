package dev.millrace.template;

import dev.millrace.value.PlainValue;
import dev.millrace.value.WhiteSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A written value with its references found; plain values are never deep, so recursion over it is safe. */
sealed interface Shape {
    Evaluator bind(Binder binder);

    void eachReference(Consumer<Reference> action);

    /** @param written a plain value */
    static Shape of(@Nullable Object written) {
        if (written instanceof String text) {
            return ofText(text);
        }
        if (written instanceof List<?> list) {
            return ofList(list);
        }
        return written instanceof Map<?, ?> map ? ofDictionary(map) : new Fixed(written);
    }

    private static Shape ofText(String text) {
        List<Part> parts = TextParser.parse(text, Escapes.IN_TEMPLATE);
        if (parts.isEmpty()) {
            return new Fixed("");
        }
        if (parts.size() == 1 && parts.get(0) instanceof Part.Characters characters) {
            return new Fixed(characters.text());
        }
        Reference only = onlyReference(parts);
        return only == null ? new Joined(parts) : new Single(only);
    }

    /** The reference in a text that has nothing but white space beside it. */
    private static @Nullable Reference onlyReference(List<Part> parts) {
        Reference only = null;
        for (Part part : parts) {
            if (part instanceof Part.Insertion insertion) {
                if (only != null) {
                    return null;
                }
                only = insertion.reference();
            } else if (!WhiteSpace.trim(((Part.Characters) part).text()).isEmpty()) {
                return null;
            }
        }
        return only;
    }

    private static Shape ofList(List<?> list) {
        List<Shape> elements = new ArrayList<>(list.size());
        list.forEach(element -> elements.add(of(element)));
        if (!elements.stream().allMatch(Fixed.class::isInstance)) {
            return new ListOf(List.copyOf(elements));
        }
        List<@Nullable Object> values = new ArrayList<>(list.size());
        elements.forEach(element -> values.add(((Fixed) element).value()));
        return new Fixed(PlainValue.list(values));
    }

    private static Shape ofDictionary(Map<?, ?> map) {
        Map<String, Shape> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> entries.put((String) key, of(value)));
        if (!entries.values().stream().allMatch(Fixed.class::isInstance)) {
            return new DictionaryOf(entries);
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        entries.forEach((key, value) -> values.put(key, ((Fixed) value).value()));
        return new Fixed(PlainValue.dictionary(values));
    }

    /** A value without references, escapes resolved. */
    record Fixed(@Nullable Object value) implements Shape {
        @Override
        public Evaluator bind(Binder binder) {
            return new Constant(value);
        }

        @Override
        public void eachReference(Consumer<Reference> action) {}
    }

    /** One reference, whose value keeps its type. */
    record Single(Reference reference) implements Shape {
        @Override
        public Evaluator bind(Binder binder) {
            return Reads.bind(reference, binder);
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            action.accept(reference);
        }
    }

    /** Text with references in it. */
    record Joined(List<Part> parts) implements Shape {
        @Override
        public Evaluator bind(Binder binder) {
            return Builders.text(parts, binder);
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            for (Part part : parts) {
                if (part instanceof Part.Insertion insertion) {
                    action.accept(insertion.reference());
                }
            }
        }
    }

    /** A list of which at least one element has a reference. */
    record ListOf(List<Shape> elements) implements Shape {
        @Override
        public Evaluator bind(Binder binder) {
            return Builders.list(
                    elements.stream().map(element -> element.bind(binder)).toList());
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            elements.forEach(element -> element.eachReference(action));
        }
    }

    /** A dictionary of which at least one value has a reference; keys are never looked into. */
    record DictionaryOf(Map<String, Shape> entries) implements Shape {
        @Override
        public Evaluator bind(Binder binder) {
            Map<String, Evaluator> bound = new LinkedHashMap<>();
            entries.forEach((key, value) -> bound.put(key, value.bind(binder)));
            return Builders.dictionary(bound);
        }

        @Override
        public void eachReference(Consumer<Reference> action) {
            entries.values().forEach(value -> value.eachReference(action));
        }
    }
}
