package dev.millrace.http.application;

import dev.millrace.http.access.Authenticator;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Api;
import dev.millrace.http.route.Route;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The application API (document 002), and the credentials that its applications and users call every API with. */
public final class ApplicationApi implements Api {
    private static final List<String> PATHS = List.of(
            "/api/application",
            "/api/authorize",
            "/api/role",
            "/api/organization",
            "/api/token",
            "/api/v1/token",
            "/api/oauth2",
            "/token",
            "/oauth2");

    /** What clients in the field call these routes, beside their own names. */
    private static final Map<String, String> OTHER_SPELLINGS = Map.of(
            "/api/v1/token", "/api/token",
            "/token", "/api/token",
            "/token/default", "/api/token/default",
            "/oauth2/token", "/api/oauth2/token");

    private final AuditLog audit;
    private final Answers answers;
    private final List<Authenticator> authenticators;
    private final ManagementCalls management;
    private final List<Route> routes;

    /**
     * @param timers that agree with the clock; without them, calls that take too long are timed by the machine's
     * @param table every route of the server, asked when the first request comes
     * @throws IllegalArgumentException if the settings do not say how to keep secure keys
     */
    public ApplicationApi(
            ApplicationSettings settings, Clock clock, Optional<Timers> timers, Supplier<List<Route>> table) {
        Role.builtIn().stream()
                .filter(role -> settings.roles().isWritable()
                        && settings.roles().find(role.id()).isEmpty())
                .forEach(settings.roles()::put);
        Tokens tokens = new Tokens(settings.records(), clock);
        OrganizationParts parts = new OrganizationParts(settings.organizations(), clock);
        Authorities authorities = new Authorities(settings.roles(), parts);
        Applications applications = new Applications(settings, tokens, clock);
        TokenCalls calls = new TokenCalls(settings, tokens, authorities);
        LoginFailures failures = new LoginFailures(clock);
        this.management =
                timers.map(given -> ManagementCalls.timedBy(clock, given)).orElseGet(ManagementCalls::timed);
        this.audit = settings.audit();
        this.answers = new Answers(clock);
        this.authenticators = List.of(new SignedCalls(settings, authorities, clock), calls);
        List<Route> all = new ArrayList<>();
        all.addAll(new ApplicationRoutes(settings, applications, answers, table).routes());
        all.addAll(new AuthorizeRoutes(settings, applications, tokens, calls, failures, answers).routes());
        RegistryRoutes<Role> roles = RegistryRoutes.ofRoles(settings, answers);
        all.addAll(roles.routes());
        all.addAll(roles.routesOfAll("/_query/no-paging", roles::all));
        RegistryRoutes<Organization> organizations = RegistryRoutes.ofOrganizations(settings, parts, answers);
        all.addAll(organizations.routes());
        all.addAll(organizations.routesOfAll(
                "/_all/tree",
                unused -> OrganizationForm.tree(settings.organizations().all())));
        all.addAll(new TokenRoutes(tokens, answers).routes());
        all.add(new OAuthRoute(applications, tokens, failures).route());
        this.routes = all.stream().map(management::limited).toList();
    }

    /** What tells applications and users from others, on every route there is; in the order in which they are asked. */
    public List<Authenticator> authenticators() {
        return authenticators;
    }

    /** Is told of every call. */
    public AuditLog audit() {
        return audit;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public boolean owns(String rawPath) {
        for (String path : PATHS) {
            if (rawPath.startsWith(path)
                    && (rawPath.length() == path.length() || rawPath.charAt(path.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String canonical(String rawPath) {
        return OTHER_SPELLINGS.getOrDefault(rawPath, rawPath);
    }

    @Override
    public Response.Full failed(Failure failure) {
        return failed(failure, Locale.ROOT);
    }

    @Override
    public Response.Full failed(Failure failure, Locale language) {
        return answers.failed(failure, language);
    }

    @Override
    public void close() {
        management.close();
    }
}
