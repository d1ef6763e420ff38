package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.workflow.Workflow;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vectors of the application API (spec application-api 13), one by one. */
class ApplicationVectorsTest {
    private static final String WORKFLOWS = "/api/v1/workflows";

    private final Applications api = Applications.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply warehouse() {
        Reply made = api.create(Applications.CREATE);
        assertThat(made.status()).as("%s", made).isEqualTo(200);
        return made;
    }

    private Reply changed(String body) {
        Reply reply = api.administrator().put("/api/application/warehouse01", body);
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        return reply;
    }

    private void workflow() {
        api.server
                .engine
                .workflows()
                .save(Workflow.builder("One")
                        .id("wf-1")
                        .step("step-001", "delay", Map.of("duration", 0))
                        .build());
    }

    @Test
    void v01_application_is_created_as_documented() {
        Reply made = warehouse();

        assertThat(made.message()).isEqualTo("success");
        assertThat(made.at("status").asInt()).isEqualTo(200);
        assertThat(made.at("timestamp").asLong()).isEqualTo(api.server.clock.epochMillis());
        assertThat(made.at("result"))
                .isEqualTo(Reply.read(
                        "{\"id\":\"warehouse01\",\"provider\":\"internal-standalone\",\"name\":\"Warehouse\","
                                + "\"description\":\"stock sync\","
                                + "\"integrationModes\":[{\"text\":\"API服务\",\"value\":\"apiServer\"}],"
                                + "\"apiServer\":{\"appId\":\"wh-app-01\",\"secureKey\":\"kLm83hQpX2kLm83hQpX2\","
                                + "\"signature\":\"MD5\",\"roleIdList\":[\"role-operator\"],\"orgIdList\":[\"org-east\"]},"
                                + "\"state\":{\"text\":\"启用\",\"value\":\"enabled\"},\"creatorId\":\"admin\",\"createTime\":"
                                + api.server.clock.epochMillis() + "}"));
    }

