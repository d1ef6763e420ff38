package dev.millrace.proxy;

import dev.millrace.json.Json;
import dev.millrace.json.Numbers;
import dev.millrace.proxy.log.CallLog;
import dev.millrace.proxy.log.CallLogEntry;
import dev.millrace.proxy.platform.Defaults;
import dev.millrace.proxy.platform.ResponseKind;
import dev.millrace.store.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tokens of all instances, each fetched by one call while others wait for it. Thread-safe. */
final class Tokens {
    private final Sender sender;
    private final Clock clock;
    private final CallLog log;
    private final ConcurrentHashMap<String, TokenSlot> slots = new ConcurrentHashMap<>();

    Tokens(Sender sender, Clock clock, CallLog log) {
        this.sender = sender;
        this.clock = clock;
        this.log = log;
    }

    /** What is known, or what a fetch gives. Cancelling the future does not end the fetch, which others may wait for. */
    CompletableFuture<String> token(TokenSource source, Target target, Secrets secrets) {
        String fingerprint = Digests.sha256(Json.write(secrets.credentials()).getBytes(StandardCharsets.UTF_8));
        TokenSlot slot = slots.compute(
                key(target),
                (key, known) -> known != null && known.isFor(fingerprint) ? known : new TokenSlot(fingerprint, clock));
        return slot.token(() -> fetch(source, target, secrets))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(ProxyError.in(failure)
                        .<Throwable>map(error -> error.at(target.site()))
                        .orElse(failure)));
    }

    private static String key(Target target) {
        return target.platform().key() + "/" + target.instance().key();
    }

    /** Drops the token if it is the one meant: another call may have fetched a new one meanwhile. */
    void forget(Target target, Predicate<String> isMeant) {
        TokenSlot slot = slots.get(key(target));
        if (slot != null) {
            slot.forget(isMeant);
        }
    }

    private CompletableFuture<TokenSource.Token> fetch(TokenSource source, Target target, Secrets secrets) {
        Instant start = Instant.ofEpochMilli(clock.epochMillis());
        long startNanos = clock.nanoTime();
        Draft draft = source.request(target, secrets);
        return sender.send(draft, target, Defaults.TIMEOUT).handle((response, failure) -> {
            Answer answer = response == null ? null : Answer.read(response, ResponseKind.AUTO, Numbers.EXACT);
            ProxyError error = failure == null ? null : fetchFailed(target, failure);
            TokenSource.Token token = null;
            if (answer != null) {
                try {
                    token = source.read(answer, target, secrets);
                    secrets.known().add(token.value());
                } catch (ProxyError refused) {
                    error = refused;
                }
            }
            Duration duration = Duration.ofNanos(clock.nanoTime() - startNanos);
            log.add(entry(start, duration, draft, target, secrets, answer, error));
            if (token == null) {
                throw error == null ? fetchFailed(target, new IllegalStateException()) : error;
            }
            return token;
        });
    }

    private static ProxyError fetchFailed(Target target, Throwable failure) {
        Optional<ProxyError> known = ProxyError.in(failure);
        if (known.isPresent() && known.get().code() == ErrorCode.HOST_NOT_ALLOWED) {
            return known.get();
        }
        return target.site()
                .error(
                        ErrorCode.AUTH_FAILED,
                        "no token could be fetched: "
                                + known.map(ProxyError::what).orElse("the request failed"));
    }

    private static CallLogEntry entry(
            Instant start,
            Duration duration,
            Draft draft,
            Target target,
            Secrets secrets,
            @Nullable Answer answer,
            @Nullable ProxyError error) {
        return new CallLogEntry(
                0,
                CallLogEntry.Kind.AUTH,
                start,
                duration,
                "",
                new CallLogEntry.Origin("", "", ""),
                target.platform().key(),
                target.instance().key(),
                "",
                Optional.of(draft.shown(secrets.known())),
                answer == null ? Optional.empty() : Optional.of(answer.status()),
                answer == null ? "" : answer.shown(secrets.known()),
                1,
                error == null ? Optional.empty() : Optional.of(error.code().name()));
    }
}
