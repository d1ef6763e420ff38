package dev.millrace.module;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a waiting step goes on.
 *
 * @param reason what happened
 * @param payload what came with a signal, a plain value; null otherwise
 * @param waited how long the step waited by the engine's clock
 */
public record WakeUp(Reason reason, @Nullable Object payload, Duration waited) {
    /** What ended the wait. */
    public enum Reason {
        TIME_PASSED,
        SIGNAL,
        LIMIT_REACHED
    }
}