    @Test
    void v02_without_a_token_nothing_is_created() {
        Reply refused = api.server.stranger().post("/api/application", Applications.CREATE);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.message()).isEqualTo("登录状态已过期,token不能为空");
        assertThat(refused.text("code")).isEqualTo("unauthorized");
        assertThat(refused.at("result").isMissingNode()).isTrue();
    }

    @Test
    void v03_expired_token_creates_nothing() {
        TestClient administrator = api.administrator();
        api.server.clock.advance(Duration.ofHours(1));

        Reply refused = administrator.post("/api/application", Applications.CREATE);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("result")).isEqualTo("expired");
    }

    @Test
    void v04_missing_key_is_named() {
        Reply refused = api.create(Applications.CREATE.replace("\"secureKey\":\"kLm83hQpX2kLm83hQpX2\",", ""));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("illegal_argument");
        assertThat(refused.text("result.0.property")).isEqualTo("apiServer.secureKey");
        assertThat(refused.text("result.0.message")).isEqualTo("must not be blank");
    }

    @Test
    void v05_unknown_role_leaves_neither_application_nor_user() {
        Reply refused = api.create(Applications.CREATE.replace("role-operator", "role-x"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("result.0.property")).isEqualTo("apiServer.roleIdList");
        assertThat(refused.text("result.0.message")).isEqualTo("role not found: role-x");
        assertThat(api.administrator().get("/api/application/warehouse01").status())
                .isEqualTo(404);
        assertThat(api.login(Applications.APP_ID, Applications.KEY).status()).isEqualTo(400);
    }

    @Test
    void v06_same_create_again_changes_nothing() {
        Reply first = warehouse();
        api.server.clock.advance(Duration.ofMinutes(1));

        Reply again = warehouse();
        Reply list = api.administrator().post("/api/application/_query", "{}");

        assertThat(again.at("result")).isEqualTo(first.at("result"));
        assertThat(list.at("result.total").asInt()).isEqualTo(1);
    }

    @Test
    void v07_app_id_belongs_to_one_application() {
        warehouse();

        Reply refused = api.create(Applications.CREATE.replace("warehouse01", "other"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("business");
        assertThat(refused.message()).isEqualTo("appId exists");
    }

    @Test
    void v08_signed_call_is_answered_with_a_signature() {
        warehouse();

        Reply reply = api.signed("GET", WORKFLOWS + "?");

        assertThat(reply.status()).isEqualTo(200);
        long timestamp = Long.parseLong(reply.header("X-Timestamp").orElseThrow());
        assertThat(reply.header("X-Sign"))
                .hasValue(Applications.hex("MD5", reply.bytes(), timestamp, Applications.KEY));
    }

    @Test
    void archive_of_a_signed_call_is_signed() {
        warehouse();
        workflow();

        Reply reply = api.signed("POST", WORKFLOWS + "/export-batch", "{\"workflowIds\":[\"wf-1\"]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Archive.read(reply.bytes())).hasSize(1);
        long timestamp = Long.parseLong(reply.header("X-Timestamp").orElseThrow());
        assertThat(reply.header("X-Sign"))
                .hasValue(Applications.hex("MD5", reply.bytes(), timestamp, Applications.KEY));
    }

    @Test
    void v09_changed_query_value_is_noticed() {
        warehouse();

        Reply refused = api.send(api.call("GET", WORKFLOWS + "?limit=1", "").to(WORKFLOWS + "?limit=2"));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("details.reason")).isEqualTo("signature_error");
        assertThat(refused.message()).isEqualTo("Signature verification failed");
        assertThat(refused.header("X-Sign")).isEmpty();
    }

    @Test
    void v10_body_changed_by_one_space_is_noticed() {
        warehouse();
        workflow();
        Applications.Call call = api.call("POST", WORKFLOWS + "/wf-1/execute", "{\"async\":false}");

        assertThat(api.send(call).status()).isEqualTo(200);
        assertThat(api.send(call.withBody("{\"async\": false}")).status()).isEqualTo(401);
    }

    @Test
    void v11_signature_may_be_in_capitals() {
        warehouse();
        Applications.Call call = api.call("GET", WORKFLOWS, "");

        assertThat(api.send(call.withSign(call.rightSign().toUpperCase(Locale.ROOT)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void v12_old_timestamp_is_refused_with_the_time_of_the_server() {
        warehouse();
        long now = api.server.clock.epochMillis();

        Reply refused = api.send(api.call("GET", WORKFLOWS, "").at(now - 360_000));
        Reply justGood = api.send(api.call("GET", WORKFLOWS, "").at(now - 300_000));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("details.reason")).isEqualTo("signature_expired");
        assertThat(refused.message()).contains(Long.toString(now));
        assertThat(justGood.status()).isEqualTo(200);
    }

    @Test
    void v13_application_with_sha256_cannot_sign_with_md5() {
        warehouse();
        changed("{\"apiServer\":{\"signature\":\"SHA256\"}}");
        Applications.Call call = api.call("GET", WORKFLOWS, "");

        assertThat(api.send(call).status()).isEqualTo(401);
        assertThat(api.send(call.withDigest("SHA-256")).status()).isEqualTo(200);
    }

    @Test
    void v14_operator_deletes_no_workflow() {
        warehouse();

        Reply refused = api.signed("DELETE", WORKFLOWS + "/x");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message()).isEqualTo("Access denied: workflow.delete");
        assertThat(refused.header("X-Sign")).as("the application is known").isPresent();
    }

    @Test
    void v15_what_is_not_granted_is_refused() {
        warehouse();
        workflow();
        Reply granted =
                api.administrator().put("/api/application/warehouse01/grant", "{\"operations\":[\"execution.get\"]}");

        Reply refused = api.signed("POST", WORKFLOWS + "/wf-1/execute", "{}");

        assertThat(granted.status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(api.signed("GET", "/api/v1/executions/x").status()).isEqualTo(404);
    }

    @Test
    void v16_token_of_a_signed_call_opens_the_same() {
        warehouse();

        Reply token = api.signed("POST", "/api/token/default", "{}");

        assertThat(token.at("result.expires").asInt()).isEqualTo(7200);
        assertThat(withToken(token.text("result.token")).status()).isEqualTo(200);
    }

    private Reply withToken(String token) {
        TestClient stranger = api.server.stranger();
        return stranger.send(
                stranger.request(WORKFLOWS).header("X-Access-Token", token).GET());
    }

    @Test
    void v17_client_credentials_bring_a_token_where_they_are_allowed() {
        warehouse();
        String body = "{\"grant_type\":\"client_credentials\",\"client_id\":\"wh-app-01\",\"client_secret\":\""
                + Applications.KEY + "\"}";

        Reply refused = api.server.stranger().post("/api/oauth2/token", body);
        changed("{\"apiServer\":{\"enableOAuth2\":true}}");
        Reply granted = api.server.stranger().post("/api/oauth2/token", body);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("error")).isEqualTo("invalid_client");
        assertThat(granted.at("expires_in").asInt()).isEqualTo(7200);
        assertThat(api.server
                        .stranger()
                        .withToken(granted.text("access_token"))
                        .get(WORKFLOWS)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void v18_disabled_application_is_shut_out() {
        warehouse();
        String token = api.signed("POST", "/api/token/default", "{}").text("result.token");
        Reply disabled = changed("{\"state\":\"disabled\"}");

        assertThat(disabled.text("result.state.text")).isEqualTo("禁用");
        assertThat(disabled.text("result.name")).isEqualTo("Warehouse");
        assertThat(api.signed("GET", WORKFLOWS).text("details.reason")).isEqualTo("application_disabled");
        assertThat(withToken(token).status()).isEqualTo(401);
        assertThat(api.login(Applications.APP_ID, Applications.KEY).text("code"))
                .isEqualTo("application_disabled");
    }

    @Test
    void v19_user_of_an_application_has_its_roles() {
        warehouse();

        Reply login = api.login(Applications.APP_ID, Applications.KEY);
        TestClient user = api.server.stranger().withToken(login.text("result.token"));
        JsonNode permissions = user.get("/api/authorize/me").at("result.permissions");

        assertThat(login.status()).isEqualTo(200);
        assertThat(user.get(WORKFLOWS).status()).isEqualTo(200);
        assertThat(user.delete(WORKFLOWS + "/x").status()).isEqualTo(403);
        assertThat(permissions.toString())
                .contains("{\"permission\":\"workflow\",\"actions\":[\"execute\",\"query\"]}");
    }

    @Test
    void v20_deleted_application_does_not_log_in() {
        warehouse();
        String token = api.login(Applications.APP_ID, Applications.KEY).text("result.token");

        Reply deleted = api.administrator().delete("/api/application/warehouse01");

        assertThat(deleted.text("result.id")).isEqualTo("warehouse01");
        Reply refused = api.login(Applications.APP_ID, Applications.KEY);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("User name or password is wrong");
        assertThat(withToken(token).status()).isEqualTo(401);
    }

    @Test
    void v21_list_has_no_keys() {
        warehouse();

        Reply list = api.administrator().post("/api/application/_query", "{}");

        assertThat(list.at("result.data.0.apiServer.appId").asText()).isEqualTo(Applications.APP_ID);
        assertThat(list.body()).doesNotContain("secureKey").doesNotContain(Applications.KEY);
    }

    @Test
    void v22_repeated_parameter_cannot_be_signed() {
        warehouse();

        assertThat(api.signed("GET", WORKFLOWS + "?a=1&a=2").status()).isEqualTo(400);
    }

    @Test
    void routes_of_tokens_have_the_names_that_clients_build() throws Exception {
        warehouse();

        for (String path : List.of("/token", "/api/v1/token")) {
            JsonNode reply = api.elsewhere(api.call("POST", path, "{\"expires\":60}"));
            assertThat(reply.at("/result").asText()).as(path).hasSize(43);
        }
        assertThat(api.elsewhere(api.call("POST", "/token/default", "{}"))
                        .at("/result/expires")
                        .asInt())
                .isEqualTo(7200);
    }

    @Test
    void form_is_signed_by_its_fields() {
        warehouse();
        long timestamp = api.server.clock.epochMillis();
        String sign = Applications.hex("MD5", Applications.utf8("a=1&b=x y"), timestamp, Applications.KEY);

        Reply reply = api.send(
                api.call("POST", "/api/token", "b=x+y&a=1").withSign(sign), "application/x-www-form-urlencoded");

        assertThat(reply.status()).as("good, but the route reads JSON").isEqualTo(415);
    }

    /** An upload that is signed over these bytes. */
    private Reply upload(byte[] signed, byte[] sent) {
        long now = api.server.clock.epochMillis();
        return api.server
                .stranger()
                .send(Form.request(api.server.stranger(), "/api/v1/workflows/import", BodyPublishers.ofByteArray(sent))
                        .header("X-Client-Id", Applications.APP_ID)
                        .header("X-Timestamp", Long.toString(now))
                        .header("X-Sign", Applications.hex("MD5", signed, now, Applications.KEY)));
    }

    @Test
    void upload_is_signed_by_its_bytes() {
        api.create(Applications.CREATE.replace("role-operator", "role-admin"));
        byte[] form = Form.file("two.json", "{\"name\": \"Signed\", \"steps\": []}")
                .field("override", "true")
                .bytes();
        byte[] other =
                Form.file("two.json", "{\"name\": \"Signed \", \"steps\": []}").bytes();

        assertThat(upload(form, other).text("details.reason")).isEqualTo("signature_error");
        Reply imported = upload(form, form);

        assertThat(imported.status()).as("%s", imported).isEqualTo(200);
        assertThat(api.server.engine.workflows().list())
                .extracting(workflow -> workflow.name())
                .containsExactly("Signed");
    }

    @Test
    void signed_upload_has_the_limit_of_a_body() {
        try (Applications small = new Applications(settings -> settings, http -> http.withMaxBytes(1_000, 100_000))) {
            small.create(Applications.CREATE.replace("role-operator", "role-admin"));
            byte[] form = Form.file("large.json", " ".repeat(2_000)).bytes();
            long now = small.server.clock.epochMillis();

            Reply refused = small.server
                    .stranger()
                    .send(Form.request(
                                    small.server.stranger(),
                                    "/api/v1/workflows/import",
                                    BodyPublishers.ofByteArray(form))
                            .header("X-Client-Id", Applications.APP_ID)
                            .header("X-Timestamp", Long.toString(now))
                            .header("X-Sign", Applications.hex("MD5", form, now, Applications.KEY)));

            assertThat(refused.status()).as("%s", refused).isEqualTo(413);
        }
    }

    @Test
    void signatures_are_those_of_the_document() {
        long timestamp = 1767225600000L;

        assertThat(Applications.hex("MD5", new byte[0], timestamp, "kLm83hQpX2"))
                .isEqualTo("166228b30a453645760def717a8e5688");
        assertThat(Applications.hex("SHA-256", new byte[0], timestamp, "kLm83hQpX2"))
                .isEqualTo("06245002692fecffea81851ded4f0903fb045af8aaab9ca21b9a3cafb7dbaba3");
        assertThat(api.call("GET", WORKFLOWS + "?pageSize=20&state&pageIndex=0&name=%E9%87%87%E8%B4%AD+%E5%8D%95", "")
                        .by("a", "kLm83hQpX2")
                        .at(timestamp)
                        .rightSign())
                .isEqualTo("f28fbdbed378a7aa9e7cb89fa2cad6df");
        assertThat(Applications.hex(
                        "MD5",
                        Applications.utf8("{\"inputVariables\":{\"orderNo\":\"PO-7\"}}"),
                        timestamp,
                        "kLm83hQpX2"))
                .isEqualTo("c55d95d30bf572cecd5124533815fc60");
        assertThat(Applications.hex("MD5", Applications.utf8("a=1&b=x y"), timestamp, "kLm83hQpX2"))
                .isEqualTo("b5587b2aeef93bea86cd3d9a0c02e73b");
        assertThat(Applications.hex(
                        "MD5",
                        Applications.utf8(
                                "{\"message\":\"success\",\"result\":1,\"status\":200,\"timestamp\":1767225600123}"),
                        1767225600123L,
                        "kLm83hQpX2"))
                .isEqualTo("5ee674ad5134e7f1f044c7271fb170a1");
    }

    @Test
    void decoded_query_in_any_order_is_signed() {
        warehouse();

        assertThat(api.signed("GET", WORKFLOWS + "?limit=20&search=%E9%87%87%E8%B4%AD+%E5%8D%95&offset=0")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void administrator_can_log_in_with_a_form_and_out_again() {
        TestClient stranger = api.server.stranger();
        Reply login = stranger.send(stranger.request("/api/authorize/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=admin&password=correct-horse&expires=60000")));
        TestClient administrator = stranger.withToken(login.text("result.token"));

        assertThat(login.at("result.expires").asLong()).isEqualTo(60_000);
        assertThat(administrator.get("/api/authorize/exit").status()).isEqualTo(200);
        assertThat(administrator.get("/api/authorize/me").status()).isEqualTo(401);
    }

    @Test
    void use_renews_a_login() {
        TestClient administrator = api.administrator();
        for (int i = 0; i < 3; i++) {
            api.server.clock.advance(Duration.ofMinutes(50));
            assertThat(administrator.get("/api/authorize/me").status()).isEqualTo(200);
        }
    }
}
