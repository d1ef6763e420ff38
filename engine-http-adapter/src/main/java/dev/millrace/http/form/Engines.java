package dev.millrace.http.form;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.access.RemoteAddress;
import dev.millrace.http.access.Secret;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.store.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells third parties by their identity headers, and slows guessing down. Thread-safe. */
final class Engines {
    private static final int MAX_FAILURES = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 50_000;

    private final Map<String, Engine> engines;
    /** Compared with where nobody has the code, so that the time does not tell. */
    private final Engine nobody =
            new Engine("", List.of(Secret.of(java.util.UUID.randomUUID().toString())), "", java.util.Set.of());

    private final Cache<String, AtomicInteger> failures;

    Engines(List<Engine> engines, Clock clock) {
        this.engines = engines.stream().collect(Collectors.toMap(Engine::code, Function.identity()));
        this.failures = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .expireAfterWrite(WINDOW)
                .ticker(() -> clock.epochMillis() * 1_000_000)
                .build();
    }

    /** @throws Failure if the headers are missing or wrong, or the address has guessed too often */
    Engine identify(Request request) {
        String code = required(request, "EngineCode");
        String secret = required(request, "EngineSecret");
        AtomicInteger failed =
                failures.get(RemoteAddress.of(request.remoteAddress()).block(), unused -> new AtomicInteger());
        if (failed.get() >= MAX_FAILURES) {
            throw Failure.of(Refusal.TOO_MANY_REQUESTS).withHeader("Retry-After", "60");
        }
        Engine engine = engines.getOrDefault(code, nobody);
        if (!engine.knows(secret)) {
            failed.incrementAndGet();
            throw Failure.of(InvokeError.AUTH_FAILED);
        }
        return engine;
    }

    private static String required(Request request, String header) {
        return request.header(header)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> Failure.of(InvokeError.AUTH_FAILED, header + " is required"));
    }
}
