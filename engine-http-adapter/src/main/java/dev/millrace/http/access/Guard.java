package dev.millrace.http.access;

import dev.millrace.http.exchange.Caller;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.store.Clock;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Admits requests to routes. What a route does not open stays shut. Thread-safe. */
public final class Guard {
    private static final String BEARER = "Bearer ";

    private final Hosts hosts;
    private final Origins origins;
    private final Pairing pairing;
    private final Sessions sessions;
    private final RateLimiter rates;
    private final FailedAttempts wrongSecrets;
    private final FailedAttempts wrongTokens;

    /** @throws IllegalArgumentException if nobody could get a token */
    public Guard(Hosts hosts, Origins origins, Pairing pairing, Sessions sessions, RateLimiter rates, Clock clock) {
        if (pairing.isClosed()) {
            throw new IllegalArgumentException("pairing is required of everybody, and no pairing secret is set;"
                    + " set one, so that somebody can get a token");
        }
        this.hosts = hosts;
        this.origins = origins;
        this.pairing = pairing;
        this.sessions = sessions;
        this.rates = rates;
        this.wrongSecrets = new FailedAttempts(clock);
        this.wrongTokens = new FailedAttempts(clock);
    }

    public Sessions sessions() {
        return sessions;
    }

    /**
     * Before anything of a request is looked at: may it come under this name, from this page?
     *
     * @return headers of the response
     * @throws Failure if not
     */
    public Map<String, String> receive(HttpServletRequest request) {
        hosts.check(request.getHeader("Host"));
        return origins.check(request.getHeader("Origin"), request.getHeader("Host"));
    }

    /** @throws Failure if the caller has no good credential or may not do this */
    public Caller identify(HttpServletRequest request, Route route) {
        if (route.permission() == Permission.NONE || route.permission() == Permission.OWN_CREDENTIAL) {
            return Caller.anonymous(RemoteAddress.of(request).block());
        }
        Caller caller = present(request, sessions::caller);
        if (!caller.may(route.permission())) {
            throw Failure.of(Refusal.NOT_PERMITTED)
                    .with("permission", route.permission().name().toLowerCase(Locale.ROOT));
        }
        return caller;
    }

    /** Counts a request; see {@link RateLimiter#count}. */
    public Map<String, String> count(HttpServletRequest request, Caller caller, RateClass rateClass) {
        String counted = rateClass == RateClass.AUTHENTICATION
                ? RemoteAddress.of(request).block()
                : caller.session();
        return rates.count(counted, rateClass);
    }

    /**
     * Does something with the token of a request that tells good tokens from others.
     *
     * <p>A good token opens its session from wherever it comes: it cannot be guessed, and those who share an address with a
     * guesser are not locked out. The guesser waits.
     *
     * @throws Failure if there is none, or it is not good
     */
    public <T> T present(HttpServletRequest request, Function<String, T> use) {
        String token = bearer(request);
        try {
            return use.apply(token);
        } catch (Failure failure) {
            if (failure.error() == Refusal.NOT_AUTHENTICATED) {
                wrongTokens.count(RemoteAddress.of(request));
            }
            throw failure;
        }
    }

    private static String bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Failure.of(Refusal.NOT_AUTHENTICATED, "send the header Authorization: Bearer <token>")
                    .withHeader("WWW-Authenticate", "Bearer");
        }
        return header.substring(BEARER.length()).trim();
    }

    /**
     * What a device that asks for a token may do.
     *
     * @throws Failure if it may have none
     */
    public Set<Permission> pair(HttpServletRequest request) {
        RemoteAddress address = RemoteAddress.of(request);
        String presented = request.getHeader("X-Pairing-Secret");
        if (presented == null) {
            return pairing.admit(address);
        }
        wrongSecrets.count(address);
        Set<Permission> permissions = pairing.admit(presented);
        wrongSecrets.forgive(address);
        return permissions;
    }
}
