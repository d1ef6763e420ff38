package dev.millrace.http.application;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/oauth2/token}: client credentials and refresh tokens (RFC 6749, sections 4.4 and 6), for applications that
 * were allowed them. Its answers have no envelope.
 */
final class OAuthRoute {
    private static final Duration ACCESS = Duration.ofHours(2);
    private static final Duration REFRESH = Duration.ofDays(30);
    private static final String BASIC = "Basic ";

    private final Applications applications;
    private final Tokens tokens;
    private final LoginFailures failures;

    private record Client(String id, String secret) {}

    OAuthRoute(Applications applications, Tokens tokens, LoginFailures failures) {
        this.applications = applications;
        this.tokens = tokens;
        this.failures = failures;
    }

    Route route() {
        return new Route(
                "oauth2.token",
                Method.POST,
                "/api/oauth2/token",
                Permission.NONE,
                RateClass.AUTHENTICATION,
                this::token);
    }

    private Response token(Request request) {
        Map<String, @Nullable Object> fields;
        try {
            fields = request.formOrObject(Refusal.BAD_REQUEST);
        } catch (Failure failure) {
            return refused(failure);
        }
        String grant = text("grant_type", fields);
        if (grant.isEmpty()) {
            return error(400, "invalid_request", "grant_type must not be blank");
        }
        if (!grant.equals("client_credentials") && !grant.equals("refresh_token")) {
            return error(400, "unsupported_grant_type", "use client_credentials or refresh_token");
        }
        Client client =
                basic(request).orElseGet(() -> new Client(text("client_id", fields), text("client_secret", fields)));
        Optional<Application> application = authenticate(client, request);
        if (application.isEmpty()) {
            return error(401, "invalid_client", "the client is unknown, its secret is wrong, or it may not use OAuth2");
        }
        String id = application.get().id();
        boolean isRefused = grant.equals("refresh_token")
                && tokens.takeRefresh(text("refresh_token", fields))
                        .filter(token -> token.subject().equals(id))
                        .isEmpty();
        return isRefused ? error(400, "invalid_grant", "the refresh token is not good, or was used") : granted(id);
    }

    /** A body that cannot be read is told as RFC 6749 has it; what is beyond a limit is told as everywhere. */
    private static Response refused(Failure failure) {
        if (failure.error() != Refusal.BAD_REQUEST && failure.error() != Refusal.WRONG_MEDIA_TYPE) {
            throw failure;
        }
        return error(400, "invalid_request", failure.text());
    }

    private Optional<Application> authenticate(Client client, Request request) {
        failures.count(client.id(), request.remoteAddress());
        Optional<Application> application = applications
                .authenticate(client.id(), client.secret())
                .filter(found -> found.enabled() && found.apiServer().enableOAuth2());
        application.ifPresent(found -> {
            failures.forgive(client.id(), request.remoteAddress());
            CallableApplication.check(found, request.servlet());
        });
        return application;
    }

    private Response granted(String id) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("access_token", tokens.issueToApplication(Token.Purpose.ACCESS, id, ACCESS));
        body.put("refresh_token", tokens.issueToApplication(Token.Purpose.REFRESH, id, REFRESH));
        body.put("expires_in", ACCESS.toSeconds());
        return Response.json(200, Json.write(body));
    }

    private static Optional<Client> basic(Request request) {
        String header = request.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] pair =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).trim());
            String[] parts = new String(pair, StandardCharsets.UTF_8).split(":", 2);
            return Optional.of(new Client(parts[0], parts.length == 2 ? parts[1] : ""));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Client("", ""));
        }
    }

    private static String text(String name, Map<String, @Nullable Object> fields) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static Response error(int status, String error, String description) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", description);
        return Response.json(status, Json.write(body));
    }
}
