package dev.millrace.module;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a waiting step waits for. */
public sealed interface WakeCondition {
    /** A time from now; 0 or less wakes at once. */
    record TimePasses(Duration time) implements WakeCondition {}

    /** A signal sent to the execution under this name, or the end of the time limit (null: none). */
    record Signal(String name, @Nullable Duration limit) implements WakeCondition {}

    static WakeCondition after(Duration time) {
        return new TimePasses(time);
    }

    static WakeCondition signal(String name) {
        return new Signal(name, null);
    }

    static WakeCondition signal(String name, Duration limit) {
        return new Signal(name, limit);
    }
}
