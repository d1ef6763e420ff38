package dev.millrace.http.access;

import dev.millrace.http.access.SignedTokens.Kind;
import dev.millrace.http.access.SignedTokens.Token;
import dev.millrace.http.exchange.Authority;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.store.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Tokens of devices: granting, checking, renewing, giving back. Thread-safe.
 *
 * <p>A refresh token is good once: renewing gives a new one. One that comes a second time was copied, so its session ends
 * for both who have it.
 */
public final class Sessions {
    private final SessionStore store;
    private final SignedTokens tokens;
    private final TokenSettings settings;
    private final Clock clock;

    /** Tokens that were just made; both belong to {@code session}. */
    public record Grant(Session session, String accessToken, String refreshToken, long expiresInSeconds) {}

    /** A good access token. */
    public record Access(Session session, Instant expiresAt) {}

    public Sessions(SessionStore store, TokenSettings settings, Clock clock) {
        this.store = store;
        this.tokens = new SignedTokens(settings.key(), clock);
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins a session for a device that may have one. */
    public Grant open(String deviceId, String deviceName, Set<Permission> permissions) {
        Session session = new Session(newId(), deviceId, deviceName, permissions, newId(), refreshEnd());
        store.add(session);
        return grant(session);
    }

    /** @throws Failure if the refresh token is not good, or was used before */
    public Grant renew(String refreshToken) {
        Token token = tokens.verify(refreshToken, Kind.REFRESH);
        Session session = session(token);
        Session renewed = session.renewed(newId(), refreshEnd());
        if (!session.refreshId().equals(token.id()) || !store.replace(session, renewed)) {
            store.remove(session.id());
            throw Failure.of(
                    Refusal.NOT_AUTHENTICATED, "this refresh token was used before; the session has ended, pair again");
        }
        return grant(renewed);
    }

    /** @throws Failure if the access token is not good */
    public Access check(String accessToken) {
        Token token = tokens.verify(accessToken, Kind.ACCESS);
        return new Access(session(token), token.expiresAt());
    }

    /** The device behind a good access token. */
    Principal principal(String accessToken) {
        Session session = check(accessToken).session();
        return new Principal(
                Principal.Kind.DEVICE, session.deviceId(), session.id(), Authority.of(session.permissions()));
    }

    /**
     * Ends the session of an access token, with all its tokens.
     *
     * @return the session that was
     * @throws Failure if the token is not good
     */
    public Session revoke(String accessToken) {
        Session session = check(accessToken).session();
        store.remove(session.id());
        return session;
    }

    private Session session(Token token) {
        return store.find(token.sessionId()).orElseThrow(() -> Failure.of(Refusal.NOT_AUTHENTICATED));
    }

    private Grant grant(Session session) {
        Instant accessEnd = Instant.ofEpochMilli(
                clock.epochMillis() + settings.accessLifetime().toMillis());
        String access = tokens.sign(new Token(Kind.ACCESS, newId(), session.id(), accessEnd));
        String refresh = tokens.sign(new Token(Kind.REFRESH, session.refreshId(), session.id(), session.expiresAt()));
        return new Grant(session, access, refresh, settings.accessLifetime().toSeconds());
    }

    private Instant refreshEnd() {
        return Instant.ofEpochMilli(
                clock.epochMillis() + settings.refreshLifetime().toMillis());
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
