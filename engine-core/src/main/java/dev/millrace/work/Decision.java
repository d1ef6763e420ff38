package dev.millrace.work;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that counts.
 *
 * @param by null where the engine has answered because the time was over
 */
public record Decision(
        String action, @Nullable String by, String comment, Map<String, @Nullable Object> values, Instant at) {

    public static Decision of(Completion completion, Instant at) {
        return new Decision(completion.action(), completion.by(), completion.comment(), completion.values(), at);
    }

    /** The engine's own answer. */
    public static Decision byEngine(String action, Instant at) {
        return new Decision(action, null, "", Map.of(), at);
    }

    /** As a plain value, with the time in milliseconds since the epoch. */
    public Map<String, @Nullable Object> plain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("action", action);
        plain.put("by", by);
        plain.put("comment", comment);
        plain.put("values", values);
        plain.put("completedAt", at.toEpochMilli());
        return plain;
    }
}
