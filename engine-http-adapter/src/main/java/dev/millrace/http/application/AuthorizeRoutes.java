package dev.millrace.http.application;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/authorize}: logging in, who one is, logging out. */
final class AuthorizeRoutes {
    private static final long DEFAULT_MILLIS = 3_600_000;
    private static final long ENDLESS = -1;
    private static final int MAX_NAME = 200;

    private final ApplicationSettings settings;
    private final Applications applications;
    private final Tokens tokens;
    private final TokenCalls calls;
    private final LoginFailures failures;
    private final Answers answers;

    AuthorizeRoutes(
            ApplicationSettings settings,
            Applications applications,
            Tokens tokens,
            TokenCalls calls,
            LoginFailures failures,
            Answers answers) {
        this.settings = settings;
        this.applications = applications;
        this.tokens = tokens;
        this.calls = calls;
        this.failures = failures;
        this.answers = answers;
    }

    List<Route> routes() {
        return List.of(
                new Route(
                        "authorize.login",
                        Method.POST,
                        "/api/authorize/login",
                        Permission.NONE,
                        RateClass.AUTHENTICATION,
                        this::login),
                Route.query("authorize.me", "/api/authorize/me", Permission.IDENTIFIED, this::me),
                Route.query("authorize.exit", "/api/authorize/exit", Permission.IDENTIFIED, this::exit));
    }

    private Response login(Request request) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>(request.formOrObject(Refusal.BAD_REQUEST));
        numbered("expires", body);
        Fields fields = Fields.of(body);
        String name = required("username", fields);
        String password = required("password", fields);
        long millis = fields.whole("expires", ENDLESS, Long.MAX_VALUE / 1_000_000, DEFAULT_MILLIS);
        if (millis == 0 || millis == ENDLESS && !settings.allowsEndlessTokens()) {
            fields.problem("expires", "must be a number of milliseconds, at least 1");
        }
        fields.check();
        String address = request.remoteAddress();
        failures.count(name, address);
        Map<String, @Nullable Object> result = login(name, password, millis);
        failures.forgive(name, address);
        return answers.ok(result);
    }

    private Map<String, @Nullable Object> login(String name, String password, long millis) {
        Optional<Duration> lifetime = millis == ENDLESS ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        Optional<User> user = settings.users().authenticate(name, password);
        if (user.isPresent()) {
            result.put("token", tokens.issueToUser(user.get().id(), lifetime));
            putUser(user.get().id(), user.get().name(), "user", millis, result);
            return result;
        }
        Application application = applications
                .authenticate(name, password)
                .orElseThrow(() -> Failure.of(ApplicationError.ILLEGAL_ARGUMENT, "User name or password is wrong"));
        if (!application.enabled()) {
            throw ApplicationError.APPLICATION_DISABLED.refusal();
        }
        result.put("token", tokens.issueToLogin(application.id(), lifetime));
        putUser(application.id(), name, "third-party", millis, result);
        return result;
    }

    private static void putUser(
            String id, String name, String type, long millis, Map<String, @Nullable Object> result) {
        result.put("userId", id);
        result.put("expires", millis);
        result.put("user", Map.of("id", id, "username", name, "type", type));
    }

    private static String required(String name, Fields fields) {
        String text = fields.text(name, MAX_NAME);
        if (text.isBlank() && fields.value(name) instanceof String || fields.value(name) == null) {
            fields.problem(name, "must not be blank");
        }
        return text;
    }

    /** A form has texts only. */
    static void numbered(String name, Map<String, @Nullable Object> fields) {
        if (fields.get(name) instanceof String text && text.matches("-?[0-9]{1,17}")) {
            fields.put(name, Long.parseLong(text));
        }
    }

    private Response me(Request request) {
        Principal principal = request.principal();
        Map<String, TreeSet<String>> actions = new TreeMap<>();
        principal
                .authority()
                .permissions()
                .forEach(permission -> actions.computeIfAbsent(permission.resource(), unused -> new TreeSet<>())
                        .add(permission.action()));
        List<Map<String, @Nullable Object>> permissions = actions.entrySet().stream()
                .map(entry -> RoleForm.permission(entry.getKey(), entry.getValue()))
                .toList();
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("userId", principal.id());
        result.put("type", principal.kind().name().toLowerCase(Locale.ROOT));
        result.put("permissions", permissions);
        return answers.ok(result);
    }

    private Response exit(Request request) {
        calls.presented(request.servlet()).filter(Tokens::couldBe).ifPresent(tokens::revoke);
        return answers.ok(true);
    }
}
