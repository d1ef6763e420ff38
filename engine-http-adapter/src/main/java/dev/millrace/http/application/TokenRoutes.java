package dev.millrace.http.application;

import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Handler;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens that an application asks for with a signed call, so that it need not sign the next ones. */
final class TokenRoutes {
    private static final long DEFAULT_SECONDS = 7_200;
    private static final long MAX_SECONDS = 86_400;

    private final Tokens tokens;
    private final Answers answers;

    TokenRoutes(Tokens tokens, Answers answers) {
        this.tokens = tokens;
        this.answers = answers;
    }

    List<Route> routes() {
        return List.of(
                route("token.create", "/api/token", this::create),
                route("token.createDefault", "/api/token/default", this::createDefault));
    }

    private static Route route(String id, String path, Handler handler) {
        return new Route(id, Method.POST, path, Permission.IDENTIFIED, RateClass.AUTHENTICATION, handler);
    }

    private Response create(Request request) {
        String application = signer(request);
        Fields fields = Fields.of(request.optionalBody(Refusal.BAD_REQUEST).fields());
        long seconds = fields.whole("expires", 1, MAX_SECONDS, DEFAULT_SECONDS);
        fields.check();
        return answers.ok(issue(application, seconds));
    }

    private Response createDefault(Request request) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("token", issue(signer(request), DEFAULT_SECONDS));
        result.put("expires", DEFAULT_SECONDS);
        return answers.ok(result);
    }

    private String issue(String application, long seconds) {
        return tokens.issueToApplication(Token.Purpose.ACCESS, application, Duration.ofSeconds(seconds));
    }

    /** A token must not bring forth others: it would never end. */
    private static String signer(Request request) {
        Principal principal = request.principal();
        if (principal.kind() != Principal.Kind.APPLICATION
                || request.header(SignedCalls.CLIENT).isEmpty()) {
            throw ApplicationError.SIGNATURE_ERROR.refusal("sign this call: send " + SignedCalls.CLIENT + ", "
                    + SignedCalls.TIMESTAMP + " and " + SignedCalls.SIGN);
        }
        return principal.id();
    }
}
