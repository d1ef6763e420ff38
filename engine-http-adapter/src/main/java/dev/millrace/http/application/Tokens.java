package dev.millrace.http.application;

import dev.millrace.http.access.ExpiredRecords;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.store.Clock;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import dev.millrace.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of users and applications: 256 random bits, kept as a hash only, in records. Each owner has a hundred at most, of
 * which the oldest goes first. Thread-safe.
 */
final class Tokens {
    private static final String KIND = "token";
    private static final int BYTES = 32;
    private static final int MAX_OF_OWNER = 100;
    /** An end that would move by less than a hundredth of the lifetime stays: not every call is to be a change. */
    private static final long STEPS = 100;

    private final RecordStore store;
    private final Records<Token> tokens;
    private final ExpiredRecords expired;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** A token in use; the hash of its text tells it from others of its owner. */
    record Used(String hash, Token token) {}

    Tokens(RecordStore store, Clock clock) {
        this.store = store;
        this.tokens = Records.of(store, KIND, Tokens::written, Tokens::read);
        this.expired = new ExpiredRecords(store, KIND, clock);
        this.clock = clock;
    }

    private static RecordContent written(Token token) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("purpose", token.purpose().name());
        members.put("isApplication", token.isApplication());
        members.put("subject", token.subject());
        token.lifetime().ifPresent(lifetime -> members.put("lifetimeMillis", lifetime.toMillis()));
        return RecordContent.of(members);
    }

    private static Token read(RecordContent content) {
        return new Token(
                Token.Purpose.valueOf(content.text("purpose")),
                content.truth("isApplication"),
                content.text("subject"),
                content.optionalWhole("lifetimeMillis").map(Duration::ofMillis));
    }

    /** True for texts that could be one of these; those of devices have dots. */
    static boolean couldBe(String text) {
        return text.indexOf('.') < 0;
    }

    /** One for a user, which each use renews; without a lifetime it never ends. */
    String issueToUser(String userId, Optional<Duration> lifetime) {
        return issue(new Token(Token.Purpose.ACCESS, false, userId, lifetime), lifetime);
    }

    /** One for somebody who logs in as an application's user, which each use renews. */
    String issueToLogin(String applicationId, Optional<Duration> lifetime) {
        return issue(new Token(Token.Purpose.ACCESS, true, applicationId, lifetime), lifetime);
    }

    /** One for an application, whose end stays. */
    String issueToApplication(Token.Purpose purpose, String applicationId, Duration lifetime) {
        return issue(new Token(purpose, true, applicationId, Optional.empty()), Optional.of(lifetime));
    }

    private String issue(Token token, Optional<Duration> lifetime) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        StoredRecord stored = tokens.of(hash(text), token)
                .inGroup(token.group())
                .expiringAt(lifetime.map(this::end).orElse(StoredRecord.NEVER));
        expired.remove();
        store.commit(new RecordChange.Add(stored));
        List<Records.Entry<Token>> ofOwner = tokens.list(token.group());
        ofOwner.stream()
                .limit(Math.max(0, ofOwner.size() - MAX_OF_OWNER))
                .forEach(oldest -> store.commit(tokens.drop(oldest.record().key())));
        return text;
    }

    /**
     * The good access token of this text.
     *
     * @throws Failure {@link Refusal#TOKEN_EXPIRED} if it was good once, {@link Refusal#NOT_AUTHENTICATED} if it is unknown
     */
    Used use(String text) {
        Records.Entry<Token> entry = tokens.find(hash(text))
                .filter(known -> known.value().purpose() == Token.Purpose.ACCESS)
                .orElseThrow(() -> Failure.of(Refusal.NOT_AUTHENTICATED));
        if (isOver(entry)) {
            throw Failure.of(Refusal.TOKEN_EXPIRED);
        }
        entry.value().lifetime().ifPresent(lifetime -> renew(entry.record(), lifetime));
        return new Used(entry.record().key(), entry.value());
    }

    private void renew(StoredRecord token, Duration lifetime) {
        long end = end(lifetime);
        if (end - token.expiresAtMillis() > lifetime.toMillis() / STEPS) {
            store.commit(new RecordChange.Replace(token.expiringAt(end))); // refused where another use was faster
        }
    }

    /** Takes a good refresh token, which is gone then. */
    Optional<Token> takeRefresh(String text) {
        return tokens.find(hash(text))
                .filter(entry -> entry.value().purpose() == Token.Purpose.REFRESH && !isOver(entry))
                .filter(entry -> store.commit(new RecordChange.Remove(entry.record())))
                .map(Records.Entry::value);
    }

    void revoke(String text) {
        store.commit(tokens.drop(hash(text)));
    }

    /** Ends all of an application, whoever has them. */
    void revokeAll(String applicationId) {
        for (Token.Purpose purpose : Token.Purpose.values()) {
            tokens.list(Token.group(purpose, true, applicationId))
                    .forEach(entry -> store.commit(tokens.drop(entry.record().key())));
        }
    }

    private boolean isOver(Records.Entry<Token> entry) {
        return entry.record().expiresAtMillis() <= clock.epochMillis();
    }

    private long end(Duration lifetime) {
        return clock.epochMillis() + lifetime.toMillis();
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
