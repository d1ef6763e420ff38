package dev.millrace.value;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The properties behind a reference, such as {@code .items.-1.name} (spec vflow-model 5.2), parsed once. */
public final class PropertyPath {
    /** The path without a segment: a value itself. */
    public static final PropertyPath EMPTY = new PropertyPath(List.of());

    private final List<String> segments;

    private PropertyPath(List<String> segments) {
        this.segments = segments;
    }

    public static PropertyPath of(List<String> segments) {
        return segments.isEmpty() ? EMPTY : new PropertyPath(List.copyOf(segments));
    }

    /** The value at the end of this path; null when a property on the way does not exist. */
    public @Nullable Object read(@Nullable Object base, RandomGenerator random) {
        throw new UnsupportedOperationException();
    }

    /** What type this path gives when it starts at a value of {@code type}; {@link ValueType#ANY} when it cannot be known. */
    public ValueType typeFrom(ValueType type) {
        throw new UnsupportedOperationException();
    }

    public List<String> segments() {
        return segments;
    }

    public boolean isEmpty() {
        return segments.isEmpty();
    }
}
