package dev.millrace.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step gave each time it ran, by the number of the run, as a plain dictionary: {@code {"0":…,"1":…}}. The newest
 * {@value #MAX_KEPT} are kept (spec sync-api-trigger 5.2). A result is the dictionary of a step's outputs or, where its only
 * output is {@code result}, the bare value.
 */
public final class StepResults {
    /** The output under which the outputs of a step hold its results. */
    public static final String OUTPUT = "output";

    static final int MAX_KEPT = 1_000;
    private static final String ONLY_RESULT = "result";

    private StepResults() {}

    /**
     * The outputs of a step that has run once more, with its results.
     *
     * @param before its outputs after the run before; null if this is the first
     */
    public static Map<String, @Nullable Object> add(
            @Nullable Map<String, @Nullable Object> before, Map<String, @Nullable Object> outputs) {
        if (outputs.containsKey(OUTPUT)) {
            return outputs;
        }
        Map<String, @Nullable Object> results = new LinkedHashMap<>(in(before));
        append(results, result(outputs));
        return with(results, outputs);
    }

    /**
     * The outputs of a step that ran in several branches.
     *
     * @param atFork before the branches ran
     * @param merged of the branches before
     * @param branch of the branch that is added
     */
    public static Map<String, @Nullable Object> merge(
            @Nullable Map<String, @Nullable Object> atFork,
            @Nullable Map<String, @Nullable Object> merged,
            Map<String, @Nullable Object> branch) {
        long known = end(in(atFork));
        Map<String, @Nullable Object> results = new LinkedHashMap<>(in(merged));
        in(branch).forEach((number, result) -> {
            if (Long.parseLong(number) >= known) {
                append(results, result);
            }
        });
        return with(results, branch);
    }

    /**
     * The key of a result; the results may have none under it.
     *
     * @param number from 0 for the first run; from -1 for the newest, downward
     */
    public static String key(Map<?, ?> results, long number) {
        return Long.toString(number < 0 ? end(results) + number : number);
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> results, Map<String, @Nullable Object> outputs) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(outputs);
        all.put(OUTPUT, Collections.unmodifiableMap(results));
        return Collections.unmodifiableMap(all);
    }

    private static @Nullable Object result(Map<String, @Nullable Object> outputs) {
        return outputs.size() == 1 && outputs.containsKey(ONLY_RESULT) ? outputs.get(ONLY_RESULT) : outputs;
    }

    private static void append(Map<String, @Nullable Object> results, @Nullable Object result) {
        results.put(Long.toString(end(results)), result);
        if (results.size() > MAX_KEPT) {
            results.remove(results.keySet().iterator().next());
        }
    }

    /** The number of the run that comes next; numbers have no gap. */
    private static long end(Map<?, ?> results) {
        return results.isEmpty()
                ? 0
                : Long.parseLong(String.valueOf(results.keySet().iterator().next())) + results.size();
    }

    @SuppressWarnings("unchecked") // made here, and restored as it was made
    private static Map<String, @Nullable Object> in(@Nullable Map<String, @Nullable Object> outputs) {
        return outputs != null && outputs.get(OUTPUT) instanceof Map<?, ?> results
                ? (Map<String, @Nullable Object>) results
                : Map.of();
    }
}
