package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Executing workflows, and their history (document 001, workflow execution). */
class ExecutionRoutesTest {
    private static final String START = "{\"async\": true}";
    private static final String RUN = "{\"async\": false}";

    private final TestServer server = TestServer.start();
    private final TestClient client = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    private String deploy(Workflow.Builder workflow) {
        Workflow built = workflow.build();
        server.engine.deploy(built);
        return built.id();
    }

    private static Workflow.Builder greeting() {
        return Workflow.builder("Greeting")
                .id("wf-greeting")
                .step("step-001", "text_replace", Map.of("text", "[[myVar]]!", "find", "!", "replace", "?"));
    }

    private static Workflow.Builder sleeper() {
        return Workflow.builder("Sleeper")
                .id("wf-sleeper")
                .reentry(ReentryBehavior.ALLOW_PARALLEL)
                .step("step-001", "create_variable", Map.of("variableName", "counter", "type", "number", "value", 5))
                .step("step-002", "delay", Map.of("duration", 60_000));
    }

    private static Workflow.Builder thrower() {
        return Workflow.builder("Thrower")
                .id("wf-thrower")
                .step("step-001", "throw", Map.of("content", "out of paper"));
    }

    private Reply execute(String workflowId, String body) {
        return client.post("/api/v1/workflows/" + workflowId + "/execute", body);
    }

    @Test
    void waits_for_the_end_and_gives_the_outputs() {
        String id = deploy(greeting());

        Reply reply = execute(
                id,
                "{\"async\": false, \"inputVariables\": {\"myVar\": {\"type\": \"string\", \"value\": \"Hello!\"}}}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("Workflow completed");
        assertThat(reply.text("data.executionId")).startsWith("exec-");
        assertThat(reply.text("data.status")).isEqualTo("completed");
        assertThat(reply.at("data.startedAt").asLong()).isEqualTo(1704067200000L);
        assertThat(reply.at("data.completedAt").isIntegralNumber()).isTrue();
        assertThat(reply.at("data.duration").isIntegralNumber()).isTrue();
        assertThat(reply.at("data.outputs.step-001.result"))
                .as(reply.body())
                .isEqualTo(json("{\"type\": \"string\", \"value\": \"Hello??\"}"));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void plain_inputs_and_the_other_spelling_are_taken_too() {
        String id = deploy(greeting());

        Reply reply = execute(id, "{\"async\": false, \"input_variables\": {\"myVar\": \"Hi!\"}}");

        assertThat(reply.text("data.outputs.step-001.result.value")).isEqualTo("Hi??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", START, "{\"async\": true, \"timeout\": 60}"})
    void starts_and_answers_at_once(String body) {
        Reply reply = execute(deploy(sleeper()), body);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.message()).isEqualTo("Workflow execution started");
        assertThat(reply.text("data.workflowId")).isEqualTo("wf-sleeper");
        assertThat(reply.text("data.status")).isEqualTo("running");
        assertThat(reply.at("data.startedAt").asLong()).isEqualTo(1704067200000L);
    }

    @Test
    void no_body_at_all_starts_it() {
        deploy(sleeper());

        assertThat(client.post("/api/v1/workflows/wf-sleeper/execute").status()).isEqualTo(202);
    }

    @Test
    void no_thread_waits_for_an_execution_that_waits() throws InterruptedException {
        deploy(sleeper());
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            replies.add(client.later(client.json("/api/v1/workflows/wf-sleeper/execute"), RUN));
        }
        while (server.clock.pendingTimers() < 300) {
            Thread.onSpinWait();
        }
        Reply meanwhile = client.get("/api/v1/executions?status=running&limit=1");

        server.clock.advance(Duration.ofMinutes(1));

        assertThat(meanwhile.at("data.total").asInt()).isEqualTo(300);
        assertThat(replies)
                .allSatisfy(
                        reply -> assertThat(reply.join().text("data.status")).isEqualTo("completed"));
    }

