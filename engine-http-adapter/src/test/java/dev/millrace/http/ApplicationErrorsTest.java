package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.http.application.AuditLog;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application API says when something is wrong (spec application-api 10). */
class ApplicationErrorsTest {
    private static final String ALL = "/api/application";

    private final List<AuditLog.Entry> audited = new CopyOnWriteArrayList<>();
    private final Applications api = new Applications(settings -> settings.withAudit(audited::add));

    @AfterEach
    void stop() {
        api.close();
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.at("status").asInt()).isEqualTo(status);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.body()).doesNotContain(Applications.KEY);
    }

    static Stream<Arguments> bad_bodies() {
        String good = Applications.CREATE;
        return Stream.of(
                arguments("empty", "", "", ""),
                arguments("no JSON", "{\"id\": }", "", "line 1"),
                arguments("no object", "[]", "", "object"),
                arguments("no id", good.replace("\"id\":\"warehouse01\",", ""), "id", "must not be blank"),
                arguments("bad id", good.replace("warehouse01", "a b"), "id", "must be 1 to 64"),
                arguments("long name", good.replace("Warehouse", "x".repeat(65)), "name", "1 to 64"),
                arguments("name of another type", good.replace("\"Warehouse\"", "7"), "name", "must be a text"),
                arguments("no provider", good.replace("internal-standalone", ""), "provider", "must not be blank"),
                arguments(
                        "chat platform",
                        good.replace("internal-standalone", "wechat-webapp"),
                        "provider",
                        "Unsupported provider"),
                arguments(
                        "unknown provider",
                        good.replace("internal-standalone", "x"),
                        "provider",
                        "Unsupported provider"),
                arguments("no mode", good.replace("[\"apiServer\"]", "[]"), "integrationModes", "must contain"),
                arguments(
                        "mode twice",
                        good.replace("[\"apiServer\"]", "[\"apiServer\",\"apiServer\"]"),
                        "integrationModes",
                        "must not repeat"),
                arguments("unknown mode", good.replace("[\"apiServer\"]", "[\"x\"]"), "integrationModes", "must be of"),
                arguments(
                        "no apiServer",
                        good.replace("\"apiServer\":{", "\"other\":{"),
                        "apiServer",
                        "must not be empty"),
                arguments("no appId", good.replace("wh-app-01", ""), "apiServer.appId", "must not be blank"),
                arguments("short key", good.replace(Applications.KEY, "short"), "apiServer.secureKey", "8 to 64"),
                arguments(
                        "no roles",
                        good.replace("[\"role-operator\"]", "[]"),
                        "apiServer.roleIdList",
                        "must have at least one element"),
                arguments(
                        "unknown organization",
                        good.replace("org-east", "org-x"),
                        "apiServer.orgIdList",
                        "organization not found: org-x"),
                arguments(
                        "bad redirect",
                        good.replace("\"orgIdList\"", "\"redirectUri\":\"/relative\",\"orgIdList\""),
                        "apiServer.redirectUri",
                        "must be an absolute"),
                arguments(
                        "bad white list",
                        good.replace("\"orgIdList\"", "\"ipWhiteList\":\"example.com\",\"orgIdList\""),
                        "apiServer.ipWhiteList",
                        "must be addresses"),
                arguments(
                        "bad signature",
                        good.replace("\"orgIdList\"", "\"signature\":\"SHA1\",\"orgIdList\""),
                        "apiServer.signature",
                        "must be MD5 or SHA256"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad_bodies")
    void bad_body_is_refused_and_makes_nothing(String name, String body, String property, String text) {
        Reply refused = api.create(body);

        assertRefused(refused, 400, "illegal_argument");
        assertThat(refused.message()).contains(text);
        if (!property.isEmpty()) {
            assertThat(refused.text("result.0.property")).isEqualTo(property);
        }
        assertThat(api.administrator()
                        .post(ALL + "/_query", "{}")
                        .at("result.total")
                        .asInt())
                .isZero();
    }

    @Test
    void all_problems_come_in_the_order_of_the_fields() {
        Reply refused = api.create("{\"apiServer\":{\"secureKey\":\"\"}}");

        assertThat(refused.at("result").findValuesAsText("property"))
                .containsExactly(
                        "id",
                        "name",
                        "provider",
                        "integrationModes",
                        "apiServer.appId",
                        "apiServer.secureKey",
                        "apiServer.roleIdList");
    }

    @Test
    void english_readers_are_answered_in_english() {
        TestClient stranger = api.server.stranger();

        Reply refused = stranger.send(
                stranger.request(ALL + "/x").header("Accept-Language", "en").GET());

        assertRefused(refused, 401, "unauthorized");
        assertThat(refused.message()).isEqualTo("Login expired, token must not be empty");
    }

    @Test
    void unknown_token_is_called_expired() {
        TestClient stranger = api.server.stranger();

        Reply refused = stranger.send(stranger.request(ALL + "/x")
                .header("X-Access-Token", "nonsense")
                .GET());

        assertRefused(refused, 401, "unauthorized");
        assertThat(refused.text("result")).isEqualTo("expired");
    }

    @Test
    void unknown_application_and_wrong_signature_sound_the_same() {
        api.create(Applications.CREATE);
        Applications.Call call = api.call("GET", "/api/authorize/me", "");

        Reply unknown = api.send(call.by("nobody", Applications.KEY));
        Reply wrong = api.send(call.withSign("0".repeat(32)));

        assertRefused(unknown, 401, "signature_error");
        assertRefused(wrong, 401, "signature_error");
        assertThat(unknown.message()).isEqualTo(wrong.message()).isEqualTo("Signature verification failed");
    }

    static Stream<Arguments> bad_headers() {
        return Stream.of(
                arguments("no client", "X-Client-Id", ""),
                arguments("no timestamp", "X-Timestamp", ""),
                arguments("timestamp in words", "X-Timestamp", "yesterday"),
                arguments("no signature", "X-Sign", ""),
                arguments("signature in words", "X-Sign", "trust me"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad_headers")
    void header_of_a_signed_call_that_is_wrong_is_named(String name, String header, String value) {
        api.create(Applications.CREATE);
        TestClient stranger = api.server.stranger();
        var request = stranger.request("/api/authorize/me").GET();
        for (String each : List.of("X-Client-Id", "X-Timestamp", "X-Sign")) {
            String good = each.equals("X-Client-Id")
                    ? Applications.APP_ID
                    : each.equals("X-Sign") ? "0".repeat(32) : Long.toString(api.server.clock.epochMillis());
            String sent = each.equals(header) ? value : good;
            if (!sent.isEmpty()) {
                request.header(each, sent);
            }
        }

        Reply refused = stranger.send(request);

        assertRefused(refused, 401, "signature_error");
        assertThat(refused.message()).contains(header);
    }

    @Test
    void application_calls_only_from_where_it_may() {
        api.create(Applications.CREATE);
        TestClient administrator = api.administrator();

        administrator.put(ALL + "/warehouse01", "{\"apiServer\":{\"ipWhiteList\":\"10.0.0.0/8\\n192.168.1.1\"}}");
        Reply refused = api.signed("GET", "/api/authorize/me");
        administrator.put(ALL + "/warehouse01", "{\"apiServer\":{\"ipWhiteList\":\"10.0.0.0/8, 127.0.0.0/8\"}}");
        Reply admitted = api.signed("GET", "/api/authorize/me");

        assertRefused(refused, 403, "access_denied");
        assertThat(admitted.status()).isEqualTo(200);
    }

    @Test
    void what_is_not_there_is_not_found() {
        TestClient administrator = api.administrator();

        assertRefused(administrator.get(ALL + "/nobody"), 404, "not_found");
        assertRefused(administrator.delete(ALL + "/nobody"), 404, "not_found");
        assertRefused(administrator.get(ALL + "/a/b/c"), 404, "not_found");
        assertRefused(administrator.post("/api/authorize/me", "{}"), 405, "method_not_allowed");
    }

    @Test
    void other_media_types_and_large_bodies_are_refused() {
        TestClient administrator = api.administrator();
        Reply plain = administrator.send(administrator
                .request(ALL)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(Applications.CREATE)));

        assertRefused(plain, 415, "unsupported_media_type");
        try (Applications small = new Applications(settings -> settings, http -> http.withMaxBytes(1_000, 1_000))) {
            assertRefused(small.create("{\"id\":\"" + "x".repeat(2_000) + "\"}"), 413, "payload_too_large");
        }
    }

    @Test
    void role_in_use_stays() {
        api.create(Applications.CREATE);

        assertRefused(api.administrator().delete("/api/role/role-operator"), 400, "business");
        assertRefused(api.administrator().delete("/api/organization/org-east"), 400, "business");
    }

    @Test
    void id_of_an_application_with_another_app_id_is_taken() {
        api.create(Applications.CREATE);

        Reply refused = api.create(Applications.CREATE.replace("wh-app-01", "other"));

        assertRefused(refused, 400, "business");
        assertThat(refused.message()).isEqualTo("application id exists: warehouse01");
    }

    @Test
    void application_that_is_configured_again_stays_disabled() {
        api.create(Applications.CREATE);
        api.administrator().put(ALL + "/warehouse01", "{\"state\":\"disabled\"}");

        Reply again = api.create(Applications.CREATE.replace("Warehouse", "Store"));

        assertThat(again.text("result.state.value")).as("%s", again).isEqualTo("disabled");
        assertThat(again.text("result.name")).isEqualTo("Store");
        assertThat(api.signed("GET", "/api/v1/workflows").text("details.reason"))
                .isEqualTo("application_disabled");
    }

    @Test
    void name_of_a_user_is_no_app_id() {
        assertRefused(api.create(Applications.CREATE.replace("wh-app-01", "viewer")), 400, "business");
    }

    @Test
    void guesses_of_passwords_come_to_an_end() {
        for (int i = 0; i < 10; i++) {
            assertRefused(api.login("admin", "wrong-" + i), 400, "illegal_argument");
        }

        assertRefused(api.login("admin", "correct-horse"), 429, "too_many_requests");
        assertThat(api.login("viewer", "only-looking").status()).isEqualTo(200);
        api.server.clock.advance(Duration.ofMinutes(10));
        assertThat(api.login("admin", "correct-horse").status()).isEqualTo(200);
    }

    @Test
    void new_key_ends_what_the_old_one_opened() {
        api.create(Applications.CREATE);
        String token = api.signed("POST", "/api/token", "{}").text("result");

        api.administrator().put(ALL + "/warehouse01", "{\"apiServer\":{\"secureKey\":\"another-key-01\"}}");

        assertThat(api.server
                        .stranger()
                        .withToken(token)
                        .get("/api/authorize/me")
                        .status())
                .isEqualTo(401);
        assertRefused(api.signed("GET", "/api/authorize/me"), 401, "signature_error");
        assertThat(api.send(api.call("GET", "/api/authorize/me", "").by(Applications.APP_ID, "another-key-01"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void same_signed_call_comes_once_where_replays_are_refused() {
        try (Applications strict = new Applications(settings -> settings.withReplayProtection())) {
            strict.create(Applications.CREATE);

            assertThat(strict.signed("GET", "/api/authorize/me").status()).isEqualTo(200);
            assertRefused(strict.signed("GET", "/api/authorize/me"), 401, "signature_replayed");
        }
    }

    @Test
    void application_has_so_many_calls_at_once_and_no_more() {
        try (Applications limited = new Applications(settings -> settings, http -> http.withApplicationRate(1, 2))) {
            limited.create(Applications.CREATE);

            assertThat(limited.signed("GET", "/api/authorize/me").status()).isEqualTo(200);
            assertThat(limited.signed("GET", "/api/authorize/me").status()).isEqualTo(200);
            Reply refused = limited.signed("GET", "/api/authorize/me");
            assertRefused(refused, 429, "too_many_requests");
            assertThat(refused.header("Retry-After")).hasValue("1");
            limited.server.clock.advance(Duration.ofSeconds(1));
            assertThat(limited.signed("GET", "/api/authorize/me").status()).isEqualTo(200);
        }
    }

    @Test
    void refresh_token_is_good_once() {
        api.create(Applications.CREATE.replace("\"orgIdList\"", "\"enableOAuth2\":true,\"orgIdList\""));
        String client = ",\"client_id\":\"wh-app-01\",\"client_secret\":\"" + Applications.KEY + "\"}";
        String refresh = api.server
                .stranger()
                .post("/api/oauth2/token", "{\"grant_type\":\"client_credentials\"" + client)
                .text("refresh_token");
        String body = "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"" + refresh + "\"" + client;

        assertThat(api.server.stranger().post("/api/oauth2/token", body).status())
                .isEqualTo(200);
        assertThat(api.server.stranger().post("/api/oauth2/token", body).text("error"))
                .isEqualTo("invalid_grant");
        assertThat(api.server
                        .stranger()
                        .post("/api/oauth2/token", "{\"grant_type\":\"authorization_code\"" + client)
                        .text("error"))
                .isEqualTo("unsupported_grant_type");
        for (String bad : List.of("{}", "", "[]", "{\"grant_type\":")) {
            Reply refused = api.server.stranger().post("/api/oauth2/token", bad);
            assertThat(refused.status()).as("%s", refused).isEqualTo(400);
            assertThat(refused.text("error")).isEqualTo("invalid_request");
        }
    }

    @Test
    void audit_tells_who_did_what_and_no_secret() {
        api.create(Applications.CREATE);
        api.administrator()
                .put(ALL + "/warehouse01", "{\"name\":\"Store\",\"apiServer\":{\"secureKey\":\"another-key-01\"}}");
        api.send(api.call("DELETE", "/api/v1/workflows/x", "").by(Applications.APP_ID, "another-key-01"));

        assertThat(audited)
                .anySatisfy(entry -> {
                    assertThat(entry.operation()).isEqualTo("application.update");
                    assertThat(entry.object()).isEqualTo("warehouse01");
                    assertThat(entry.principal()).isEqualTo("user:admin");
                    assertThat(entry.changed()).containsExactlyInAnyOrder("name", "apiServer.secureKey");
                })
                .anySatisfy(entry -> {
                    assertThat(entry.operation()).isEqualTo("workflow.delete");
                    assertThat(entry.object()).isEqualTo("x");
                    assertThat(entry.principal()).isEqualTo("application:warehouse01");
                    assertThat(entry.status()).isEqualTo(403);
                });
        assertThat(audited.toString()).doesNotContain(Applications.KEY).doesNotContain("another-key-01");
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                arguments("all", "{}", List.of("role-admin", "role-operator", "role-viewer")),
                arguments("equal", "{\"terms\":[{\"column\":\"id\",\"value\":\"role-admin\"}]}", List.of("role-admin")),
                arguments(
                        "like",
                        "{\"terms\":[{\"column\":\"name\",\"termType\":\"like\",\"value\":\"%ator\"}]}",
                        List.of("role-admin", "role-operator")),
                arguments(
                        "or after and",
                        "{\"terms\":[{\"column\":\"id\",\"value\":\"role-admin\"},{\"column\":\"name\",\"value\":\"x\"},"
                                + "{\"column\":\"id\",\"value\":\"role-viewer\",\"type\":\"or\"}]}",
                        List.of("role-viewer")),
                arguments(
                        "in",
                        "{\"terms\":[{\"column\":\"id\",\"termType\":\"in\",\"value\":[\"role-admin\",\"x\"]}]}",
                        List.of("role-admin")),
                arguments(
                        "sorted page",
                        "{\"sorts\":[{\"name\":\"id\",\"order\":\"desc\"}],\"pageSize\":1,\"pageIndex\":1}",
                        List.of("role-operator")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void query_finds_what_it_says(String name, String body, List<String> ids) {
        Reply found = api.administrator().post("/api/role/_query", body);

        assertThat(found.at("result.data").findValuesAsText("id")).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"where\":\"id = 1\"}",
                "{\"terms\":[{\"column\":\"secret\",\"value\":1}]}",
                "{\"terms\":[{\"column\":\"id\",\"termType\":\"regex\",\"value\":1}]}",
                "{\"pageSize\":0}",
                "{\"pageSize\":1001}",
                "{\"sorts\":[{\"name\":\"secret\"}]}"
            })
    void query_that_cannot_be_answered_is_refused(String body) {
        assertRefused(api.administrator().post(ALL + "/_query", body), 400, "illegal_argument");
    }
}
