package dev.millrace.value;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The properties behind a reference, such as {@code .items.-1.name} (spec vflow-model 5.2), parsed once. Immutable. */
public final class PropertyPath {
    /** The path without a segment: a value itself. */
    public static final PropertyPath EMPTY = new PropertyPath(List.of());

    private final List<String> segments;
    private final Segment[] steps;

    private PropertyPath(List<String> segments) {
        this.segments = segments;
        this.steps = segments.stream().map(Segment::new).toArray(Segment[]::new);
    }

    public static PropertyPath of(List<String> segments) {
        return segments.isEmpty() ? EMPTY : new PropertyPath(List.copyOf(segments));
    }

    /** The value at the end of this path; null when a property on the way does not exist. */
    public @Nullable Object read(@Nullable Object base, RandomGenerator random) {
        Object value = base;
        for (Segment step : steps) {
            if (value == null) {
                return null;
            }
            value = step.read(value, random);
        }
        return value;
    }

    /** What type this path gives when it starts at a value of {@code type}; {@link ValueType#ANY} when it cannot be known. */
    public ValueType typeFrom(ValueType type) {
        ValueType result = type;
        for (Segment step : steps) {
            result = step.typeFrom(result);
        }
        return result;
    }

    public List<String> segments() {
        return segments;
    }

    public boolean isEmpty() {
        return segments.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PropertyPath path && segments.equals(path.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    @Override
    public String toString() {
        return String.join(".", segments);
    }
}
