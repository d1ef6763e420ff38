package dev.millrace.http.idempotency;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Api;
import dev.millrace.http.route.Route;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/** A route on which applications may send an {@code Idempotency-Key} (spec application-api 12). Thread-safe. */
public final class RepeatableRoute {
    private final Route route;
    private final Api api;
    private final FirstAnswers answers;
    private final Predicate<Failure> isAnswer;

    /**
     * @param api writes failures
     * @param isAnswer true for a failure after something was done: it is what the key stands for
     */
    public RepeatableRoute(Route route, Api api, FirstAnswers answers, Predicate<Failure> isAnswer) {
        this.route = route;
        this.api = api;
        this.answers = answers;
        this.isAnswer = isAnswer;
    }

    /** The same route, with another handler. */
    public Route route() {
        return route.withHandler(this::handle);
    }

    private Response handle(Request request) {
        Optional<String> key = request.header(IdempotencyKey.HEADER);
        Principal principal = request.principal();
        if (key.isEmpty() || principal.kind() != Principal.Kind.APPLICATION) {
            return route.handler().handle(request);
        }
        if (!IdempotencyKey.isGood(key.get())) {
            throw Failure.of(
                    Refusal.BAD_REQUEST, "Bad request: Idempotency-Key must be 1 to 128 visible ASCII characters");
        }
        String head = request.servlet().getMethod() + " " + request.servlet().getRequestURI() + "?"
                + request.servlet().getQueryString();
        CompletableFuture<Response.Full> answer = answers.once(
                new IdempotencyKey(route.operationId(), principal.id(), key.get()),
                Digests.of(head, request.content()),
                new Handling(request));
        return new Response.Later(answer.thenApply(full -> full));
    }

    private final class Handling implements FirstAnswers.Work {
        private final Request request;

        Handling(Request request) {
            this.request = request;
        }

        @Override
        public String executionId() {
            return "";
        }

        @Override
        public CompletableFuture<Response.Full> begin() {
            try {
                Response response = route.handler().handle(request);
                return response instanceof Response.Later later
                        ? later.response()
                                .thenApply(Handling::full)
                                .exceptionally(this::answerTo)
                                .toCompletableFuture()
                        : CompletableFuture.completedFuture(full(response));
            } catch (Failure failure) {
                return CompletableFuture.completedFuture(answerTo(failure));
            }
        }

        private static Response.Full full(Response response) {
            if (response instanceof Response.Full full) {
                return full;
            }
            throw new IllegalStateException("only whole answers can be given again");
        }

        private Response.Full answerTo(Throwable thrown) {
            if (thrown instanceof CompletionException wrapped && wrapped.getCause() != null) {
                return answerTo(wrapped.getCause());
            }
            if (thrown instanceof Failure failure && isAnswer.test(failure)) {
                return api.failed(failure, request.language());
            }
            throw thrown instanceof RuntimeException unchecked ? unchecked : new CompletionException(thrown);
        }

        @Override
        public Optional<CompletableFuture<Response.Full>> answerOf(String executionId) {
            return Optional.empty();
        }
    }
}
