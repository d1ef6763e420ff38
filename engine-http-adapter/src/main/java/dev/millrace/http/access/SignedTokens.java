package dev.millrace.http.access;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.auth0.jwt.interfaces.Verification;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.store.Clock;
import java.time.Instant;
import java.util.Locale;

/**
 * Makes tokens and tells good ones from others. The algorithm is ours: what a token says about it is not asked. And a good
 * token is, letter for letter, one that we would make: what else it could hold or how else it could be written is not
 * even thought about.
 */
final class SignedTokens {
    private static final String ISSUER = "millrace";
    private static final String KIND = "kind";
    private static final String SESSION = "session";
    private static final int MAX_LENGTH = 4_096;
    private static final int MAX_REMEMBERED = 10_000;

    private final Algorithm algorithm;
    private final JWTVerifier verifier;
    private final Clock clock;
    /** Tokens whose signature was found to be good; checking it costs more than everything else of a small request. */
    private final Cache<String, Token> verified =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /** What a token is for. */
    enum Kind {
        ACCESS,
        REFRESH;

        private String claim() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a good token says. */
    record Token(Kind kind, String id, String sessionId, Instant expiresAt) {}

    SignedTokens(byte[] key, Clock clock) {
        this.algorithm = Algorithm.HMAC256(key);
        this.clock = clock;
        Verification rules = JWT.require(algorithm)
                .withIssuer(ISSUER)
                .withAudience(ISSUER)
                .withClaimPresence("jti")
                .withClaimPresence("exp")
                .withClaimPresence(KIND)
                .withClaimPresence(SESSION);
        this.verifier = ((JWTVerifier.BaseVerification) rules).build(new ClockAdapter(clock));
    }

    String sign(Token token) {
        return JWT.create()
                .withIssuer(ISSUER)
                .withAudience(ISSUER)
                .withJWTId(token.id())
                .withClaim(KIND, token.kind().claim())
                .withClaim(SESSION, token.sessionId())
                .withExpiresAt(token.expiresAt())
                .sign(algorithm);
    }

    /** @throws Failure if it is not one of ours, of another kind, altered or too old */
    Token verify(String text, Kind kind) {
        Token token = verified.getIfPresent(text);
        if (token == null) {
            token = read(text);
            verified.put(text, token);
        }
        if (token.kind() != kind) {
            throw Failure.of(
                    Refusal.NOT_AUTHENTICATED,
                    kind == Kind.ACCESS
                            ? "a refresh token opens nothing; send the access token"
                            : "send the refresh token here, not the access token");
        }
        if (token.expiresAt().toEpochMilli() <= clock.epochMillis()) {
            throw Failure.of(Refusal.TOKEN_EXPIRED);
        }
        return token;
    }

    private Token read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw Failure.of(Refusal.NOT_AUTHENTICATED);
        }
        try {
            DecodedJWT decoded = verifier.verify(text);
            Token token = new Token(
                    Kind.valueOf(decoded.getClaim(KIND).asString().toUpperCase(Locale.ROOT)),
                    decoded.getId(),
                    decoded.getClaim(SESSION).asString(),
                    decoded.getExpiresAtAsInstant());
            if (!sign(token).equals(text)) {
                throw Failure.of(Refusal.NOT_AUTHENTICATED);
            }
            return token;
        } catch (TokenExpiredException e) {
            throw Failure.of(Refusal.TOKEN_EXPIRED);
        } catch (JWTVerificationException | IllegalArgumentException e) {
            throw Failure.of(Refusal.NOT_AUTHENTICATED);
        }
    }
}
