package dev.millrace.http.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.store.Clock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens of users and applications: 256 random bits, kept as a hash only. Thread-safe; ends with the process, and remembers at
 * most a hundred thousand, and a hundred of each application, of which the oldest goes first.
 */
final class Tokens {
    private static final int BYTES = 32;
    private static final int MAX_TOKENS = 100_000;
    private static final int MAX_OF_APPLICATION = 100;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Token> tokens =
            Caffeine.newBuilder().maximumSize(MAX_TOKENS).build();
    /** Of each application in the order in which they were made; each queue is guarded by itself. */
    private final Map<String, Deque<String>> byApplication = new ConcurrentHashMap<>();

    Tokens(Clock clock) {
        this.clock = clock;
    }

    /** True for texts that could be one of these; those of devices have dots. */
    static boolean couldBe(String text) {
        return text.indexOf('.') < 0;
    }

    /** One for a user, which each use renews; without a lifetime it never ends. */
    String issueToUser(String userId, Optional<Duration> lifetime) {
        return issue(
                Token.Purpose.ACCESS,
                false,
                userId,
                lifetime,
                lifetime.map(this::end).orElse(Instant.MAX));
    }

    /** One for somebody who logs in as an application's user, which each use renews. */
    String issueToLogin(String applicationId, Optional<Duration> lifetime) {
        return issue(
                Token.Purpose.ACCESS,
                true,
                applicationId,
                lifetime,
                lifetime.map(this::end).orElse(Instant.MAX));
    }

    /** One for an application, whose end stays. */
    String issueToApplication(Token.Purpose purpose, String applicationId, Duration lifetime) {
        return issue(purpose, true, applicationId, Optional.empty(), end(lifetime));
    }

    private String issue(
            Token.Purpose purpose, boolean isApplication, String subject, Optional<Duration> lifetime, Instant end) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Token token = new Token(hash(text), purpose, isApplication, subject, lifetime, end);
        tokens.put(token.hash(), token);
        if (isApplication) {
            remember(token);
        }
        return text;
    }

    private void remember(Token token) {
        Deque<String> queue =
                byApplication.computeIfAbsent(token.purpose() + token.subject(), unused -> new ArrayDeque<>());
        synchronized (queue) {
            queue.add(token.hash());
            if (queue.size() > MAX_OF_APPLICATION) {
                tokens.invalidate(queue.remove());
            }
        }
    }

    /**
     * The good access token of this text.
     *
     * @throws Failure {@link Refusal#TOKEN_EXPIRED} if it was good once, {@link Refusal#NOT_AUTHENTICATED} if it is unknown
     */
    Token use(String text) {
        Token token = Optional.ofNullable(tokens.getIfPresent(hash(text)))
                .filter(known -> known.purpose() == Token.Purpose.ACCESS)
                .orElseThrow(() -> Failure.of(Refusal.NOT_AUTHENTICATED));
        if (isOver(token)) {
            throw Failure.of(Refusal.TOKEN_EXPIRED);
        }
        token.lifetime().ifPresent(lifetime -> tokens.asMap().replace(token.hash(), token, token.until(end(lifetime))));
        return token;
    }

    /** Takes a good refresh token, which is gone then. */
    Optional<Token> takeRefresh(String text) {
        Token token = tokens.getIfPresent(hash(text));
        if (token == null || token.purpose() != Token.Purpose.REFRESH || isOver(token)) {
            return Optional.empty();
        }
        return tokens.asMap().remove(token.hash(), token) ? Optional.of(token) : Optional.empty();
    }

    void revoke(String text) {
        tokens.invalidate(hash(text));
    }

    /** Ends all of an application, whoever has them. */
    void revokeAll(String applicationId) {
        for (Token.Purpose purpose : Token.Purpose.values()) {
            Deque<String> queue = byApplication.remove(purpose + applicationId);
            if (queue != null) {
                synchronized (queue) {
                    tokens.invalidateAll(queue);
                }
            }
        }
    }

    private boolean isOver(Token token) {
        return !token.expiresAt().isAfter(Instant.ofEpochMilli(clock.epochMillis()));
    }

    private Instant end(Duration lifetime) {
        return Instant.ofEpochMilli(clock.epochMillis()).plus(lifetime);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
