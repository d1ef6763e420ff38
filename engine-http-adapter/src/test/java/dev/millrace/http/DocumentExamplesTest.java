package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example of document 001, as it stands there: the same request gets the same status, code and message, and a response
 * with all members of the documented one and of their types. {@code document-001.json} holds them in the document's order.
 */
class DocumentExamplesTest {
    private static final String WORKFLOW = "550e8400-e29b-41d4-a716-446655440000";
    private static final String OTHER = "550e8400-e29b-41d4-a716-446655440001";
    private static final String WAITING = "waiting";
    private static final String FAILING = "failing";
    /** What depends on the workflow, the module or the host, and so on what the example does not show. */
    private static final Set<String> FREE = Set.of(
            "data.steps.parameters",
            "data.outputs.step-001.notificationContent",
            "data.logs.details",
            "data.metadata.helpUrl",
            "data.inputs.defaultValue",
            "data.inputs.constraints",
            "data.schema.defaultValue",
            "data.schema.placeholder",
            "data.schema.validation",
            "data.schema.autocomplete",
            "data.permissions");

    private final TestServer server = TestServer.start();
    private final TestClient client = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> examples() {
        try (InputStream text = DocumentExamplesTest.class.getResourceAsStream("document-001.json")) {
            JsonNode all = Reply.read(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            return StreamSupport.stream(all.spliterator(), false)
                    .map(example ->
                            Arguments.of(example.get("request").asText() + " " + example.get("status"), example));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void example_is_answered_as_it_is_documented(String name, JsonNode example) {
        folders();
        workflows();

        Reply reply = answer(example);

        assertThat(reply.status())
                .as(reply.body())
                .isEqualTo(example.get("status").asInt());
        JsonNode documented = example.get("response");
        assertThat(reply.code()).isEqualTo(documented.get("code").asInt());
        assertThat(reply.message()).isEqualTo(documented.get("message").asText());
        List<String> differences = new ArrayList<>();
        compare("data", documented.get("data"), reply.at("data"), differences);
        assertThat(differences).as(reply.body()).isEmpty();
    }

    // ---------------------------------------------------------------- what there is

    private void folders() {
        folder("folder-001", "我的工作流", "");
        folder("folder-002", "自动化", "");
        folder("folder-003", "其他", "folder-001");
    }

    private void folder(String id, String name, String parent) {
        Instant time = Instant.ofEpochMilli(server.clock.epochMillis());
        Optional<String> parentId = Optional.of(parent).filter(text -> !text.isEmpty());
        server.engine.folders().save(new Folder(id, name, parentId, 0, time, time, Map.of()));
    }

    private void workflows() {
        deploy(Workflow.builder("自动回复微信")
                .id(WORKFLOW)
                .folderId("folder-001")
                .maxExecutionSeconds(60)
                .trigger("trigger-001", "trigger_notification", Map.of("packageName", "com.tencent.mm"))
                .step("step-001", "text_replace", Map.of("text", "[[myVar]]", "find", "a", "replace", "b"))
                .step("step-002", "create_variable", Map.of("variableName", "counter", "type", "number", "value", 5)));
        deploy(Workflow.builder("等待")
                .id(WAITING)
                .step("step-001", "text_replace", Map.of("text", "a", "find", "a", "replace", "b"))
                .step("step-002", "create_variable", Map.of("variableName", "counter", "type", "number", "value", 5))
                .step("step-003", "delay", Map.of("duration", 60_000)));
        deploy(Workflow.builder("失败").id(FAILING).step("step-001", "throw", Map.of("content", "Connection timeout")));
        deploy(Workflow.builder("另一个").id(OTHER).step("step-001", "delay", Map.of("duration", 1)));
        deploy(Workflow.builder("工作流3").id("wf-003").step("step-001", "delay", Map.of("duration", 1)));
    }

    private void deploy(Workflow.Builder workflow) {
        server.engine.deploy(workflow.enabled(true).build());
    }

    private String executed(String workflowId) {
        String path = "/api/v1/workflows/" + workflowId + "/execute";
        return client.post(path, "{\"async\": true}").text("data.executionId");
    }

    /** Waits until the engine has brought an execution to where it waits. */
    private String waiting() {
        String id = executed(WAITING);
        TriggeredApi.await(() -> server.clock.pendingTimers() > 0);
        return id;
    }

    // ---------------------------------------------------------------- the requests

    private Reply answer(JsonNode example) {
        String[] request = example.get("request").asText().split(" ");
        String body = example.path("body").toString();
        String path = request[1]
                .replace("{workflowId}", WORKFLOW)
                .replace("{folderId}", "folder-001")
                .replace("{moduleId}", "http_request");
        return switch (example.get("request").asText()) {
            case "POST /api/v1/auth/refresh" -> {
                Reply first = server.stranger().post("/api/v1/auth/token", "{\"deviceId\": \"d\"}");
                yield server.stranger()
                        .withToken(first.text("data.refreshToken"))
                        .post(path);
            }
            case "GET /api/v1/executions/{executionId}" -> client.get(path.replace("{executionId}", waiting()));
            case "POST /api/v1/executions/{executionId}/stop" -> client.post(path.replace("{executionId}", waiting()));
            case "GET /api/v1/executions/{executionId}/logs" -> {
                String id = waiting();
                server.clock.advance(Duration.ofMinutes(1));
                yield client.get(path.replace("{executionId}", id));
            }
            case "GET /api/v1/executions", "DELETE /api/v1/executions" -> {
                client.post("/api/v1/workflows/" + FAILING + "/execute", "{\"async\": false}");
                client.post("/api/v1/workflows/" + WORKFLOW + "/execute", "{\"async\": false}");
                yield request[0].equals("GET") ? client.get(path) : client.delete(path + "?workflowId=" + WORKFLOW);
            }
            case "DELETE /api/v1/folders/{folderId}" -> client.delete(path + "?moveWorkflowsTo=folder-002");
            case "POST /api/v1/workflows/import" ->
                Form.file("one.json", workflow("wf-001", "导入的工作流")).post(client, path);
            case "POST /api/v1/workflows/import-batch" ->
                Form.file(
                                "many.zip",
                                Archive.of(Map.of(
                                        "workflow1.json", workflow("wf-001", "工作流1"),
                                        "workflow2.json", workflow("wf-002", "工作流2"),
                                        "workflow3.json", workflow("wf-003", "工作流3"),
                                        "workflow4.json", "{")))
                        .post(client, path);
            case "GET /api/v1/system/stats" -> {
                client.post("/api/v1/workflows/" + WORKFLOW + "/execute", "{\"async\": false}");
                yield client.get(path);
            }
            default -> plain(request[0], path, body);
        };
    }

    private Reply plain(String method, String path, String body) {
        return switch (method) {
            case "GET" -> client.get(path);
            case "DELETE" -> client.delete(path);
            case "PUT" -> client.put(path, body);
            default -> body.isEmpty() ? client.post(path) : client.post(path, body);
        };
    }

    private static String workflow(String id, String name) {
        return "{\"id\": \"" + id + "\", \"name\": \"" + name + "\", \"steps\": []}";
    }

    // ---------------------------------------------------------------- the shapes

    private static void compare(String place, JsonNode documented, JsonNode given, List<String> differences) {
        if (FREE.contains(place) || documented.isNull()) {
            return;
        }
        if (documented.getNodeType() != given.getNodeType()) {
            differences.add(place + " is " + given + ", and in the document " + documented);
        } else if (documented.isObject()) {
            documented
                    .properties()
                    .forEach(member -> compare(
                            place + "." + member.getKey(),
                            member.getValue(),
                            given.path(member.getKey()),
                            differences));
        } else if (documented.isArray()
                && !documented.isEmpty()
                && documented.get(0).isObject()) {
            compareElements(place, documented, given, differences);
        }
    }

    /** Each documented element is one of a kind: some element that is given is like it. */
    private static void compareElements(String place, JsonNode documented, JsonNode given, List<String> differences) {
        for (JsonNode element : documented) {
            @Nullable List<String> nearest = null;
            for (JsonNode candidate : given) {
                List<String> own = new ArrayList<>();
                compare(place, element, candidate, own);
                nearest = nearest == null || own.size() < nearest.size() ? own : nearest;
            }
            differences.addAll(nearest == null ? List.of(place + " is empty") : nearest);
        }
    }
}
