package dev.millrace.http;

import static dev.millrace.http.TriggeredApi.assertRefused;
import static dev.millrace.http.TriggeredApi.assertRun;
import static dev.millrace.http.TriggeredApi.definition;
import static dev.millrace.http.TriggeredApi.json;
import static dev.millrace.http.TriggeredApi.output;
import static dev.millrace.http.TriggeredApi.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How APIs are made, changed and kept apart (spec sync-api-trigger 1, 2, 4 and 12). */
class ApiManagementTest {
    private static final String PATH = "/v1/api/acme/test/run";

    private final TriggeredApi apis = new TriggeredApi();

    @AfterEach
    void close() {
        apis.close();
    }

    @Test
    void api_is_created_listed_changed_disabled_and_deleted() {
        Reply created = apis.editor.post("/api/v1/apis", json(definition("auth", token("k1"))));
        String id = created.text("data.id");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("data.auth.token")).isEqualTo("******");
        assertThat(apis.editor
                        .get("/api/v1/apis?module=test&enabled=true&q=TES")
                        .at("data.total")
                        .asInt())
                .isEqualTo(1);
        assertThat(apis.editor.get("/api/v1/apis?module=other").at("data.total").asInt())
                .isZero();
        assertThat(apis.editor.get("/api/v1/workflows").at("data.total").asInt())
                .isEqualTo(1);
        assertRun(apis.post(PATH, "{}", "token", "k1"), 0, "");

        assertThat(apis.editor
                        .put("/api/v1/apis/" + id, "{\"function\":\"other\"}")
                        .text("data.path"))
                .isEqualTo("/v1/api/acme/test/other");
        assertRefused(apis.post(PATH, "{}", "token", "k1"), 404, "requestError.notFound", "API not found");
        assertRun(apis.post("/v1/api/acme/test/other", "{}", "token", "k1"), 0, "");

        apis.editor.post("/api/v1/apis/" + id + "/disable");
        assertThat(apis.post("/v1/api/acme/test/other", "{}", "token", "k1").status())
                .isEqualTo(403);
        apis.editor.post("/api/v1/apis/" + id + "/enable");
        assertRun(apis.post("/v1/api/acme/test/other", "{}", "token", "k1"), 0, "");

