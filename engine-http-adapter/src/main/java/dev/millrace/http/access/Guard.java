package dev.millrace.http.access;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Incoming;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.store.Clock;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Admits requests to routes. What a route does not open stays shut. Thread-safe. */
public final class Guard {
    private final Hosts hosts;
    private final Origins origins;
    private final Pairing pairing;
    private final Sessions sessions;
    private final RateLimiter rates;
    private final List<Authenticator> authenticators;
    private final FailedAttempts wrongSecrets;
    private final FailedAttempts wrongTokens;

    /**
     * @param authenticators asked in this order, before the tokens of devices
     * @throws IllegalArgumentException if no device could get a token
     */
    public Guard(
            Hosts hosts,
            Origins origins,
            Pairing pairing,
            Sessions sessions,
            RateLimiter rates,
            List<Authenticator> authenticators,
            Clock clock) {
        if (pairing.isClosed()) {
            throw new IllegalArgumentException("pairing is required of everybody, and no pairing secret is set;"
                    + " set one, so that somebody can get a token");
        }
        this.hosts = hosts;
        this.origins = origins;
        this.pairing = pairing;
        this.sessions = sessions;
        this.rates = rates;
        this.authenticators = List.copyOf(authenticators);
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

    /**
     * Who makes a request, if its route asks for that.
     *
     * @throws Failure if it does and there is no good credential
     */
    public Identity identify(Incoming request, Route route) {
        HttpServletRequest servlet = request.servlet();
        if (route.permission() == Permission.NONE || route.permission() == Permission.OWN_CREDENTIAL) {
            // where it comes from is only to be known where it is counted
            String address = route.rateClass() == RateClass.FREE
                    ? ""
                    : RemoteAddress.of(servlet).block();
            return Identity.of(Principal.nobody(address));
        }
        for (Authenticator authenticator : authenticators) {
            Optional<Identity> identity = guessing(servlet, () -> authenticator.identify(request));
            if (identity.isPresent()) {
                return identity.get();
            }
        }
        return Identity.of(guessing(servlet, () -> sessions.principal(needed(PresentedToken.of(servlet)))));
    }

    /** @throws Failure if it may not do this */
    public void authorize(Principal principal, Route route) {
        if (!principal.may(route.permission(), route.operationId())) {
            throw Failure.of(Refusal.NOT_PERMITTED, "Access denied: " + route.operationId())
                    .with("permission", route.permission().toString())
                    .with("operation", route.operationId());
        }
    }

    /** Counts a request; see {@link RateLimiter#count}. Applications are counted by the second, all others by the class. */
    public Map<String, String> count(HttpServletRequest request, Principal principal, RateClass rateClass) {
        if (principal.kind() == Principal.Kind.APPLICATION) {
            rates.countApplication(principal.id());
            return Map.of();
        }
        String counted = rateClass == RateClass.AUTHENTICATION
                ? RemoteAddress.of(request).block()
                : principal.session();
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
        return guessing(request, () -> use.apply(needed(PresentedToken.bearer(request))));
    }

    private <T> T guessing(HttpServletRequest request, Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (Failure failure) {
            if (failure.error() == Refusal.NOT_AUTHENTICATED) {
                wrongTokens.count(RemoteAddress.of(request));
            }
            throw failure;
        }
    }

    private static String needed(Optional<String> token) {
        return token.orElseThrow(
                () -> Failure.of(Refusal.NO_CREDENTIAL, "send the header Authorization: Bearer <token>")
                        .withHeader("WWW-Authenticate", "Bearer"));
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
