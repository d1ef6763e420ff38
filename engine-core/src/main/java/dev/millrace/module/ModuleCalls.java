package dev.millrace.module;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls modules by name from inside a step, as a script does. Found with {@link StepContext#service(Class)} in every
 * engine. Thread-safe.
 */
public interface ModuleCalls {
    /** Ids and aliases of what can be called: every module of the engine but triggers, parts of blocks, and its own steps. */
    Set<String> names();

    /**
     * Calls a module once. It sees the caller's execution, clock, services and cancellation and writes into its log; it
     * can read the named variables but not set them. A module that waits for a time or a signal fails.
     *
     * @param caller the step that calls; must not end before the stage completes
     * @param number which call of the caller's attempt it is, from 1, so that it has an idempotency key of its own which is
     *     the same in every attempt that makes the same calls in the same order
     * @param name an id or alias
     * @param parameters input → plain value, taken as it is: references in it are not looked for
     * @return completes with {@link StepResult.Done} or {@link StepResult.Failed}, never exceptionally; a module that
     *     answers at once has completed it already. One that blocks may have to wait for a thread; if the caller cancels
     *     the stage before, it is not called. What follows a call on its thread must not block
     */
    CompletionStage<StepResult> call(
            StepContext caller, int number, String name, Map<String, ? extends @Nullable Object> parameters);
}
