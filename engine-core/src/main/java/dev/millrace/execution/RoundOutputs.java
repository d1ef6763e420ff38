package dev.millrace.execution;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outputs of a loop's start in one round: two entries, made anew each round, so without a table. Immutable. */
final class RoundOutputs extends AbstractMap<String, @Nullable Object> {
    private final String firstName;
    private final @Nullable Object first;
    private final String secondName;
    private final long second;

    private RoundOutputs(String firstName, @Nullable Object first, String secondName, long second) {
        this.firstName = firstName;
        this.first = first;
        this.secondName = secondName;
        this.second = second;
    }

    /** @param round from 1 */
    static RoundOutputs ofLoop(Long total, long round) {
        return new RoundOutputs("loop_total", total, "loop_index", round);
    }

    /** @param round from 1 */
    static RoundOutputs ofForEach(@Nullable Object item, long round) {
        return new RoundOutputs("item", item, "index", round);
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
        entries.put(firstName, first);
        entries.put(secondName, second);
        return entries.entrySet();
    }
}
