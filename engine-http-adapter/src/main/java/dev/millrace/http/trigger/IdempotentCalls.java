package dev.millrace.http.trigger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Response;
import dev.millrace.store.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests with the same {@code Idempotency-Key} once (spec 11). Those that come while the first is under way wait
 * for its answer, without a thread. Answers are kept for 24 hours, up to 64 MiB of them, and end with the process.
 * Thread-safe.
 */
final class IdempotentCalls {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MAX_BYTES = 64 << 20;
    private static final int OVERHEAD_BYTES = 500;
    private static final Map<String, String> REPLAYED = Map.of("Idempotent-Replayed", "true");

    private final Map<Key, Kept> underWay = new HashMap<>(); // guarded by this
    private final Cache<Key, Kept> answered;

    /** A key is one caller's of one API. */
    record Key(String api, String caller, String text) {}

    /** @param request what tells the first request from others with its key */
    private record Kept(String request, CompletableFuture<Response.Full> answer) {}

    IdempotentCalls(Clock clock) {
        this.answered = Caffeine.newBuilder()
                .maximumWeight(MAX_BYTES)
                .weigher((Key key, Kept kept) ->
                        OVERHEAD_BYTES + kept.answer().join().length())
                .expireAfterWrite(KEPT)
                .ticker(() -> clock.epochMillis() * 1_000_000)
                .build();
    }

    /**
     * The answer of the first call with this key.
     *
     * @param request the same for the same request
     * @param call makes it; a call that is refused does not use up the key
     * @throws Failure if the key was used with another request, or the call is refused
     */
    CompletableFuture<Response.Full> once(Key key, String request, Supplier<CompletableFuture<Response.Full>> call) {
        Kept mine = new Kept(request, new CompletableFuture<>());
        Kept first = first(key, mine);
        if (first != null) {
            if (!first.request.equals(request)) {
                throw Failure.of(TriggerError.IDEMPOTENCY_CONFLICT);
            }
            return first.answer.thenApply(answer -> answer.with(REPLAYED));
        }
        try {
            return call.get().whenComplete((answer, thrown) -> ended(key, mine, answer, thrown));
        } catch (RuntimeException refused) {
            ended(key, mine, null, refused);
            throw refused;
        }
    }

    private synchronized @Nullable Kept first(Key key, Kept mine) {
        Kept known = answered.getIfPresent(key);
        return known == null ? underWay.putIfAbsent(key, mine) : known;
    }

    private void ended(Key key, Kept mine, Response.@Nullable Full answer, @Nullable Throwable thrown) {
        if (answer != null) {
            mine.answer.complete(answer);
        }
        synchronized (this) {
            if (answer != null) {
                answered.put(key, mine);
            }
            underWay.remove(key);
        }
        if (thrown != null) {
            mine.answer.completeExceptionally(thrown);
        }
    }
}
