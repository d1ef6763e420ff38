package dev.millrace.http.access;

import dev.millrace.http.exchange.Caller;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Admits requests to routes. What a route does not open stays shut. Thread-safe. */
public final class Guard {
    private static final String BEARER = "Bearer ";

    private final Hosts hosts;
    private final Origins origins;
    private final Pairing pairing;
    private final Sessions sessions;
    private final RateLimiter rates;

    public Guard(Hosts hosts, Origins origins, Pairing pairing, Sessions sessions, RateLimiter rates) {
        this.hosts = hosts;
        this.origins = origins;
        this.pairing = pairing;
        this.sessions = sessions;
        this.rates = rates;
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
            return Caller.anonymous(request.getRemoteAddr());
        }
        Caller caller = sessions.caller(bearer(request));
        if (!caller.may(route.permission())) {
            throw Failure.of(Refusal.NOT_PERMITTED)
                    .with("permission", route.permission().name().toLowerCase(Locale.ROOT));
        }
        return caller;
    }

    /** Counts a request; see {@link RateLimiter#count}. */
    public Map<String, String> count(HttpServletRequest request, Caller caller, RateClass rateClass) {
        String counted = rateClass == RateClass.AUTHENTICATION ? request.getRemoteAddr() : caller.session();
        return rates.count(counted, rateClass);
    }

    /** The token of a request. */
    public static String bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Failure.of(Refusal.NOT_AUTHENTICATED, "send the header Authorization: Bearer <token>")
                    .withHeader("WWW-Authenticate", "Bearer");
        }
        return header.substring(BEARER.length()).trim();
    }

    /** What a device that asks for a token may do; see {@link Pairing#admit}. */
    public Set<Permission> pair(HttpServletRequest request) {
        return pairing.admit(request.getRemoteAddr(), Optional.ofNullable(request.getHeader("X-Pairing-Secret")));
    }
}
