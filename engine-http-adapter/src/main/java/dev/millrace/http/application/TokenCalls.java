package dev.millrace.http.application;

import dev.millrace.http.access.Authenticator;
import dev.millrace.http.access.Identity;
import dev.millrace.http.access.PresentedToken;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Incoming;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Query;
import dev.millrace.http.exchange.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Calls with a token of a user or an application. Both may do what their roles say when the token is used. */
final class TokenCalls implements Authenticator {
    private final ApplicationSettings settings;
    private final Tokens tokens;
    private final Authorities authorities;

    TokenCalls(ApplicationSettings settings, Tokens tokens, Authorities authorities) {
        this.settings = settings;
        this.tokens = tokens;
        this.authorities = authorities;
    }

    @Override
    public Optional<Identity> identify(Incoming request) {
        return presented(request.servlet())
                .filter(Tokens::couldBe)
                .map(text -> Identity.of(principal(tokens.use(text), request.servlet())));
    }

    /** The token of a request, wherever the settings let it be. */
    Optional<String> presented(HttpServletRequest request) {
        Optional<String> token = PresentedToken.of(request);
        if (token.isPresent() || !settings.allowsTokensInQuery()) {
            return token;
        }
        Query query = Query.of(request.getQueryString());
        return query.text(":X_Access_Token").or(() -> query.text("access_token"));
    }

    private Principal principal(Tokens.Used used, HttpServletRequest request) {
        String session = used.hash();
        Token token = used.token();
        if (!token.isApplication()) {
            User user = settings.users().find(token.subject()).orElseThrow(() -> Failure.of(Refusal.NOT_AUTHENTICATED));
            return new Principal(Principal.Kind.USER, user.id(), session, authorities.of(user));
        }
        Application application =
                settings.applications().find(token.subject()).orElseThrow(() -> Failure.of(Refusal.NOT_AUTHENTICATED));
        CallableApplication.check(application, request);
        return new Principal(Principal.Kind.APPLICATION, application.id(), session, authorities.of(application));
    }
}
