package dev.millrace.proxy;

import dev.millrace.egress.EgressException;
import dev.millrace.egress.HttpClient;
import dev.millrace.egress.HttpResponse;
import dev.millrace.proxy.platform.Instance;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Sends one request, follows its redirects, and gives up in time (spec script-proxy 5.6). Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained without a use of its end cannot fail
final class Sender {
    private static final int MAX_REDIRECTS = 3;
    private static final int MAX_ANSWER_BYTES = 10 << 20;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final ProxyHttp http;
    private final Clock clock;
    private final Timers timers;

    Sender(ProxyHttp http, Clock clock, Timers timers) {
        this.http = http;
        this.clock = clock;
        this.timers = timers;
    }

    /** The future ends with an answer of any status, or with a {@link ProxyError}; cancelling it aborts the exchange. */
    CompletableFuture<HttpResponse> send(Draft draft, Target target, Duration limit) {
        CallSite site = target.site();
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        Timers.Timer timer = timers.at(
                clock.epochMillis() + limit.toMillis(),
                () -> answer.completeExceptionally(site.error(
                        ErrorCode.TIMEOUT,
                        "there was no answer within " + limit.toMillis() + " ms",
                        draft.method().isRepeatable())));
        answer.whenComplete((response, failure) -> timer.cancel());
        HttpClient client = http.clientOf(target.platform(), target.instance());
        exchange(client, draft, MAX_REDIRECTS, answer, failure -> answer.completeExceptionally(error(failure, target)));
        return answer;
    }

    private static void exchange(
            HttpClient client,
            Draft draft,
            int redirectsLeft,
            CompletableFuture<HttpResponse> answer,
            Consumer<Throwable> onFailure) {
        CompletableFuture<HttpResponse> exchange = client.send(draft.request(MAX_ANSWER_BYTES));
        answer.whenComplete((response, failure) -> exchange.cancel(true));
        exchange.whenComplete((response, failure) -> {
            if (failure != null) {
                onFailure.accept(failure);
                return;
            }
            Optional<String> next = redirectsLeft == 0 ? Optional.empty() : redirected(draft, response);
            if (next.isPresent()) {
                exchange(client, draft.withUrl(next.get()), redirectsLeft - 1, answer, onFailure);
            } else {
                answer.complete(response);
            }
        });
    }

    /** Where to go on: the same scheme and host only, and only with what changes nothing. */
    private static Optional<String> redirected(Draft draft, HttpResponse response) {
        if (!REDIRECTS.contains(response.status()) || draft.method().hasBody()) {
            return Optional.empty();
        }
        try {
            URI from = URI.create(draft.fullUrl());
            return response.header("Location")
                    .map(from::resolve)
                    .filter(to -> from.getScheme().equalsIgnoreCase(to.getScheme())
                            && from.getRawAuthority().equalsIgnoreCase(to.getRawAuthority()))
                    .map(URI::toString);
        } catch (IllegalArgumentException e) { // a location that is no URL leads nowhere
            return Optional.empty();
        }
    }

    private static ProxyError error(Throwable failure, Target target) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        CallSite site = target.site();
        if (!(cause instanceof EgressException refused)) {
            return site.error(ErrorCode.NETWORK, "the request could not be sent", true);
        }
        String what = String.valueOf(refused.getMessage());
        return switch (refused.kind()) {
            case INVALID_REQUEST -> site.error(ErrorCode.INVALID_ARGUMENT, what);
            case REFUSED -> site.error(ErrorCode.HOST_NOT_ALLOWED, what + howToAllow(target.instance()));
            case TIMED_OUT ->
                site.error(ErrorCode.TIMEOUT, what, target.api().method().isRepeatable());
            case TOO_LARGE -> site.error(ErrorCode.RESPONSE_TOO_LARGE, what);
            default -> site.error(ErrorCode.NETWORK, what, true);
        };
    }

    private static String howToAllow(Instance instance) {
        return instance.allowPrivate()
                ? ""
                : "; or, if an administrator wants that, set allowPrivate of instance " + instance.key();
    }
}