    @Test
    void failure_is_no_success() {
        Reply reply = execute(deploy(thrower()), RUN);

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.code()).isEqualTo(1003);
        assertThat(reply.message()).isEqualTo("Workflow execution failed");
        assertThat(reply.at("data").isNull()).isTrue();
        assertThat(reply.text("details.status")).isEqualTo("failed");
        assertThat(reply.text("details.error.message")).contains("out of paper");
        assertThat(reply.text("details.error.stepId")).isEqualTo("step-001");
    }

    @Test
    void execution_beyond_its_time_is_told_as_such() {
        deploy(sleeper());
        CompletableFuture<Reply> later = client.later(
                client.json("/api/v1/workflows/wf-sleeper/execute"), "{\"async\": false, \"timeout\": 2.5}");
        while (server.clock.pendingTimers() < 2) {
            Thread.onSpinWait();
        }
        server.clock.advance(Duration.ofSeconds(3));

        Reply reply = later.join();

        assertThat(reply.code()).isEqualTo(1003);
        assertThat(reply.text("details.status")).isEqualTo("timeout");
    }

    @Test
    void unknown_workflow_is_not_found() {
        Reply reply = execute("nobody", RUN);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(1001);
        assertThat(reply.text("details.workflowId")).isEqualTo("nobody");
    }

    @Test
    void disabled_workflow_is_refused_unless_the_settings_allow_it() {
        deploy(greeting().enabled(false));

        Reply refused = execute("wf-greeting", RUN);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo(1003);
        try (TestServer other = TestServer.start(HttpSettings::withDisabledExecutable)) {
            other.engine.deploy(greeting().enabled(false).build());
            assertThat(other.client()
                            .post("/api/v1/workflows/wf-greeting/execute", RUN)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void workflow_with_errors_is_refused_with_all_of_them() {
        deploy(Workflow.builder("Broken")
                .id("wf-broken")
                .step("a", "no_such_module")
                .step("b", "loop", Map.of("count", 2)));

        Reply reply = execute("wf-broken", RUN);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.message()).isEqualTo("Workflow validation failed");
        assertThat(reply.at("details.problems")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(reply.text("details.problems.0.stepId")).isEqualTo("a");
        assertThat(reply.text("details.problems.0.fix")).isNotEmpty();
    }

    @Test
    void workflow_that_runs_already_is_refused_with_the_one_that_runs() {
        deploy(sleeper().reentry(ReentryBehavior.BLOCK_NEW));
        Reply first = execute("wf-sleeper", START);

        Reply second = execute("wf-sleeper", START);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo(1003);
        assertThat(second.text("details.runningExecutionId")).isEqualTo(first.text("data.executionId"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"async\": \"yes\"}            | async must be true or false",
                "{\"timeout\": 0}                | timeout must be a number of seconds",
                "{\"timeout\": \"soon\"}         | timeout must be a number of seconds",
                "{\"inputVariables\": [1]}       | inputVariables must be an object",
                "[1]                             | must be a JSON object",
                "{\"async\": true                | line 1",
                "{\"async\": true, \"async\": 1} | stands twice",
            })
    void wrong_bodies_are_explained(String body, String said) {
        Reply reply = execute(deploy(greeting()), body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).contains(said);
    }

    @Test
    void running_execution_is_shown_where_it_stands() {
        deploy(sleeper());
        String id = execute("wf-sleeper", START).text("data.executionId");
        while (server.clock.pendingTimers() < 1) {
            Thread.onSpinWait();
        }

        Reply reply = client.get("/api/v1/executions/" + id);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("data.workflowName")).isEqualTo("Sleeper");
        assertThat(reply.text("data.status")).as("though it waits").isEqualTo("running");
        assertThat(reply.at("data.currentStepIndex").asInt()).isEqualTo(1);
        assertThat(reply.at("data.totalSteps").asInt()).isEqualTo(2);
        assertThat(reply.at("data.currentStep"))
                .isEqualTo(json("{\"id\": \"step-002\", \"moduleId\": \"delay\", \"name\": \"延迟\"}"));
        assertThat(reply.at("data.completedAt").isNull()).isTrue();
        assertThat(reply.at("data.duration").isNull()).isTrue();
        assertThat(reply.at("data.error").isNull()).isTrue();
        assertThat(reply.at("data.variables.counter")).isEqualTo(json("{\"type\": \"number\", \"value\": 5}"));
    }

    @Test
    void failed_execution_keeps_its_error() {
        String id = execute(deploy(thrower()), RUN).text("details.executionId");

        Reply reply = client.get("/api/v1/executions/" + id);

        assertThat(reply.text("data.status")).isEqualTo("failed");
        assertThat(reply.text("data.error.message")).contains("out of paper");
        assertThat(reply.at("data.error.stepIndex").asInt()).isZero();
        assertThat(reply.at("data.currentStep").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/logs", "/events"})
    void unknown_execution_is_not_found(String what) {
        Reply reply = client.get("/api/v1/executions/exec-nobody" + what);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(5001);
    }

    @Test
    void stopping_stops_once() {
        deploy(sleeper());
        String id = execute("wf-sleeper", START).text("data.executionId");

        Reply stopped = client.post("/api/v1/executions/" + id + "/stop");
        server.engine.find(id).orElseThrow().completion().join();
        Reply again = client.post("/api/v1/executions/" + id + "/stop");
        Reply unknown = client.post("/api/v1/executions/exec-nobody/stop");

        assertThat(stopped.status()).isEqualTo(200);
        assertThat(stopped.message()).isEqualTo("Execution stopped");
        assertThat(stopped.text("data.status")).isEqualTo("cancelled");
        assertThat(stopped.at("data.stoppedAt").isIntegralNumber()).isTrue();
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo(5002);
        assertThat(unknown.code()).isEqualTo(5001);
        assertThat(client.get("/api/v1/executions/" + id).text("data.status")).isEqualTo("cancelled");
    }

    @Test
    void log_is_read_in_pages_and_by_level_and_step() {
        String id = execute(deploy(thrower().step("never", "comment")), RUN).text("details.executionId");
        String logs = "/api/v1/executions/" + id + "/logs";

        Reply all = client.get(logs);
        Reply errors = client.get(logs + "?level=ERROR");
        Reply page = client.get(logs + "?limit=1&offset=0");
        Reply other = client.get(logs + "?stepIndex=1");

        assertThat(all.at("data.logs.0.timestamp").isIntegralNumber()).isTrue();
        assertThat(all.at("data.limit").asInt()).isEqualTo(100);
        assertThat(errors.at("data.logs")).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.get("level").asText()).isEqualTo("error");
            assertThat(entry.get("moduleId").asText()).isEqualTo("throw");
            assertThat(entry.get("details").isObject()).isTrue();
        });
        assertThat(page.at("data.logs")).hasSize(1);
        assertThat(page.at("data.total").asInt()).isEqualTo(all.at("data.logs").size());
        assertThat(other.at("data.logs")).isEmpty();
    }

    @Test
    void history_is_listed_newest_first_and_filtered() {
        execute(deploy(greeting()), "{\"async\": false, \"inputVariables\": {\"myVar\": \"x\"}}");
        server.clock.advance(Duration.ofSeconds(10));
        execute(deploy(thrower()), RUN);

        Reply all = client.get("/api/v1/executions");
        Reply failed = client.get("/api/v1/executions?status=failed");
        Reply ofWorkflow = client.get("/api/v1/executions?workflow_id=wf-greeting");
        Reply later = client.get("/api/v1/executions?startDate=1704067205000");
        Reply earlier = client.get("/api/v1/executions?endDate=1704067205000&limit=5");

        assertThat(all.at("data.total").asInt()).isEqualTo(2);
        assertThat(all.at("data.limit").asInt()).isEqualTo(20);
        assertThat(all.text("data.executions.0.workflowName")).isEqualTo("Thrower");
        assertThat(all.text("data.executions.0.error")).contains("out of paper");
        assertThat(all.text("data.executions.1.triggeredBy")).isEqualTo("manual");
        assertThat(all.at("data.executions.1").has("error")).isFalse();
        assertThat(failed.text("data.executions.0.workflowId")).isEqualTo("wf-thrower");
        assertThat(failed.at("data.total").asInt()).isEqualTo(1);
        assertThat(ofWorkflow.text("data.executions.0.workflowId")).isEqualTo("wf-greeting");
        assertThat(later.text("data.executions.0.workflowId")).isEqualTo("wf-thrower");
        assertThat(earlier.text("data.executions.0.workflowId")).isEqualTo("wf-greeting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?status=lost", "?limit=0", "?limit=1001", "?offset=-1", "?startDate=yesterday"})
    void wrong_filters_are_explained(String query) {
        Reply reply = client.get("/api/v1/executions" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).contains("query");
    }

    @Test
    void history_is_deleted_by_what_is_named_and_never_all_by_mistake() {
        String first = execute(deploy(thrower()), RUN).text("details.executionId");
        server.clock.advance(Duration.ofSeconds(10));
        execute("wf-thrower", RUN);
        deploy(sleeper());
        execute("wf-sleeper", START);

        Reply nothing = client.delete("/api/v1/executions");
        Reply both = client.delete("/api/v1/executions?executionId=" + first + "&workflowId=other");
        Reply older = client.delete("/api/v1/executions?olderThan=1704067205000");
        Reply running = client.delete("/api/v1/executions?workflowId=wf-sleeper");
        Reply rest = client.delete("/api/v1/executions?workflowId=wf-thrower");

        assertThat(nothing.status()).isEqualTo(400);
        assertThat(both.at("data.deletedCount").asInt()).isZero();
        assertThat(older.message()).isEqualTo("Execution history deleted");
        assertThat(older.at("data.deletedCount").asInt()).isEqualTo(1);
        assertThat(running.at("data.deletedCount").asInt()).as("it still runs").isZero();
        assertThat(rest.at("data.deletedCount").asInt()).isEqualTo(1);
        assertThat(client.get("/api/v1/executions/" + first).code()).isEqualTo(5001);
    }
}
