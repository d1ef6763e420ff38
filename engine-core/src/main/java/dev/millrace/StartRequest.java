package dev.millrace;

import dev.millrace.value.PlainValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an execution is to be started. Immutable; the {@code with…} methods return changed copies.
 *
 * @param inputs named variables to begin with
 * @param triggeredBy what started it, as views show it: {@code manual}, {@code api}, {@code time} …
 * @param callerId who had it started, such as {@code application:warehouse01}; empty for nobody that the host knows
 * @param triggerStepId the trigger whose outputs are seeded; null for the first manual one
 * @param triggerData what the trigger brought; {@code {{trigger.data}}}
 * @param timeLimit the longest time it may take; the smaller of it and the workflow's own counts; null for none
 * @param executionId the id it is to have; null to get a new one from the engine
 * @param besideOthers not refused because its workflow runs already
 */
public record StartRequest(
        Map<String, @Nullable Object> inputs,
        String triggeredBy,
        String callerId,
        @Nullable String triggerStepId,
        @Nullable Object triggerData,
        @Nullable Duration timeLimit,
        @Nullable String executionId,
        boolean besideOthers) {
    private static final StartRequest PLAIN = new StartRequest(Map.of(), "manual", "", null, null, null, null, false);

    /** A start by hand without inputs. */
    public static StartRequest plain() {
        return PLAIN;
    }

    /** A start by hand with these named variables; values of any kind are taken as plain values. */
    public static StartRequest inputs(Map<String, ?> inputs) {
        return inputs.isEmpty() ? PLAIN : PLAIN.withInputs(inputs);
    }

    public StartRequest withInputs(Map<String, ?> values) {
        return new StartRequest(
                PlainValue.dictionary(values),
                triggeredBy,
                callerId,
                triggerStepId,
                triggerData,
                timeLimit,
                executionId,
                besideOthers);
    }

    public StartRequest withInput(String name, @Nullable Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(inputs);
        all.put(name, PlainValue.of(value));
        return new StartRequest(
                all, triggeredBy, callerId, triggerStepId, triggerData, timeLimit, executionId, besideOthers);
    }

    public StartRequest withTriggeredBy(String kind) {
        return new StartRequest(
                inputs, kind, callerId, triggerStepId, triggerData, timeLimit, executionId, besideOthers);
    }

    public StartRequest withCallerId(String caller) {
        return new StartRequest(
                inputs, triggeredBy, caller, triggerStepId, triggerData, timeLimit, executionId, besideOthers);
    }

    /** The trigger that started it, and what it brought. */
    public StartRequest withTrigger(String stepId, @Nullable Object data) {
        return new StartRequest(
                inputs, triggeredBy, callerId, stepId, PlainValue.of(data), timeLimit, executionId, besideOthers);
    }

    public StartRequest withTriggerData(@Nullable Object data) {
        return new StartRequest(
                inputs,
                triggeredBy,
                callerId,
                triggerStepId,
                PlainValue.of(data),
                timeLimit,
                executionId,
                besideOthers);
    }

    public StartRequest withTimeLimit(Duration limit) {
        return new StartRequest(
                inputs, triggeredBy, callerId, triggerStepId, triggerData, limit, executionId, besideOthers);
    }

    /**
     * With this id instead of a new one, for a host that tells the id before the start, or that may ask twice. A start with
     * the id of an execution that runs, or is among the newest ten thousand that ended, is refused; with a store of
     * executions, also with that of any other in it or in the history.
     *
     * @param id not blank
     */
    public StartRequest withExecutionId(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("the id of an execution must not be blank");
        }
        return new StartRequest(inputs, triggeredBy, callerId, triggerStepId, triggerData, timeLimit, id, besideOthers);
    }

    /**
     * Beside other executions of its workflow, where {@code block_new} would refuse it: for a start that is an event of its own
     * and must not be lost. {@code stop_current_and_run_new} holds as ever.
     */
    public StartRequest besideOtherExecutions() {
        return new StartRequest(
                inputs, triggeredBy, callerId, triggerStepId, triggerData, timeLimit, executionId, true);
    }
}
