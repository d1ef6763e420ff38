package dev.millrace.script.step;

import dev.millrace.json.Json;
import dev.millrace.json.JsonException;
import dev.millrace.json.Numbers;
import dev.millrace.module.StepError;
import dev.millrace.module.StepResult;
import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptOutcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step gives for the outcome of its script. */
final class Outcomes {
    private Outcomes() {}

    static StepResult result(ScriptOutcome outcome) {
        if (outcome instanceof ScriptOutcome.Returned returned) {
            return returned(returned.json().orElse(null));
        }
        return failed(((ScriptOutcome.Failed) outcome).error());
    }

    private static StepResult returned(@Nullable String json) {
        Object value;
        try {
            value = json == null ? null : Json.read(json, Numbers.DOUBLE);
        } catch (JsonException e) {
            return StepResult.failed(
                    "Invalid result", "what the script gives is too much: " + e.getMessage() + "; give less");
        }
        Object outputs = value instanceof Map<?, ?> members ? members : json == null ? Map.of() : single(value);
        return StepResult.done("outputs", outputs, "result", value);
    }

    private static Map<String, @Nullable Object> single(@Nullable Object value) {
        return Collections.singletonMap("result", value);
    }

    private static StepResult failed(ScriptError error) {
        Map<String, @Nullable Object> partial = new LinkedHashMap<>();
        if (!error.code().isEmpty()) {
            partial.put("error_code", error.code());
        }
        return StepResult.failed(new StepError(title(error), error.describe()), partial);
    }

    private static String title(ScriptError error) {
        return switch (error.failure()) {
            case SYNTAX -> "Syntax error";
            case THROWN, NEVER_SETTLED -> error.code().isEmpty() ? "Script error" : error.code();
            case WALL_TIME, CPU_TIME, MEMORY, STATEMENTS, SIZE -> "Script limit";
            case CANCELLED -> "Cancelled";
            case BUSY, BLOCKED, UNAVAILABLE -> title(error.failure());
        };
    }

    private static String title(ScriptFailure refusal) {
        return refusal.isRetryable() ? "Overloaded" : "Script blocked";
    }
}
