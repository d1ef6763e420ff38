package dev.millrace.modules.network;

import dev.millrace.egress.EgressException;
import dev.millrace.egress.EgressPolicy;
import dev.millrace.egress.HttpClient;
import dev.millrace.egress.HttpRequest;
import dev.millrace.egress.HttpResponse;
import dev.millrace.module.Input;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepError;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of a step over HTTP: it ends with the step, and what goes wrong becomes the step's failure. */
final class Call {
    private static final long MAX_SECONDS = 366L * 24 * 3600;

    private Call() {}

    /** The host's client, or one of the engine's own with the host's policy; without one, it reaches public addresses. */
    static HttpClient client(StepContext step) {
        return step.service(
                HttpClient.class,
                () -> HttpClient.of(step.service(EgressPolicy.class).orElseGet(EgressPolicy::publicOnly)));
    }

    /**
     * Sends a request and holds no thread while it waits.
     *
     * @param whenAnswered makes the result; may throw {@link StepFailedException}
     * @param whenFailed makes the result where no answer came
     */
    static StepResult send(
            StepContext step,
            HttpRequest.Builder request,
            Function<HttpResponse, StepResult> whenAnswered,
            Function<StepError, StepResult> whenFailed) {
        CompletableFuture<HttpResponse> call = client(step).send(request.build());
        step.cancellation().onCancel(() -> call.cancel(true));
        return StepResult.later(call.handle((response, failure) ->
                failure == null ? whenAnswered.apply(response) : whenFailed.apply(error(failure))));
    }

    private static StepError error(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof EgressException known
                ? new StepError(known.kind().title(), String.valueOf(known.getMessage()))
                : new StepError("Cancelled", "the call was cancelled");
    }

    /** Seconds, fractions too; the default where the number is missing, no number, or negative. */
    static Input timeoutInput(int defaultSeconds) {
        return Input.number("timeout")
                .withDefault(defaultSeconds)
                .range(0, 300)
                .lenient()
                .label("超时（秒）", "Timeout in seconds")
                .help(
                        "整个调用的最长时间；0 表示不限制，默认 " + defaultSeconds + " 秒",
                        "The longest time of the whole call; 0 for none, default " + defaultSeconds);
    }

    /** Sets the limit that {@link #timeoutInput} asks for. */
    static HttpRequest.Builder limited(HttpRequest.Builder request, StepContext step, int defaultSeconds) {
        double seconds = step.number("timeout", defaultSeconds).doubleValue();
        boolean isUsable = seconds >= 0 && seconds <= MAX_SECONDS;
        double used = isUsable ? seconds : defaultSeconds;
        return used == 0 ? request : request.timeout(Duration.ofMillis(Math.max(1, Math.round(used * 1000))));
    }

    /** The text of an input that must not be blank. */
    static String required(StepContext step, String input) {
        String text = step.text(input);
        if (text.isBlank()) {
            throw new StepFailedException("Missing input", "input \"" + input + "\" is blank; give it a value");
        }
        return text;
    }
}
