package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.Retention;
import dev.millrace.store.ManualClock;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workflows (document 001): listing, showing, changing. */
class WorkflowRoutesTest {
    private static final String PATH = "/api/v1/workflows";
    private static final long NOW = 1704067200000L;

    /** The workflow that document 001 shows, as a client sends it. */
    private static final String REPLIER = """
            {"name": "自动回复微信", "description": "自动回复微信消息", "isEnabled": true, "isFavorite": true,
             "folderId": "folder-001", "order": 0, "version": "1.2.0", "maxExecutionTime": 60,
             "metadata": {"author": "vFlow用户", "homepage": "https://vflow.app/workflows/auto-reply-wechat",
                          "vFlowLevel": 2, "tags": ["社交", "自动化"], "description": "自动回复微信消息"},
             "triggerConfig": {"type": "notification_received", "packageName": "com.tencent.mm"},
             "steps": [
               {"id": "step-001", "moduleId": "trigger_notification", "indentationLevel": 0,
                "parameters": {"packageName": {"type": "string", "value": "com.tencent.mm"}}},
               {"id": "step-002", "moduleId": "if_condition", "indentationLevel": 0,
                "parameters": {"condition": {"type": "string", "value": "{{step-001.content}} contains \\"hello\\""}}},
               {"id": "step-003", "moduleId": "http_request", "indentationLevel": 1,
                "parameters": {"url": {"type": "string", "value": "https://api.example.com/reply"},
                               "method": {"type": "string", "value": "POST"},
                               "body": {"type": "string", "value": "{{step-001.content}}"}}},
               {"id": "step-004", "moduleId": "endif", "indentationLevel": 0, "parameters": {}}]}
            """;

    private final ExecutionHistory history =
            ExecutionHistory.inMemory(Retention.DEFAULT, ManualClock.at("2024-01-01T00:00:00Z"));
    private final TestServer server = TestServer.start(engine -> engine.history(history), settings -> settings);
    private final TestClient client = server.client();

    WorkflowRoutesTest() {
        for (String id : List.of("folder-001", "folder-002")) {
            Instant time = Instant.ofEpochMilli(NOW);
            server.engine.folders().save(new Folder(id, id, Optional.empty(), 0, time, time, Map.of()));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String create(String json) {
        Reply reply = client.post(PATH, json);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        return reply.text("data.id");
    }

    private static String named(String name) {
        return "{\"name\": \"" + name + "\"}";
    }

    private Workflow stored(String id) {
        return server.engine.workflows().find(id).orElseThrow();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(
                element.isTextual() ? element.asText() : element.path("name").asText()));
        return texts;
    }

    // creating

    @Test
    void workflow_is_created_as_documented() {
        Reply reply = client.post(PATH, """
                {"name": "我的新工作流", "description": "这是一个新工作流", "folderId": "folder-001", "steps": [],
                 "isEnabled": false, "tags": ["自动化"], "maxExecutionTime": 60, "triggerConfig": {"type": "manual"}}
                """);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.code()).isZero();
        assertThat(reply.message()).isEqualTo("Workflow created successfully");
        assertThat(reply.text("data.name")).isEqualTo("我的新工作流");
        assertThat(reply.at("data.createdAt").asLong()).isEqualTo(NOW);
        assertThat(reply.at("data.warnings").isMissingNode()).isTrue();
        Workflow workflow = stored(reply.text("data.id"));
        assertThat(workflow.folderId()).contains("folder-001");
        assertThat(workflow.enabled()).isFalse();
        assertThat(workflow.about().tags()).containsExactly("自动化");
        assertThat(workflow.maxExecutionSeconds()).isEqualTo(60);
        assertThat(workflow.triggers()).singleElement().hasFieldOrPropertyWithValue("moduleId", "trigger_manual");
    }

    @Test
    void what_only_the_server_decides_is_ignored_in_a_new_workflow() {
        Reply reply = client.post(PATH, """
                {"name": "n", "id": "chosen", "modifiedAt": 1, "createdAt": 2, "stepCount": 9}
                """);

        assertThat(reply.text("data.id")).isNotEqualTo("chosen").isNotBlank();
        Workflow workflow = stored(reply.text("data.id"));
        assertThat(workflow.modifiedAt().toEpochMilli()).isEqualTo(NOW);
        assertThat(workflow.enabled()).as("disabled unless it says otherwise").isFalse();
        assertThat(workflow.extras()).isEmpty();
    }

