package dev.millrace.proxy;

import dev.millrace.proxy.ProxyAuthenticator.Additions;
import dev.millrace.proxy.log.Masking;
import dev.millrace.proxy.platform.Auth;
import dev.millrace.proxy.platform.Rule;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A token that is fetched first and kept until it ends (spec script-proxy 4). */
final class TokenAuthentication implements Authentication {
    private static final int UNAUTHORIZED = 401;

    private final TokenSource source;
    private final Auth.TokenPlace place;
    private final Optional<Rule> invalidWhen;
    private final Tokens tokens;

    TokenAuthentication(TokenSource source, Auth.TokenPlace place, Optional<Rule> invalidWhen, Tokens tokens) {
        this.source = source;
        this.place = place;
        this.invalidWhen = invalidWhen;
        this.tokens = tokens;
    }

    @Override
    public CompletableFuture<Additions> additions(Draft draft, Target target, Secrets secrets) {
        return tokens.token(source, target, secrets).thenApply(token -> {
            secrets.known().add(token);
            return Placing.at(place, token);
        });
    }

    @Override
    public Additions placeholders() {
        return Placing.at(place, Masking.MASKED);
    }

    @Override
    public boolean expired(Answer answer, Target target, Additions added) {
        boolean isExpired = answer.status() == UNAUTHORIZED
                || invalidWhen.map(rule -> rule.holds(answer.value())).orElse(false);
        if (isExpired) {
            tokens.forget(target, token -> Placing.at(place, token).equals(added));
        }
        return isExpired;
    }
}
