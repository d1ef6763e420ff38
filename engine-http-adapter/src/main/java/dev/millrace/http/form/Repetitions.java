package dev.millrace.http.form;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Response;
import dev.millrace.store.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Requests that come again under one key get the first answer again, for a day (spec section 15). Thread-safe. */
final class Repetitions {
    private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");
    private static final Duration REMEMBERED = Duration.ofHours(24);
    private static final int MAX_KEYS = 10_000;

    private final Cache<Key, First> firsts;

    private record Key(String engineCode, String key) {}

    private record First(String body, CompletableFuture<Response.Full> answer) {}

    Repetitions(Clock clock) {
        this.firsts = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> clock.epochMillis() * 1_000_000)
                .build();
    }

    /**
     * @param body tells requests apart
     * @param work is done for the first one alone; its stage ends with an answer
     * @throws Failure if the key is none, or came with another body
     */
    CompletionStage<Response.Full> once(
            String engineCode, String key, String body, Supplier<CompletionStage<Response.Full>> work) {
        if (!KEY.matcher(key).matches()) {
            throw Failure.of(
                    InvokeError.of(dev.millrace.form.ObjectError.INVALID_PARAMETER),
                    "Idempotency-Key must be 1 to 128 visible ASCII characters");
        }
        First mine = new First(body, new CompletableFuture<>());
        First first = firsts.asMap().putIfAbsent(new Key(engineCode, key), mine);
        if (first == null) {
            work.get().whenComplete((response, thrown) -> {
                if (thrown == null) {
                    mine.answer().complete(response);
                } else {
                    mine.answer().completeExceptionally(thrown);
                }
            });
            return mine.answer();
        }
        if (!first.body().equals(body)) {
            throw Failure.of(
                    InvokeError.of(dev.millrace.form.ObjectError.CONFLICT), "The key was used with another request");
        }
        return first.answer();
    }
}
