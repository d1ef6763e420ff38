package dev.millrace.http.idempotency;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.ErrorCode;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Response;
import dev.millrace.store.Clock;
import dev.millrace.store.RecordStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests under one key once. Those that come while the first is under way wait for its answer, without a thread.
 * Answers are kept for 24 hours: up to 64 MiB of them in memory, and in records where the host gives any, so that a key
 * outlives the process. Thread-safe.
 */
public final class FirstAnswers {
    static final Duration KEPT = Duration.ofHours(24);
    private static final int MAX_BYTES = 64 << 20;
    private static final int OVERHEAD_BYTES = 500;
    private static final Map<String, String> REPLAYED = Map.of("Idempotent-Replayed", "true");

    private final Optional<KeyRecords> records;
    private final ErrorCode conflict;
    private final Map<IdempotencyKey, Kept> underWay = new HashMap<>(); // guarded by this
    private final Cache<IdempotencyKey, Kept> answered;

    /** A request that is made at most once. */
    public interface Work {
        /** The id of the execution that it is to have; empty if it has none that is known before. */
        String executionId();

        /** Does it; what fails has not used up its key. */
        CompletableFuture<Response.Full> begin();

        /** What became of the execution that an earlier process began; empty if nobody knows. */
        Optional<CompletableFuture<Response.Full>> answerOf(String executionId);
    }

    /** @param request what tells the first request from others with its key */
    private record Kept(String request, CompletableFuture<Response.Full> answer) {}

    /**
     * @param records empty if keys end with the process
     * @param conflict what it is called if a key comes with another request
     */
    public FirstAnswers(Optional<RecordStore> records, ErrorCode conflict, Clock clock) {
        this.records = records.map(store -> new KeyRecords(store, clock));
        this.conflict = conflict;
        this.answered = Caffeine.newBuilder()
                .maximumWeight(MAX_BYTES)
                .weigher((IdempotencyKey key, Kept kept) ->
                        OVERHEAD_BYTES + kept.answer().join().length())
                .expireAfterWrite(KEPT)
                .ticker(() -> clock.epochMillis() * 1_000_000)
                .build();
    }

    /**
     * The answer of the first request with this key.
     *
     * @param request the same for the same request
     * @throws Failure if the key was used with another request, or the work is refused
     */
    public CompletableFuture<Response.Full> once(IdempotencyKey key, String request, Work work) {
        Kept mine = new Kept(request, new CompletableFuture<>());
        Kept first = first(key, mine);
        if (first != null) {
            refuseOther(first.request, request);
            return first.answer.thenApply(answer -> answer.with(REPLAYED));
        }
        try {
            return begun(key, request, work).whenComplete((answer, thrown) -> ended(key, mine, answer, thrown));
        } catch (RuntimeException refused) {
            ended(key, mine, null, refused);
            throw refused;
        }
    }

    private void refuseOther(String first, String request) {
        if (!first.equals(request)) {
            throw Failure.of(conflict);
        }
    }

    private CompletableFuture<Response.Full> begun(IdempotencyKey key, String request, Work work) {
        if (records.isEmpty()) {
            return work.begin();
        }
        KeyRecords kept = records.get();
        String recordKey = key.recordKey();
        Optional<KeyRecords.Entry> known = kept.claim(recordKey, request, work.executionId());
        if (known.isPresent()) {
            return repeated(known.get(), request, work).thenApply(answer -> answer.with(REPLAYED));
        }
        try {
            return work.begin().whenComplete((answer, thrown) -> {
                if (thrown == null) {
                    kept.answer(recordKey, request, work.executionId(), answer);
                } else {
                    kept.release(recordKey);
                }
            });
        } catch (RuntimeException refused) {
            kept.release(recordKey);
            throw refused;
        }
    }

    /** Of a request that another process was asked. */
    private CompletableFuture<Response.Full> repeated(KeyRecords.Entry known, String request, Work work) {
        refuseOther(known.request(), request);
        return known.answer()
                .map(CompletableFuture::completedFuture)
                .or(() -> work.answerOf(known.executionId()))
                .orElseThrow(() -> Failure.of(
                        conflict,
                        "The server stopped while it worked on the first request with this key, and what became of it"
                                + " is not known; look, and use a new key"));
    }

    private synchronized @Nullable Kept first(IdempotencyKey key, Kept mine) {
        Kept known = answered.getIfPresent(key);
        return known == null ? underWay.putIfAbsent(key, mine) : known;
    }

    private void ended(IdempotencyKey key, Kept mine, Response.@Nullable Full answer, @Nullable Throwable thrown) {
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
