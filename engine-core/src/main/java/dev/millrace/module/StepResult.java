package dev.millrace.module;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a module tells the engine after one attempt. */
public sealed interface StepResult {
    /**
     * The attempt succeeded. Empty outputs leave the step's earlier outputs in place; a module whose descriptor lists no
     * outputs gives none.
     */
    record Done(Map<String, @Nullable Object> outputs) implements StepResult {
        private static final Done EMPTY = new Done(Map.of());
    }

    /** The attempt failed; the step's error policy decides what follows. */
    record Failed(StepError error, Map<String, @Nullable Object> partialOutputs) implements StepResult {}

    /** The step waits without a thread; {@link Module#resume} ends it. */
    record Waiting(WakeCondition until) implements StepResult {}

    /** The answer comes later; no thread is held meanwhile. The stage must not give {@code Later} again. */
    record Later(CompletionStage<? extends StepResult> stage) implements StepResult {}

    static StepResult done() {
        return Done.EMPTY;
    }

    static StepResult done(String output, @Nullable Object value) {
        return new Done(new SoleOutput(output, value));
    }

    /** The outputs in their order; the map is not copied and must not change afterwards. */
    static StepResult done(Map<String, ? extends @Nullable Object> outputs) {
        return new Done(Collections.unmodifiableMap(outputs));
    }

    /** Two outputs. */
    static StepResult done(String first, @Nullable Object firstValue, String second, @Nullable Object secondValue) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>(4);
        outputs.put(first, firstValue);
        outputs.put(second, secondValue);
        return new Done(Collections.unmodifiableMap(outputs));
    }

    static StepResult failed(String title, String message) {
        return failed(new StepError(title, message));
    }

    static StepResult failed(StepError error) {
        return new Failed(error, Map.of());
    }

    static StepResult failed(StepError error, Map<String, ? extends @Nullable Object> partialOutputs) {
        return new Failed(error, Collections.unmodifiableMap(partialOutputs));
    }

    static StepResult waiting(WakeCondition until) {
        return new Waiting(until);
    }

    static StepResult later(CompletionStage<? extends StepResult> stage) {
        return new Later(stage);
    }
}
