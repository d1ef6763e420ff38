package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.millrace.http.exchange.Permission;
import dev.millrace.http.route.Route;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every route, called by everybody: who is let in stands in one table. */
class AccessTableTest {
    private static final Set<String> LOOKING = Set.of(
            "workflow.query",
            "execution.query",
            "module.query",
            "system.query",
            "object.query",
            "interface.query",
            "api.query");
    private static final Set<String> OPERATING = union(LOOKING, "workflow.execute", "interface.execute");
    private static final Set<String> EVERYTHING = union(
            OPERATING,
            "workflow.save",
            "workflow.delete",
            "execution.cancel",
            "execution.delete",
            "object.save",
            "object.delete",
            "interface.save",
            "api.save",
            "application.query",
            "application.save",
            "application.delete",
            "role.query",
            "role.save",
            "role.delete",
            "organization.query",
            "organization.save",
            "organization.delete");

    /** What callers who are known may do; the others are not known. */
    private static final Map<Who, Set<String>> TABLE = Map.of(
            Who.DEVICE, EVERYTHING,
            Who.READ_ONLY_DEVICE, LOOKING,
            Who.ADMINISTRATOR, EVERYTHING,
            Who.VIEWER, LOOKING,
            Who.SIGNED_OPERATOR, OPERATING,
            Who.SIGNED_ADMINISTRATOR, withoutManagement(),
            Who.SIGNED_WITHOUT_GRANT, Set.of(),
            Who.OAUTH2_OPERATOR, OPERATING);

    private static final List<Who> DEVICES = List.of(Who.DEVICE, Who.READ_ONLY_DEVICE);
    private static final List<Who> SIGNERS =
            List.of(Who.SIGNED_OPERATOR, Who.SIGNED_ADMINISTRATOR, Who.SIGNED_WITHOUT_GRANT);

    private static final Applications API = Applications.withWarehouse();

    private enum Who {
        NOBODY,
        DEVICE,
        READ_ONLY_DEVICE,
        ADMINISTRATOR,
        VIEWER,
        SIGNED_OPERATOR,
        SIGNED_ADMINISTRATOR,
        SIGNED_WITHOUT_GRANT,
        OAUTH2_OPERATOR,
        DISABLED_APPLICATION,
        EXPIRED_USER,
        WRONG_SIGNATURE
    }

    private enum Outcome {
        IN,
        UNKNOWN,
        DENIED
    }

    static {
        application("boss", "role-admin", "");
        application("idle", "role-operator", "");
        application("gone", "role-operator", "");
        application("oauth", "role-operator", ",\"enableOAuth2\":true");
        API.administrator().put("/api/application/idle/grant", "{\"operations\":[]}");
        API.administrator().put("/api/application/gone", "{\"state\":\"disabled\"}");
    }

    private static void application(String id, String role, String more) {
        Reply made = API.create(Applications.CREATE
                .replace("warehouse01", id)
                .replace(Applications.APP_ID, id)
                .replace("role-operator", role)
                .replace("\"orgIdList\"", "\"ipWhiteList\":\"\"" + more + ",\"orgIdList\""));
        assertThat(made.status()).as("%s", made).isEqualTo(200);
    }

    private static Set<String> union(Set<String> some, String... others) {
        return Stream.concat(some.stream(), Stream.of(others)).collect(Collectors.toSet());
    }

    private static Set<String> withoutManagement() {
        Pattern management = Pattern.compile("(application|role|organization)\\..*");
        return EVERYTHING.stream()
                .filter(name -> !management.matcher(name).matches())
                .collect(Collectors.toSet());
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    @TestFactory
    Stream<DynamicTest> every_route_lets_in_whom_the_table_says() {
        return ServedRoutes.list().stream()
                .flatMap(route -> Stream.of(Who.values())
                        .map(who -> dynamicTest(
                                route + " by " + who,
                                () -> assertThat(outcome(route, who)).isEqualTo(expected(route, who)))));
    }

    private static Outcome expected(Route route, Who who) {
        String id = route.operationId();
        Permission asked = route.permission();
        if (asked == Permission.NONE) {
            return Outcome.IN;
        }
        if (asked == Permission.OWN_CREDENTIAL) {
            return DEVICES.contains(who) && !id.equals("auth.refresh") ? Outcome.IN : Outcome.UNKNOWN;
        }
        if (!TABLE.containsKey(who) || id.startsWith("token.") && !SIGNERS.contains(who)) {
            return Outcome.UNKNOWN;
        }
        boolean isIn = asked == Permission.IDENTIFIED || TABLE.get(who).contains(asked.toString());
        return isIn ? Outcome.IN : Outcome.DENIED;
    }

    /** A request without a good body: whoever is let in hears of that, and nothing changes. */
    private static Outcome outcome(Route route, Who who) {
        API.server.clock.advance(Duration.ofHours(2)); // wrong credentials are forgotten
        String path = route.path().replaceAll("\\{[^}]*}", "some-id");
        String method = route.method().name();
        TestClient stranger = API.server.stranger();
        HttpRequest.Builder request = stranger.request(path).method(method, BodyPublishers.noBody());
        Reply reply = switch (who) {
            case NOBODY -> stranger.send(request);
            case DEVICE -> stranger.send(bearer(request, deviceToken("")));
            case READ_ONLY_DEVICE -> stranger.send(bearer(request, deviceToken("look-at-it")));
            case ADMINISTRATOR -> stranger.send(access(request, token("admin", "correct-horse")));
            case VIEWER -> stranger.send(access(request, token("viewer", "only-looking")));
            case SIGNED_OPERATOR -> signed(method, path, Applications.APP_ID);
            case SIGNED_ADMINISTRATOR -> signed(method, path, "boss");
            case SIGNED_WITHOUT_GRANT -> signed(method, path, "idle");
            case OAUTH2_OPERATOR -> stranger.send(bearer(request, oauthToken()));
            case DISABLED_APPLICATION -> signed(method, path, "gone");
            case EXPIRED_USER -> {
                String token = token("admin", "correct-horse");
                API.server.clock.advance(Duration.ofHours(1));
                yield stranger.send(access(request, token));
            }
            case WRONG_SIGNATURE -> API.send(API.call(method, path, "").withSign("0".repeat(32)));
        };
        return switch (reply.status()) {
            case 401 -> Outcome.UNKNOWN;
            case 403 -> Outcome.DENIED;
            default -> Outcome.IN;
        };
    }

    private static HttpRequest.Builder bearer(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder access(HttpRequest.Builder request, String token) {
        return request.header("X-Access-Token", token);
    }

    private static Reply signed(String method, String path, String appId) {
        return API.send(API.call(method, path, "").by(appId, Applications.KEY));
    }

    private static String token(String name, String password) {
        return API.login(name, password).text("result.token");
    }

    private static String oauthToken() {
        return API.server
                .stranger()
                .post(
                        "/api/oauth2/token",
                        "{\"grant_type\":\"client_credentials\",\"client_id\":\"oauth\",\"client_secret\":\""
                                + Applications.KEY + "\"}")
                .text("access_token");
    }

    private static String deviceToken(String secret) {
        TestClient stranger = API.server.stranger();
        HttpRequest.Builder request =
                stranger.json("/api/v1/auth/token").POST(BodyPublishers.ofString("{\"deviceId\":\"d\"}"));
        if (!secret.isEmpty()) {
            request.header("X-Pairing-Secret", secret);
        }
        return stranger.send(request).text("data.token");
    }
}
