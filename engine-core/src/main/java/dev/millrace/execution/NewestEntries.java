package dev.millrace.execution;

import dev.millrace.plan.StepSource;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of a history, oldest first. A step that completed in the main course is a row of two columns and no
 * object of its own: thousands of ended executions are kept with theirs, and most have no other entries. Not thread-safe.
 *
 * @param <E> the other entries
 */
final class NewestEntries<E> {
    private static final int MIN_CAPACITY = 8;
    private static final StepSource[] NO_STEPS = {};
    private static final long[] NO_TIMES = {};

    private final int max;
    private final int expected;
    private @Nullable StepSource[] steps = NO_STEPS;
    /** Of each row when its step began and ended. */
    private long[] times = NO_TIMES;
    /** Null while there are none but completed steps. */
    private @Nullable Object @Nullable [] others;

    /** The row of the oldest; those after it follow, around the end of the columns. */
    private int first;

    private int size;
    private long dropped;

    /**
     * @param max entries that are kept
     * @param expected how many there probably are at first
     */
    NewestEntries(int max, int expected) {
        this.max = max;
        this.expected = expected;
    }

    /** Looks at one entry after the other. */
    interface Reader<E> {
        void step(StepSource step, long start, long end);

        void other(E entry);
    }

    int size() {
        return size;
    }

    /** How many older ones are gone. */
    long dropped() {
        return dropped;
    }

    void add(StepSource step, long start, long end) {
        int row = newRow();
        steps[row] = step;
        times[2 * row] = start;
        times[2 * row + 1] = end;
        if (others != null) {
            others[row] = null;
        }
    }

    void add(E other) {
        int row = newRow();
        if (others == null) {
            others = new @Nullable Object[steps.length];
        }
        others[row] = other;
        steps[row] = null;
    }

    /** These were dropped before they came here. */
    void missed(long count) {
        dropped += count;
    }

    private int newRow() {
        if (size == max) {
            first = row(1);
            dropped++;
        } else {
            if (size == steps.length) {
                grow();
            }
            size++;
        }
        return row(size - 1);
    }

    /** Only as long as nothing was dropped, so that the first row is the oldest. */
    private void grow() {
        int capacity = Math.min(max, size == 0 ? Math.max(MIN_CAPACITY, expected) : 2 * size);
        steps = Arrays.copyOf(steps, capacity);
        times = Arrays.copyOf(times, 2 * capacity);
        others = others == null ? null : Arrays.copyOf(others, capacity);
    }

    private int row(int place) {
        int row = first + place;
        return row < steps.length ? row : row - steps.length;
    }

    /** A copy of the newest, that nothing is added to; it knows what is gone as this does. */
    NewestEntries<E> newest(int count) {
        NewestEntries<E> copy = new NewestEntries<>(count, count);
        copy.steps = new StepSource[count];
        copy.times = new long[2 * count];
        copy.others = others == null ? null : new @Nullable Object[count];
        for (int place = 0; place < count; place++) {
            int row = row(size - count + place);
            copy.steps[place] = steps[row];
            copy.times[2 * place] = times[2 * row];
            copy.times[2 * place + 1] = times[2 * row + 1];
            if (others != null) {
                Objects.requireNonNull(copy.others)[place] = others[row];
            }
        }
        copy.size = count;
        copy.dropped = dropped;
        return copy;
    }

    @SuppressWarnings("unchecked") // nothing else was added
    void read(Reader<E> reader) {
        for (int place = 0; place < size; place++) {
            int row = row(place);
            StepSource step = steps[row];
            if (step != null) {
                reader.step(step, times[2 * row], times[2 * row + 1]);
            } else {
                reader.other((E) Objects.requireNonNull(others)[row]);
            }
        }
    }
}
