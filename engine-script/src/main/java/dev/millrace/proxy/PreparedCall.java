package dev.millrace.proxy;

import dev.millrace.module.LogLevel;
import dev.millrace.proxy.ProxyAuthenticator.Additions;
import dev.millrace.proxy.log.KnownSecrets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A call whose target is found, whose arguments are bound and whose request is built, but for its authentication. */
record PreparedCall(
        Target target,
        CallContext context,
        Secrets secrets,
        Draft draft,
        Set<String> givenHeaders,
        Authentication authentication) {
    private static final Duration WHOLE = Duration.ofSeconds(30);

    /** @throws ProxyError if it cannot be made */
    static PreparedCall of(ProxyCall call, CallContext context, SecretStore store, KnownSecrets known, Parts parts) {
        Target target = parts.targets().find(call, context);
        Secrets secrets = new Secrets(store, target.instance(), target.site(), known);
        Bound bound = Qywx.composed(new Binding(target, secrets).bind(call.arguments()), target, secrets, context);
        Draft draft = new RequestBuilder(target, secrets).build(bound, context);
        Set<String> given = bound.header().isEmpty()
                ? Set.of()
                : bound.header().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        Authentication authentication =
                parts.authentications().of(target.platform().auth());
        return new PreparedCall(target, context, secrets, draft, given, authentication);
    }

    /** The request as it is sent; a header that the caller gave and the authentication sets is the authentication's. */
    Draft with(Additions additions) {
        if (!givenHeaders.isEmpty()) {
            additions.headers().keySet().forEach(this::warnIfGiven);
        }
        return draft.with(additions.headers(), additions.query());
    }

    private void warnIfGiven(String header) {
        if (givenHeaders.contains(header.toLowerCase(Locale.ROOT))) {
            context.log()
                    .accept(
                            LogLevel.WARNING,
                            "proxy " + target.site().name() + ": header " + header
                                    + " is set by the authentication; the one given is ignored");
        }
    }

    /** How long one attempt may take. */
    Duration attemptLimit() {
        return target.api().timeout().orElse(target.platform().defaults().timeout());
    }

    /** How long all of them may take together. */
    Duration wholeLimit() {
        Duration own = attemptLimit().compareTo(WHOLE) > 0 ? attemptLimit() : WHOLE;
        return context.timeLeft().filter(left -> left.compareTo(own) < 0).orElse(own);
    }
}
