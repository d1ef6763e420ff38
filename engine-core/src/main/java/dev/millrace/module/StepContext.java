package dev.millrace.module;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a module sees while one attempt of one step runs: the inputs, and the little of the execution it may touch.
 *
 * <p>Valid until the attempt ends. To be used by one thread at a time; an asynchronous module reads what it needs before
 * it answers.
 */
public interface StepContext extends Inputs {
    String executionId();

    String workflowId();

    String stepId();

    /** The module's id as the step writes it: its own, or one of its aliases. */
    String moduleId();

    /** Position in the workflow's steps, from 0. */
    int stepIndex();

    /** 1 for the first attempt. */
    int attempt();

    /**
     * How many attempts the step's error policy allows in all, at least 1. With more than one, what an attempt has done may be
     * done again, so a module should have it dropped where the other side can.
     */
    int maxAttempts();

    /**
     * The same for every attempt of this step in this place of this execution, also after a crash; another one in each
     * round of a loop, and when a jump leads to the step again.
     */
    String idempotencyKey();

    NamedVariables variables();

    /** What the execution was started with by its trigger; null if nothing. */
    @Nullable
    Object triggerData();

    /** The engine's clock. Modules read no other. */
    Instant now();

    /** The engine's time zone. */
    ZoneId zone();

    /** The engine's randomness. Modules use no other. */
    RandomGenerator random();

    /** Writes into the log of the execution. May be called by any thread, also while an asynchronous module works. */
    void log(LogLevel level, String message, Map<String, ?> details);

    /** Tells observers how far a long attempt is. {@code share} is 0 to 1, or NaN when unknown. */
    void progress(String message, double share);

    CancellationToken cancellation();

    /** Time left for this attempt: the smaller of the step's and the execution's; empty without a limit. */
    Optional<Duration> timeLeft();

    /** What the host gave the engine under this type, such as a callback that shows a message to a person. */
    <T> Optional<T> service(Class<T> type);

    /**
     * What the host gave the engine under this type, or else one that the engine keeps for all modules: made by the first
     * call that finds none, closed with the engine if it is {@link AutoCloseable}. Thread-safe.
     *
     * @param whenAbsent must not block, as other modules wait for it
     * @throws IllegalStateException if there is none, and the engine is closed
     */
    <T> T service(Class<T> type, Supplier<? extends T> whenAbsent);
}
