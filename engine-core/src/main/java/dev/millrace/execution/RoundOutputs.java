package dev.millrace.execution;

import dev.millrace.template.Counting;
import dev.millrace.template.Evaluator;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of a loop's start: two entries that change with each round. Whoever keeps them longer than a step takes a
 * {@link #copy}.
 */
final class RoundOutputs extends AbstractMap<String, @Nullable Object> implements Counting {
    private static final String TOTAL = "loop_total";

    private final String firstName;
    private @Nullable Object first;
    private final String secondName;
    private long second;

    private RoundOutputs(String firstName, @Nullable Object first, String secondName, long second) {
        this.firstName = firstName;
        this.first = first;
        this.secondName = secondName;
        this.second = second;
    }

    /** Before the first round of a count loop. */
    static RoundOutputs ofLoop(long total) {
        return new RoundOutputs(TOTAL, total, "loop_index", 1);
    }

    /** @param round from 1 */
    static RoundOutputs ofForEach(@Nullable Object item, long round) {
        return new RoundOutputs("item", item, "index", round);
    }

    void nextRound() {
        second++;
    }

    void nextRound(@Nullable Object item) {
        first = item;
        second++;
    }

    void setRound(long round) {
        second = round;
    }

    /** Which round it is, from 1. */
    long round() {
        return second;
    }

    /** The entries as they are now. */
    Map<String, @Nullable Object> copy() {
        return new RoundOutputs(firstName, first, secondName, second);
    }

    @Override
    public long unboxed(String output) {
        return output.equals(secondName) ? second : Evaluator.BOXED;
    }

    @Override
    public @Nullable Object get(Object key) {
        if (key.equals(secondName)) {
            return second;
        }
        return key.equals(firstName) ? first : null;
    }

    @Override
    public boolean containsKey(Object key) {
        return key.equals(firstName) || key.equals(secondName);
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>(4);
        if (firstName.equals(TOTAL)) {
            // declared in this order
            entries.put(secondName, second);
            entries.put(firstName, first);
        } else {
            entries.put(firstName, first);
            entries.put(secondName, second);
        }
        return entries.entrySet();
    }
}