    @Test
    void fields_may_be_written_in_snake_case() {
        String id = create("""
                {"name": "n", "folder_id": "folder-001", "is_enabled": true, "max_execution_time": 5,
                 "steps": [{"id": "s", "module_id": "delay", "indentation_level": 2, "is_disabled": true,
                            "parameters": {"snake_case": 1}}]}
                """);

        Workflow workflow = stored(id);
        assertThat(workflow.folderId()).contains("folder-001");
        assertThat(workflow.enabled()).isTrue();
        assertThat(workflow.maxExecutionSeconds()).isEqualTo(5);
        assertThat(workflow.steps()).singleElement().satisfies(step -> {
            assertThat(step.moduleId()).isEqualTo("delay");
            assertThat(step.indentationLevel()).isEqualTo(2);
            assertThat(step.disabled()).isTrue();
            assertThat(step.parameters()).containsExactly(Map.entry("snake_case", 1L));
        });
    }

    @Test
    void unfinished_work_is_saved_with_warnings() {
        Reply reply = client.post(PATH, """
                {"name": "n", "steps": [{"id": "a", "moduleId": "no_such_module", "parameters": {}},
                                        {"id": "b", "moduleId": "if_condition", "parameters": {}}]}
                """);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.at("data.warnings").findValuesAsText("code")).contains("UNKNOWN_MODULE", "BLOCK_NOT_CLOSED");
        assertThat(reply.at("data.warnings").findValuesAsText("stepId")).contains("a", "b");
        assertThat(stored(reply.text("data.id")).steps()).hasSize(2);
    }

    @Test
    void step_without_an_id_gets_one() {
        String id = create("{\"name\": \"n\", \"steps\": [{\"moduleId\": \"delay\"}]}");

        assertThat(stored(id).steps().get(0).id()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no name                   | {"steps": []}                                        | name
        null name                 | {"name": null}                                       | name
        blank name                | {"name": "  "}                                       | name
        name of another type      | {"name": 5}                                          | name
        description of a type     | {"name": "n", "description": []}                     | description
        folder of another type    | {"name": "n", "folderId": 7}                         | folderId
        enabled as a text         | {"name": "n", "isEnabled": "yes"}                    | isEnabled
        order as a text           | {"name": "n", "order": "1"}                          | order
        order with a fraction     | {"name": "n", "order": 1.5}                          | order
        order beyond 32 bits      | {"name": "n", "order": 3000000000}                   | order
        negative time limit       | {"name": "n", "maxExecutionTime": -1}                | maxExecutionTime
        time limit as a text      | {"name": "n", "maxExecutionTime": "60"}              | maxExecutionTime
        error workflow as number  | {"name": "n", "errorWorkflowId": 7}                  | errorWorkflowId
        tags as a text            | {"name": "n", "tags": "a"}                           | tags
        a tag that is no text     | {"name": "n", "tags": ["a", 5]}                      | tags
        metadata as a text        | {"name": "n", "metadata": "m"}                       | metadata
        trigger config as a text  | {"name": "n", "triggerConfig": "manual"}             | triggerConfig
        steps as an object        | {"name": "n", "steps": {}}                           | steps
        triggers as a text        | {"name": "n", "triggers": "t"}                       | triggers
        a step without a module   | {"name": "n", "steps": [{"id": "s"}]}                | moduleId
        parameters as a list      | {"name": "n", "steps": [{"id": "s", "moduleId": "delay", "parameters": []}]} | parameters
        one id for two steps      | {"name": "n", "steps": [{"id": "s", "moduleId": "delay"}, {"id": "s", "moduleId": "delay"}]} | id
        """)
    void invalid_workflow_is_refused_with_the_field(String what, String json, String field) {
        Reply reply = client.post(PATH, json);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(1002);
        assertThat(reply.message()).startsWith("Invalid workflow data: ");
        assertThat(reply.at("data").isNull()).isTrue();
        JsonNode problem = reply.at("details.problems.0");
        assertThat(problem.path("field").asText()).isEqualTo(field);
        assertThat(problem.path("code").asText()).isNotBlank();
        assertThat(problem.path("message").asText()).isNotBlank();
        assertThat(problem.path("fix").asText()).isNotBlank();
        assertThat(server.engine.workflows().list()).isEmpty();
    }

    @Test
    void all_problems_are_told_at_once() {
        Reply reply = client.post(PATH, """
                {"name": "", "order": "x", "steps": [{"id": "s"}, 5]}
                """);

        assertThat(reply.code()).isEqualTo(1002);
        assertThat(reply.at("details.problems")).hasSize(4);
    }

    @Test
    void too_long_texts_are_refused() {
        Reply name = client.post(PATH, named("n".repeat(201)));
        Reply tag = client.post(PATH, "{\"name\": \"n\", \"tags\": [\"" + "t".repeat(101) + "\"]}");

        assertThat(name.code()).isEqualTo(1002);
        assertThat(name.text("details.problems.0.message")).contains("at most 200 characters");
        assertThat(tag.code()).isEqualTo(1002);
        assertThat(client.post(PATH, named("n".repeat(200))).status()).isEqualTo(201);
    }

    @Test
    void body_that_is_no_json_object_is_refused() {
        for (String body : List.of("", "[]", "5", "{\"name\": ", "{\"name\": \"a\", \"name\": \"b\"}")) {
            Reply reply = client.post(PATH, body);

            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.code()).as(body).isEqualTo(1002);
        }
    }

    @Test
    void nesting_and_numbers_beyond_limits_are_refused() {
        String deep = "[".repeat(70) + "]".repeat(70);

        assertThat(client.post(PATH, "{\"name\": \"n\", \"x\": " + deep + "}").code())
                .isEqualTo(1002);
        assertThat(client.post(PATH, "{\"name\": \"n\", \"x\": 1e99999}").code())
                .isEqualTo(1002);
    }

    @Test
    void new_workflow_in_an_unknown_folder_is_refused() {
        Reply reply = client.post(PATH, "{\"name\": \"n\", \"folderId\": \"folder-009\"}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(3001);
        assertThat(reply.message()).isEqualTo("Folder not found");
        assertThat(reply.text("details.folderId")).isEqualTo("folder-009");
    }

    @Test
    void second_workflow_of_one_name_is_refused() {
        create(named("n"));

        Reply reply = client.post(PATH, named("n"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo(1004);
        assertThat(reply.message()).isEqualTo("Workflow already exists");
    }

    @Test
    void names_may_repeat_where_the_settings_say_so() {
        try (TestServer lenient = TestServer.start(HttpSettings::withRepeatedNames)) {
            TestClient other = lenient.client();
            other.post(PATH, named("n"));

            assertThat(other.post(PATH, named("n")).status()).isEqualTo(201);
        }
    }

    @Test
    void of_many_creations_under_one_name_at_once_one_succeeds() {
        List<Integer> statuses = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> client.post(PATH, named("n")).status())
                .toList();

        assertThat(statuses).containsOnlyOnce(201);
        assertThat(server.engine.workflows().list()).hasSize(1);
    }

    @Test
    void short_trigger_configuration_becomes_a_trigger() {
        String id = create("""
                {"name": "n", "triggerConfig": {"type": "notification_received", "packageName": "com.tencent.mm"}}
                """);

        assertThat(stored(id).triggers()).singleElement().satisfies(trigger -> {
            assertThat(trigger.moduleId()).isEqualTo("trigger_notification");
            assertThat(trigger.parameters()).containsEntry("packageName", "com.tencent.mm");
        });
    }

    @Test
    void unknown_trigger_type_is_kept_with_a_warning() {
        Reply reply = client.post(PATH, "{\"name\": \"n\", \"triggerConfig\": {\"type\": \"moon_phase\"}}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("data.warnings.0.field")).isEqualTo("triggerConfig.type");
        assertThat(stored(reply.text("data.id")).extras()).containsKey("triggerConfig");
    }

    // showing

    @Test
    void workflow_is_shown_as_documented() {
        String id = create(REPLIER);

        Reply reply = client.get(PATH + "/" + id);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("success");
        JsonNode data = reply.at("data");
        assertThat(data.path("id").asText()).isEqualTo(id);
        assertThat(data.path("name").asText()).isEqualTo("自动回复微信");
        assertThat(data.path("description").asText()).isEqualTo("自动回复微信消息");
        assertThat(data.path("isEnabled").asBoolean()).isTrue();
        assertThat(data.path("isFavorite").asBoolean()).isTrue();
        assertThat(data.path("folderId").asText()).isEqualTo("folder-001");
        assertThat(data.path("order").isInt()).isTrue();
        assertThat(data.path("steps").findValuesAsText("moduleId"))
                .containsExactly("trigger_notification", "if_condition", "http_request", "endif");
        assertThat(data.path("steps").get(0).toString())
                .isEqualTo("{\"id\":\"step-001\",\"moduleId\":\"trigger_notification\",\"indentationLevel\":0,"
                        + "\"parameters\":{\"packageName\":{\"type\":\"string\",\"value\":\"com.tencent.mm\"}}}");
        assertThat(data.path("triggers")).hasSize(1);
        assertThat(data.path("triggerConfig").toString())
                .isEqualTo("{\"type\":\"notification_received\",\"packageName\":\"com.tencent.mm\"}");
        assertThat(data.path("modifiedAt").asLong()).isEqualTo(NOW);
        assertThat(data.path("version").asText()).isEqualTo("1.2.0");
        assertThat(data.path("maxExecutionTime").asInt()).isEqualTo(60);
        assertThat(data.path("metadata").toString())
                .isEqualTo("{\"author\":\"vFlow用户\",\"homepage\":\"https://vflow.app/workflows/auto-reply-wechat\","
                        + "\"vFlowLevel\":2,\"tags\":[\"社交\",\"自动化\"],\"description\":\"自动回复微信消息\"}");
        assertThat(data.path("reentryBehavior").asText()).isEqualTo("block_new");
    }

    @Test
    void parameters_are_typed_unless_the_client_asks_for_plain_ones() {
        String id = create("""
                {"name": "n", "steps": [{"id": "s", "moduleId": "delay", "parameters": {"duration": 1000}}]}
                """);

        Reply typed = client.get(PATH + "/" + id);
        Reply plain = client.get(PATH + "/" + id + "?parameters=plain");

        assertThat(typed.at("data.steps.1.parameters.duration").toString())
                .isEqualTo("{\"type\":\"number\",\"value\":1000}");
        assertThat(plain.at("data.steps.1.parameters.duration").toString()).isEqualTo("1000");
        assertThat(client.get(PATH + "/" + id + "?parameters=short").status()).isEqualTo(400);
    }

    @Test
    void workflow_without_automatic_triggers_shows_the_manual_one() {
        String id = create(named("n"));

        Reply reply = client.get(PATH + "/" + id);

        assertThat(reply.at("data.triggerConfig").toString()).isEqualTo("{\"type\":\"manual\"}");
        assertThat(reply.at("data.folderId").isNull()).isTrue();
        assertThat(reply.at("data.maxExecutionTime").isNull()).isTrue();
    }

    @Test
    void what_was_shown_can_be_sent_back_without_a_change() {
        String id = create(REPLIER);
        Workflow before = stored(id);

        for (String form : List.of("typed", "plain")) {
            String shown = client.get(PATH + "/" + id + "?parameters=" + form)
                    .at("data")
                    .toString();
            Reply reply = client.put(PATH + "/" + id, shown);

            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
            assertThat(stored(id)).isEqualTo(before);
        }
    }

    @Test
    void what_was_shown_can_be_created_again() {
        String id = create(REPLIER);
        ObjectNode shown = (ObjectNode) client.get(PATH + "/" + id).at("data");

        String copy = create(shown.put("name", "copy").toString());

        assertThat(stored(copy).withId(id).withName("自动回复微信")).isEqualTo(stored(id));
    }

    @Test
    void unknown_workflow_is_not_found_by_any_route() {
        String unknown = PATH + "/550e8400-e29b-41d4-a716-446655440000";

        for (Reply reply : List.of(
                client.get(unknown),
                client.put(unknown, "{}"),
                client.delete(unknown),
                client.post(unknown + "/duplicate"),
                client.post(unknown + "/enable"),
                client.post(unknown + "/disable"))) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo(1001);
            assertThat(reply.message()).isEqualTo("Workflow not found");
            assertThat(reply.text("details.workflowId")).isEqualTo("550e8400-e29b-41d4-a716-446655440000");
        }
    }

    // changing

    @Test
    void workflow_is_updated_as_documented() {
        String id = create(REPLIER);
        server.clock.advance(Duration.ofSeconds(5));

        Reply reply = client.put(PATH + "/" + id, """
                {"name": "更新后的工作流名称", "description": "更新后的描述", "isEnabled": true, "isFavorite": false,
                 "folderId": "folder-002", "order": 5,
                 "steps": [{"id": "step-001", "moduleId": "delay", "indentationLevel": 0,
                            "parameters": {"duration": {"type": "number", "value": 1000}}}],
                 "triggerConfig": {"type": "manual"}, "maxExecutionTime": 120, "tags": ["自动化", "测试"]}
                """);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("Workflow updated successfully");
        assertThat(reply.at("data").toString()).isEqualTo("{\"id\":\"" + id + "\",\"updatedAt\":" + (NOW + 5000) + "}");
        Workflow workflow = stored(id);
        assertThat(workflow.name()).isEqualTo("更新后的工作流名称");
        assertThat(workflow.about().description()).isEqualTo("更新后的描述");
        assertThat(workflow.favorite()).isFalse();
        assertThat(workflow.folderId()).contains("folder-002");
        assertThat(workflow.order()).isEqualTo(5);
        assertThat(workflow.steps()).singleElement().hasToString("delay step-001");
        assertThat(workflow.triggers()).singleElement().hasFieldOrPropertyWithValue("moduleId", "trigger_manual");
        assertThat(workflow.maxExecutionSeconds()).isEqualTo(120);
        assertThat(workflow.about().tags()).containsExactly("自动化", "测试");
        assertThat(workflow.about().author()).as("was not sent").isEqualTo("vFlow用户");
    }

    @Test
    void only_fields_that_are_sent_change() {
        String id = create(REPLIER);
        Workflow before = stored(id);

        client.put(PATH + "/" + id, "{\"order\": 7}");

        assertThat(stored(id)).isEqualTo(before.toBuilder().order(7).build());
    }

    @Test
    void null_clears_what_can_be_without() {
        String id = create(REPLIER);

        Reply reply = client.put(
                PATH + "/" + id,
                "{\"folderId\": null, \"maxExecutionTime\": null, \"description\": null, \"tags\": null}");

        assertThat(reply.status()).isEqualTo(200);
        Workflow workflow = stored(id);
        assertThat(workflow.folderId()).isEmpty();
        assertThat(workflow.maxExecutionSeconds()).isNull();
        assertThat(workflow.about().description()).isEmpty();
        assertThat(workflow.about().tags()).isEmpty();
    }

    @Test
    void error_workflow_is_set_shown_kept_by_a_duplicate_and_cleared() {
        String id = create("{\"name\": \"n\", \"error_workflow_id\": \"alarm\"}");
        String path = PATH + "/" + id;
        assertThat(client.get(path).text("data.errorWorkflowId")).isEqualTo("alarm");
        String copy = client.post(path + "/duplicate", "{}").text("data.newWorkflowId");
        assertThat(stored(copy).errorWorkflowId()).contains("alarm");

        Reply reply = client.put(path, "{\"errorWorkflowId\": null}");

        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        assertThat(stored(id).errorWorkflowId()).isEmpty();
    }

    @Test
    void workflow_that_names_itself_as_its_error_workflow_is_refused() {
        String id = create(named("n"));

        Reply reply = client.put(PATH + "/" + id, "{\"errorWorkflowId\": \"" + id + "\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("details.problems.0").path("field").asText()).isEqualTo("errorWorkflowId");
        assertThat(stored(id).errorWorkflowId()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        null name              | {"name": null}
        blank name             | {"name": " "}
        null switch            | {"isEnabled": null}
        null steps             | {"steps": null}
        wrong type             | {"order": "first"}
        broken step            | {"steps": [{"id": "s"}]}
        too much               | {"maxExecutionTime": 99999999999}
        """)
    void invalid_change_is_refused_and_changes_nothing(String what, String json) {
        String id = create(REPLIER);
        Workflow before = stored(id);

        Reply reply = client.put(PATH + "/" + id, json);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(1002);
        assertThat(reply.at("details.problems")).isNotEmpty();
        assertThat(stored(id)).isEqualTo(before);
    }

    @Test
    void change_to_an_unknown_folder_or_a_taken_name_is_refused() {
        create(named("taken"));
        String id = create(named("n"));

        assertThat(client.put(PATH + "/" + id, "{\"folderId\": \"folder-009\"}").code())
                .isEqualTo(3001);
        assertThat(client.put(PATH + "/" + id, named("taken")).code()).isEqualTo(1004);
        assertThat(client.put(PATH + "/" + id, named("n")).status()).isEqualTo(200);
    }

    @Test
    void id_in_a_change_is_ignored() {
        String id = create(named("n"));

        client.put(PATH + "/" + id, "{\"id\": \"other\", \"order\": 1}");

        assertThat(server.engine.workflows().list()).singleElement().satisfies(workflow -> {
            assertThat(workflow.id()).isEqualTo(id);
            assertThat(workflow.order()).isEqualTo(1);
        });
    }

    @Test
    void triggers_stay_where_a_change_names_none() {
        String id = create(REPLIER);

        client.put(PATH + "/" + id, "{\"steps\": [{\"id\": \"d\", \"moduleId\": \"delay\"}]}");

        assertThat(stored(id).triggers()).singleElement().hasToString("trigger_notification step-001");
    }

    @Test
    void trigger_changed_in_any_of_its_three_places_is_changed() {
        for (String place : List.of("/steps/0/parameters/packageName", "/triggers/0/parameters/packageName")) {
            String id = create(REPLIER);
            ObjectNode shown = (ObjectNode) client.get(PATH + "/" + id).at("data");
            ((ObjectNode) shown.at(place)).put("value", "org.other");

            client.put(PATH + "/" + id, shown.toString());

            assertThat(stored(id).triggers().get(0).parameters()).as(place).containsEntry("packageName", "org.other");
            client.delete(PATH + "/" + id);
        }
        String id = create(REPLIER);
        client.put(
                PATH + "/" + id,
                "{\"triggerConfig\": {\"type\": \"notification_received\", \"packageName\": \"org.other\"}}");

        assertThat(stored(id).triggers().get(0).parameters()).containsEntry("packageName", "org.other");
        assertThat(stored(id).triggers().get(0).id()).as("references stay good").isEqualTo("step-001");
    }

    @Test
    void note_changed_in_metadata_or_beside_it_is_changed() {
        String id = create(REPLIER);
        ObjectNode shown = (ObjectNode) client.get(PATH + "/" + id).at("data");
        ((ObjectNode) shown.path("metadata")).put("author", "Ann").put("license", "MIT");
        shown.put("description", "new");

        client.put(PATH + "/" + id, shown.toString());

        assertThat(stored(id).about().author()).isEqualTo("Ann");
        assertThat(stored(id).about().description()).isEqualTo("new");
        assertThat(client.get(PATH + "/" + id).text("data.metadata.license")).isEqualTo("MIT");
    }

    @Test
    void changes_of_different_fields_at_once_are_all_kept() {
        String id = create(named("n"));

        IntStream.range(0, 16).parallel().forEach(i -> client.put(PATH + "/" + id, "{\"field" + i + "\": " + i + "}"));

        assertThat(stored(id).extras()).hasSize(16);
    }

    @Test
    void workflow_is_deleted_as_documented() {
        String id = create(named("n"));

        Reply reply = client.delete(PATH + "/" + id);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("Workflow deleted successfully");
        assertThat(reply.at("data").toString()).isEqualTo("{\"deleted\":true,\"deletedAt\":" + NOW + "}");
        assertThat(client.get(PATH + "/" + id).status()).isEqualTo(404);
        assertThat(client.delete(PATH + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void workflow_is_enabled_and_disabled_as_documented() {
        String id = create(named("n"));

        Reply enabled = client.post(PATH + "/" + id + "/enable");
        Reply again = client.post(PATH + "/" + id + "/enable");
        Reply disabled = client.post(PATH + "/" + id + "/disable");

        assertThat(enabled.status()).isEqualTo(200);
        assertThat(enabled.message()).isEqualTo("Workflow enabled");
        assertThat(enabled.at("data").toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"isEnabled\":true,\"updatedAt\":" + NOW + "}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(disabled.message()).isEqualTo("Workflow disabled");
        assertThat(disabled.at("data.isEnabled").asBoolean()).isFalse();
        assertThat(stored(id).enabled()).isFalse();
    }

    @Test
    void enabled_workflow_is_started_by_its_triggers() {
        String id = create("""
                {"name": "n", "triggers": [{"id": "t", "moduleId": "trigger_interval", "parameters": {"interval": 1, "unit": "minute"}}]}
                """);
        client.post(PATH + "/" + id + "/enable");

        server.clock.advance(Duration.ofHours(2));

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (history.list(HistoryFilter.any(), 0, 1).executions().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(history.list(HistoryFilter.any(), 0, 1).executions()).isNotEmpty();
    }

    // copies and batches

    @Test
    void workflow_is_duplicated_as_documented() {
        String id = create(REPLIER);

        Reply reply = client.post(
                PATH + "/" + id + "/duplicate", "{\"newName\": \"我的工作流副本\", \"targetFolderId\": \"folder-002\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.message()).isEqualTo("Workflow duplicated successfully");
        assertThat(reply.text("data.name")).isEqualTo("我的工作流副本");
        assertThat(reply.at("data.createdAt").asLong()).isEqualTo(NOW);
        Workflow copy = stored(reply.text("data.newWorkflowId"));
        assertThat(copy.enabled()).isFalse();
        assertThat(copy.folderId()).contains("folder-002");
        assertThat(copy.steps()).isEqualTo(stored(id).steps());
    }

    @Test
    void copies_get_free_names_of_their_own() {
        String id = create(REPLIER);

        List<String> names = IntStream.range(0, 3)
                .mapToObj(i -> client.post(PATH + "/" + id + "/duplicate").text("data.name"))
                .toList();

        assertThat(names).containsExactly("自动回复微信 (副本)", "自动回复微信 (副本 2)", "自动回复微信 (副本 3)");
    }

    @Test
    void copy_of_a_long_name_is_cut_so_that_it_stays_a_name() {
        String id = create(named("n".repeat(200)));

        String name = client.post(PATH + "/" + id + "/duplicate").text("data.name");

        assertThat(name).hasSize(200).endsWith(" (副本)");
    }

    @Test
    void bad_copies_are_refused() {
        String id = create(named("n"));
        String path = PATH + "/" + id + "/duplicate";

        assertThat(client.post(path, "{\"targetFolderId\": \"folder-009\"}").code())
                .isEqualTo(3001);
        assertThat(client.post(path, "{\"newName\": \"n\"}").code()).isEqualTo(1004);
        assertThat(client.post(path, "{\"newName\": 5}").code()).isEqualTo(1002);
        assertThat(server.engine.workflows().list()).hasSize(1);
    }

    @Test
    void batch_tells_what_was_done_was_unknown_and_was_so_already() {
        String on = create("{\"name\": \"on\", \"isEnabled\": true}");
        String off = create(named("off"));

        Reply reply = client.post(
                PATH + "/batch",
                "{\"action\": \"Enable\", \"workflowIds\": [\"" + on + "\", \"" + off + "\", \"x\", \"" + off + "\"]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("Batch operation completed");
        assertThat(texts(reply.at("data.succeeded"))).containsExactly(off);
        assertThat(texts(reply.at("data.failed"))).containsExactly("x");
        assertThat(texts(reply.at("data.skipped"))).containsExactly(on);
    }

    @Test
    void batch_deletes_disables_and_moves() {
        String one = create("{\"name\": \"1\", \"isEnabled\": true}");
        String two = create("{\"name\": \"2\", \"isEnabled\": true}");
        String ids = "\"workflowIds\": [\"" + one + "\", \"" + two + "\"]";

        client.post(PATH + "/batch", "{\"action\": \"disable\", " + ids + "}");
        Reply moved =
                client.post(PATH + "/batch", "{\"action\": \"move\", " + ids + ", \"targetFolderId\": \"folder-002\"}");

        assertThat(texts(moved.at("data.succeeded"))).containsExactly(one, two);
        assertThat(server.engine.workflows().list())
                .allMatch(workflow -> !workflow.enabled() && workflow.folderId().equals(Optional.of("folder-002")));
        Reply out = client.post(PATH + "/batch", "{\"action\": \"move\", " + ids + ", \"targetFolderId\": null}");
        assertThat(texts(out.at("data.succeeded"))).hasSize(2);
        client.post(PATH + "/batch", "{\"action\": \"delete\", " + ids + "}");
        assertThat(server.engine.workflows().list()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no action           | {"workflowIds": ["a"]}                                                      | 400 | 1002
        unknown action      | {"action": "archive", "workflowIds": ["a"]}                                 | 400 | 1002
        no ids              | {"action": "delete"}                                                        | 400 | 1002
        empty list of ids   | {"action": "delete", "workflowIds": []}                                     | 400 | 1002
        ids of another type | {"action": "delete", "workflowIds": [1]}                                    | 400 | 1002
        move without target | {"action": "move", "workflowIds": ["a"]}                                    | 400 | 1002
        move to nowhere     | {"action": "move", "workflowIds": ["a"], "targetFolderId": "folder-009"}    | 404 | 3001
        """)
    void bad_batches_are_refused(String what, String json, int status, int code) {
        Reply reply = client.post(PATH + "/batch", json);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    // listing

    @Test
    void workflows_are_listed_as_documented() {
        String id = create(REPLIER);

        Reply reply = client.get(PATH);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("data.workflows.0").toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"自动回复微信\",\"description\":\"自动回复微信消息\","
                        + "\"isEnabled\":true,\"isFavorite\":true,\"folderId\":\"folder-001\",\"order\":0,"
                        + "\"stepCount\":3,\"triggerCount\":1,\"modifiedAt\":" + NOW
                        + ",\"tags\":[\"社交\",\"自动化\"],\"version\":\"1.2.0\","
                        + "\"triggerConfig\":{\"type\":\"notification_received\",\"packageName\":\"com.tencent.mm\"},"
                        + "\"maxExecutionTime\":60,\"author\":\"vFlow用户\",\"vFlowLevel\":2}");
        assertThat(reply.at("data.total").asInt()).isEqualTo(1);
        assertThat(reply.at("data.limit").asInt()).isEqualTo(50);
        assertThat(reply.at("data.offset").asInt()).isZero();
    }

    private void createThree() {
        create("{\"name\": \"beta\", \"order\": 1, \"tags\": [\"x\", \"y\"], \"isEnabled\": true}");
        server.clock.advance(Duration.ofSeconds(1));
        create("{\"name\": \"Alpha\", \"order\": 3, \"description\": \"about BETA\", \"folderId\": \"folder-001\"}");
        server.clock.advance(Duration.ofSeconds(1));
        create("{\"name\": \"gamma\", \"order\": 2, \"tags\": [\"z\"], \"isEnabled\": true}");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', textBlock = """
        ''                                | beta gamma Alpha | 3
        sortBy=order&order=desc           | Alpha gamma beta | 3
        sortBy=name                       | Alpha beta gamma | 3
        sort_by=name&order=DESC           | gamma beta Alpha | 3
        sortBy=modifiedAt&order=desc      | gamma Alpha beta | 3
        search=beta                       | beta Alpha       | 2
        search=%42ETA&includeDisabled=false | beta           | 1
        folderId=folder-001               | Alpha            | 1
        folder_id=null                    | beta gamma       | 2
        folderId=folder-009               | ''               | 0
        tags=y                            | beta             | 1
        tags=z,%20x                       | beta gamma       | 2
        includeDisabled=false             | beta gamma       | 2
        includeDisabled=true              | beta gamma Alpha | 3
        limit=1                           | beta             | 3
        limit=1&offset=1                  | gamma            | 3
        offset=9                          | ''               | 3
        limit=0                           | ''               | 3
        """)
    void list_is_filtered_sorted_and_paged(String query, String names, int total) {
        createThree();

        Reply reply = client.get(PATH + "?" + query);

        assertThat(String.join(" ", texts(reply.at("data.workflows")))).isEqualTo(names);
        assertThat(reply.at("data.total").asInt()).isEqualTo(total);
    }

    @Test
    void page_has_at_most_a_thousand_workflows() {
        assertThat(client.get(PATH + "?limit=5000").at("data.limit").asInt()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=-1, limit",
        "limit=ten, limit",
        "offset=-1, offset",
        "sortBy=size, sortBy",
        "order=up, order",
        "includeDisabled=maybe, includeDisabled"
    })
    void bad_query_is_refused_with_the_parameter(String query, String parameter) {
        Reply reply = client.get(PATH + "?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("details.parameter")).isEqualTo(parameter);
    }

    @Test
    void reader_of_workflows_may_not_change_them() {
        try (TestServer guarded = TestServer.start(settings -> settings.withReadOnlyPairingSecret("look-but-do-not"))) {
            Reply granted = guarded.stranger()
                    .send(guarded.stranger()
                            .request("/api/v1/auth/token")
                            .header("Content-Type", "application/json")
                            .header("X-Pairing-Secret", "look-but-do-not")
                            .POST(BodyPublishers.ofString("{\"deviceId\": \"d\"}")));
            TestClient reader = guarded.stranger().withToken(granted.text("data.token"));

            assertThat(reader.get(PATH).status()).isEqualTo(200);
            assertThat(reader.post(PATH, named("n")).code()).isEqualTo(6003);
        }
    }

    @Test
    void nothing_is_shown_or_changed_without_a_token() {
        TestClient stranger = server.stranger();

        assertThat(stranger.get(PATH).code()).isEqualTo(6001);
        assertThat(stranger.post(PATH, named("n")).code()).isEqualTo(6001);
    }
}
