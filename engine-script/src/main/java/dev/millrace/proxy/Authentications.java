package dev.millrace.proxy;

import dev.millrace.proxy.log.Masking;
import dev.millrace.proxy.platform.Auth;
import dev.millrace.proxy.platform.Place;
import dev.millrace.store.Clock;
import java.util.Map;
import java.util.Optional;

/** Chooses by the kind that a platform has. */
final class Authentications {
    private static final Auth.TokenPlace BEARER = new Auth.TokenPlace(Place.HEADER, "Authorization", "Bearer ");

    private final Tokens tokens;
    private final Clock clock;
    private final Map<String, ProxyAuthenticator> authenticators;

    Authentications(Tokens tokens, Clock clock, Map<String, ProxyAuthenticator> authenticators) {
        this.tokens = tokens;
        this.clock = clock;
        this.authenticators = Map.copyOf(authenticators);
    }

    Authentication of(Auth auth) {
        if (auth instanceof Auth.ApiKey key) {
            return new StaticAuthentication(
                    secrets -> Placing.at(key.place(), secrets.credential("key")),
                    Placing.at(key.place(), Masking.MASKED));
        }
        if (auth instanceof Auth.Basic) {
            return StaticAuthentication.basic();
        }
        if (auth instanceof Auth.Bearer) {
            return StaticAuthentication.bearer();
        }
        if (auth instanceof Auth.OAuth2Client client) {
            return new TokenAuthentication(new OAuth2Source(client), BEARER, Optional.empty(), tokens);
        }
        if (auth instanceof Auth.TokenEndpoint endpoint) {
            return new TokenAuthentication(
                    new EndpointSource(endpoint), endpoint.place(), endpoint.invalidWhen(), tokens);
        }
        if (auth instanceof Auth.Signature signature) {
            return new SignatureAuthentication(signature, clock);
        }
        if (auth instanceof Auth.Script script) {
            return new HostAuthentication(script.name(), authenticators.get(script.name()));
        }
        return StaticAuthentication.none();
    }
}