        assertThat(apis.editor.delete("/api/v1/apis/" + id).status()).isEqualTo(200);
        assertThat(apis.editor.get("/api/v1/apis/" + id).status()).isEqualTo(404);
        assertThat(apis.post("/v1/api/acme/test/other", "{}", "token", "k1").status())
                .isEqualTo(404);
        assertThat(apis.editor.get("/api/v1/workflows/" + id).status()).isEqualTo(200);
    }

    @Test
    void disabled_workflow_disables_its_api_and_host_deployments_count_at_once() {
        String id = apis.save(definition());
        apis.editor.post("/api/v1/workflows/" + id + "/disable");
        assertThat(apis.post(PATH, "{}").status()).isEqualTo(403);

        apis.server.engine.deploy(Workflow.builder("Host's")
                .id("hosts")
                .trigger("t", "flow.trigger.api", definition("function", "hosts", "auth", token("plain")))
                .build());
        assertRun(apis.post("/v1/api/acme/test/hosts", "{}", "token", "plain"), 0, "");
        assertThat(apis.editor.get("/api/v1/workflows/hosts").body()).doesNotContain("plain");
        apis.server.engine.undeploy("hosts");
        assertThat(apis.post("/v1/api/acme/test/hosts", "{}").status()).isEqualTo(404);
    }

    @Test
    void second_api_of_one_path_is_refused() {
        apis.save(definition());

        Reply refused = apis.trySave(definition("name", "Second"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("data")).isEqualTo("null");
        assertThat(refused.text("details.error")).isEqualTo("requestError.conflict");
    }

    @Test
    void api_whose_path_could_mean_another_is_refused() {
        apis.save(definition("owner", "acme", "module", "shop", "function", "quote", "mode", "sync"));

        assertThat(apis.trySave(definition("owner", "shop", "module", "quote", "function", "sync"))
                        .status())
                .isEqualTo(409);
        assertThat(apis.trySave(definition("owner", "shop", "module", "quote", "function", "async"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void path_without_owner_means_nothing_where_two_owners_have_it() {
        apis.save(definition("owner", "a", "module", "shop", "function", "quote"));
        apis.save(definition("owner", "b", "module", "shop", "function", "quote"));

        assertThat(apis.post("/v1/api/shop/quote/sync", "{}").status()).isEqualTo(404);
    }

    @Test
    void of_apis_that_are_made_at_the_same_time_under_one_path_one_is_kept() {
        List<CompletableFuture<Reply>> replies = IntStream.range(0, 8)
                .mapToObj(
                        i -> apis.editor.later(apis.editor.json("/api/v1/apis"), json(definition("name", "Same " + i))))
                .toList();

        assertThat(replies.stream().map(reply -> reply.join().status()).filter(status -> status == 201))
                .hasSize(1);
        assertRun(apis.post(PATH, "{}"), 0, "");
    }

    @Test
    void wrong_definitions_are_refused_by_the_field() {
        Map<String, Object> wrong = Map.of(
                "auth",
                Map.of("type", "token", "token", " "),
                "module",
                "a/b",
                "ipWhitelist",
                List.of("localhost"),
                "timeoutMs",
                0,
                "method",
                "PUT",
                "params",
                List.of(Map.of("type", "string")));
        wrong.forEach((field, value) -> {
            Reply refused = apis.trySave(definition(field, value));

            assertThat(refused.status()).as(field).isEqualTo(400);
            assertThat(refused.message()).contains(field);
        });
        Reply user = apis.trySave(definition("auth", Map.of("type", "password", "user", "", "password", "secret-7")));
        assertThat(user.message()).contains("auth.user").doesNotContain("secret-7");
    }

    @Test
    void secret_is_stored_as_a_hash_and_never_shown() {
        String id = apis.save(definition("auth", token("s3cret-token")));

        assertThat(apis.server
                        .engine
                        .workflows()
                        .find(id)
                        .orElseThrow()
                        .triggers()
                        .get(0)
                        .parameters()
                        .toString())
                .doesNotContain("s3cret-token")
                .contains("pbkdf2-sha256:");
        for (String path : List.of(
                "/api/v1/workflows/" + id,
                "/api/v1/workflows",
                "/api/v1/workflows/" + id + "/export",
                "/api/v1/apis",
                "/api/v1/apis/" + id)) {
            assertThat(apis.editor.get(path).body())
                    .as(path)
                    .doesNotContain("s3cret-token")
                    .doesNotContain("pbkdf2");
        }
        assertThat(apis.editor.get("/api/v1/workflows/" + id).body()).contains("******");
    }

    @Test
    void masked_secret_that_is_saved_again_stays_and_another_takes_its_place() {
        String id = apis.save(definition("auth", token("k1")));

        apis.editor.put("/api/v1/workflows/" + id, "{\"description\":\"as it was\"}");
        apis.editor.put("/api/v1/apis/" + id, "{\"auth\":{\"type\":\"token\",\"token\":\"******\"}}");
        assertRun(apis.post(PATH, "{}", "token", "k1"), 0, "");

        apis.editor.put("/api/v1/apis/" + id, "{\"auth\":{\"type\":\"token\",\"token\":\"k2\"}}");
        assertThat(apis.post(PATH, "{}", "token", "k1").status()).isEqualTo(401);
        assertRun(apis.post(PATH, "{}", "token", "k2"), 0, "");
        assertThat(apis.trySave(definition("function", "new", "auth", token("******")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void copy_of_an_api_has_the_secret_and_a_name_of_its_own() {
        String id = apis.save(definition("auth", token("k1")));

        String copy = apis.editor.post("/api/v1/workflows/" + id + "/duplicate").text("data.newWorkflowId");
        apis.editor.post("/api/v1/workflows/" + copy + "/enable");
        apis.editor.post("/api/v1/apis/" + copy + "/enable");

        assertRun(apis.post(PATH + "-copy", "{}", "token", "k1"), 0, "");
    }

    @Test
    void debug_run_with_wrong_parameters_is_refused_as_the_editor_says_it() {
        String id = apis.save(definition("params", List.of(Map.of("name", "age", "type", "number", "required", true))));

        for (String wrong : List.of("{\"params\":5}", "{\"params\":{}}", "{\"params\":{\"age\":\"old\"}}")) {
            Reply refused = apis.editor.post("/api/v1/apis/" + id + "/debug", wrong);

            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.code()).as(wrong).isEqualTo(2002);
        }
    }

    @Test
    void debug_run_takes_the_debug_data_and_skips_what_callers_are_asked() {
        String id = apis.save(
                definition("enabled", false, "auth", token("k1"), "debugData", Map.of("name", "Ann")),
                output("{{t.params.name}}"));

        Reply debugged = apis.editor.post("/api/v1/apis/" + id + "/debug");
        Reply given = apis.editor.post("/api/v1/apis/" + id + "/debug", "{\"params\":{\"name\":\"Ben\"}}");

        assertThat(debugged.text("response.data")).isEqualTo("Ann");
        assertThat(given.text("response.data")).isEqualTo("Ben");
        assertThat(apis.editor
                        .get("/api/v1/executions/" + given.text("response.uid"))
                        .text("data.triggeredBy"))
                .isEqualTo("debug");
    }

    @Test
    void editor_executes_the_workflow_of_an_api_as_it_is_stored() {
        String id = apis.save(definition("auth", token("k1-secret")));

        Reply reply = apis.editor.post("/api/v1/workflows/" + id + "/execute", "{\"async\":false}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).doesNotContain("k1-secret");
        assertThat(apis.server
                        .engine
                        .find(reply.text("data.executionId"))
                        .orElseThrow()
                        .workflow())
                .isSameAs(apis.server.engine.workflows().find(id).orElseThrow());
    }

    @Test
    void secrets_reach_neither_the_workflow_nor_its_record() {
        apis.save(definition("auth", token("k1-secret")), output("{{t.headers}}"));

        Reply reply = apis.post(PATH, "{}", "token", "k1-secret", "X-Sign", "abc", "Cookie", "c=1", "X-Other", "seen");

        assertThat(reply.at("response.data").has("x-other")).isTrue();
        assertThat(reply.body())
                .doesNotContain("k1-secret")
                .doesNotContain("x-sign")
                .doesNotContain("cookie");
        assertThat(apis.editor
                        .get("/api/v1/executions/" + reply.text("response.uid"))
                        .body())
                .doesNotContain("k1-secret");
    }
}
