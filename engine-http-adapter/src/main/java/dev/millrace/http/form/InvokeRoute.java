package dev.millrace.http.form;

import dev.millrace.form.ObjectError;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.idempotency.Digests;
import dev.millrace.http.idempotency.FirstAnswers;
import dev.millrace.http.idempotency.IdempotencyKey;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /OpenApi/Invoke}. Checks in the order of the specification: size, identity, rate, JSON, action, form,
 * parameters, values. No thread waits: not for a call's place, not for workflows.
 */
final class InvokeRoute {
    private static final int MAX_RESPONSE_BYTES = 50 << 20;
    /** The longest call (document 003 allows 60 s); whatever was stored by then stays, and goes on. */
    private static final Duration MAX_TIME = Duration.ofSeconds(55);

    private final Door door;
    private final Pace pace;
    private final Actions actions;
    private final Interfaces interfaces;
    private final FirstAnswers repetitions;
    private final Crew crew;
    private final Clock clock;
    private final Timers timers;

    InvokeRoute(
            Door door,
            Pace pace,
            Actions actions,
            Interfaces interfaces,
            FirstAnswers repetitions,
            Crew crew,
            Clock clock,
            Timers timers) {
        this.door = door;
        this.pace = pace;
        this.actions = actions;
        this.interfaces = interfaces;
        this.repetitions = repetitions;
        this.crew = crew;
        this.clock = clock;
        this.timers = timers;
    }

    Response handle(Request request) {
        Engine engine = door.admit(request, request.limits().maxBodyBytes());
        long waitMillis = pace.take(engine.code());
        refuseOtherTypes(request.header("Content-Type"));
        byte[] body = request.content();
        Optional<String> key = request.header("Idempotency-Key");
        CompletableFuture<Response> later = new CompletableFuture<>();
        if (waitMillis == 0) {
            answer(engine, key, body).thenAccept(later::complete);
        } else {
            timers.at(
                    clock.epochMillis() + waitMillis,
                    () -> crew.execute(() -> answer(engine, key, body).thenAccept(later::complete)));
        }
        endInTime(later);
        return new Response.Later(later);
    }

    private void endInTime(CompletableFuture<Response> later) {
        if (later.isDone()) {
            return;
        }
        Timers.Timer end = timers.at(
                clock.epochMillis() + MAX_TIME.toMillis(),
                () -> crew.execute(() -> later.complete(door.failed(Failure.of(InvokeError.TIMEOUT)))));
        var unused = later.whenComplete((response, thrown) -> end.cancel());
    }

    private static void refuseOtherTypes(Optional<String> contentType) {
        if (contentType.isEmpty()) {
            return;
        }
        String[] parts = contentType.get().toLowerCase(Locale.ROOT).split(";", 2);
        boolean isUtf8 = parts.length == 1 || !parts[1].contains("charset") || parts[1].contains("utf-8");
        if (!parts[0].trim().equals("application/json") || !isUtf8) {
            throw Failure.of(
                    InvokeError.INVALID_REQUEST, "Invalid request: send the header Content-Type: application/json");
        }
    }

    /** Ends with an answer, whatever happens. */
    private CompletionStage<Response.Full> answer(Engine engine, Optional<String> header, byte[] body) {
        try {
            Members members = Members.read(body);
            Optional<String> key = header.or(() -> members.text("RequestId"));
            return (key.isEmpty() ? work(engine, members) : once(engine, key.get(), members, body))
                    .exceptionally(door::failed);
        } catch (RuntimeException thrown) {
            return CompletableFuture.completedFuture(door.failed(thrown));
        }
    }

    private CompletionStage<Response.Full> once(Engine engine, String key, Members members, byte[] body) {
        if (!IdempotencyKey.isGood(key)) {
            throw Failure.of(
                    InvokeError.of(ObjectError.INVALID_PARAMETER),
                    "Idempotency-Key must be 1 to 128 visible ASCII characters");
        }
        return repetitions.once(
                new IdempotencyKey("OpenApi", engine.code(), key), Digests.of("", body), new FirstAnswers.Work() {
                    @Override
                    public String executionId() {
                        return "";
                    }

                    @Override
                    public CompletableFuture<Response.Full> begin() {
                        return work(engine, members).toCompletableFuture();
                    }

                    @Override
                    public Optional<CompletableFuture<Response.Full>> answerOf(String executionId) {
                        return Optional.empty();
                    }
                });
    }

    private CompletionStage<Response.Full> work(Engine engine, Members members) {
        try {
            String action = members.required("ActionName");
            CompletionStage<Map<String, @Nullable Object>> data =
                    actions.has(action) ? actions.run(action, members, engine) : interfaces.run(action, members);
            return data.thenApply(InvokeRoute::bounded).exceptionally(door::failed);
        } catch (RuntimeException thrown) {
            return CompletableFuture.completedFuture(door.failed(thrown));
        }
    }

    private static Response.Full bounded(Map<String, @Nullable Object> data) {
        Response.Full response = ObjectEnvelope.ok(data);
        if (response.length() > MAX_RESPONSE_BYTES) {
            throw Failure.of(
                    InvokeError.of(ObjectError.PAGE_TOO_LARGE),
                    "The answer has more than " + MAX_RESPONSE_BYTES + " bytes; ask for fewer rows or fields");
        }
        return response;
    }
}
