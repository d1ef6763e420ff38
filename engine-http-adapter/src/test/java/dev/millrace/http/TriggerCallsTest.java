package dev.millrace.http;

import static dev.millrace.http.TriggeredApi.assertRefused;
import static dev.millrace.http.TriggeredApi.assertRun;
import static dev.millrace.http.TriggeredApi.await;
import static dev.millrace.http.TriggeredApi.definition;
import static dev.millrace.http.TriggeredApi.output;
import static dev.millrace.http.TriggeredApi.step;
import static dev.millrace.http.TriggeredApi.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.HistoryFilter;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What APIs make of requests, and how often they may be called (spec sync-api-trigger 5, 10 and 11). */
class TriggerCallsTest {
    private static final String PATH = "/v1/api/acme/test/run";

    private final TriggeredApi apis = new TriggeredApi();

    @AfterEach
    void close() {
        apis.close();
    }

    static Stream<Arguments> bodies() {
        String json = "application/json";
        String form = "application/x-www-form-urlencoded";
        String parts = "multipart/form-data; boundary=b";
        return Stream.of(
                arguments("empty", json, " ", "{}"),
                arguments("object", json, "{\"a\":1.50}", "{\"a\":1.50}"),
                arguments("scalar", json, "7", "7"),
                arguments("large number", json, "[123456789012345678901234567890]", "[123456789012345678901234567890]"),
                arguments("JSON by suffix", "application/x+json", "\"t\"", "\"t\""),
                arguments("JSON as curl sends it", form, "{\"a\":\"b\"}", "{\"a\":\"b\"}"),
                arguments("form", form, "a=1&a=2&b=%C3%A9+x", "{\"a\":[\"1\",\"2\"],\"b\":\"é x\"}"),
                arguments("form that begins like JSON", form, "{x=1", "{\"{x\":\"1\"}"),
                arguments("text", "text/plain", "hello", "\"hello\""),
                arguments("JSON as text", "text/plain", "[1]", "[1]"),
                arguments("byte order mark", json, "\uFEFF{\"a\":1}", "{\"a\":1}"),
                arguments(
                        "parts",
                        parts,
                        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n",
                        "{\"a\":\"x\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bodies(String name, String contentType, String body, String seen) {
        apis.save(definition(), step("out", "output", "value", "{{t.body}}", "asText", true));

        Reply reply = apis.caller.send(
                apis.caller.request(PATH).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));

        assertRun(reply, 0, "");
        assertThat(reply.at("response.data")).isEqualTo(Reply.read(seen));
    }

    @Test
    void workflow_sees_the_request_and_its_uid() {
        apis.save(
                definition("method", "ANY"),
                output(Map.of(
                        "method",
                        "{{t.method}}",
                        "path",
                        "{{t.path}}",
                        "ip",
                        "{{t.clientIp}}",
                        "uid",
                        "{{t.uid}}",
                        "params",
                        "{{t.params}}",
                        "variable",
                        "[[a]]",
                        "body",
                        "{{t.body}}")));

        Reply reply = apis.caller.get(PATH + "?a=b");

        assertThat(reply.text("response.data.method")).isEqualTo("GET");
        assertThat(reply.text("response.data.ip")).isEqualTo("127.0.0.1");
        assertThat(reply.text("response.data.params.a")).isEqualTo("b");
        assertThat(reply.text("response.data.uid")).isEqualTo(reply.text("response.uid"));
        assertThat(reply.text("response.data.path")).isEqualTo(PATH);
        assertThat(reply.text("response.data.variable")).isEqualTo("b");
        assertThat(reply.at("response.data.body").isNull()).isTrue();
    }

    @Test
    void declared_parameters_are_converted_from_text_and_defaults_come_last() {
        apis.save(
                definition(
                        "method",
                        "GET",
                        "params",
                        List.of(
                                Map.of("name", "n", "in", "query", "type", "integer"),
                                Map.of("name", "b", "in", "query", "type", "boolean"),
                                Map.of("name", "d", "in", "query", "default", 5))),
                output("{{t.params}}"));

        assertThat(apis.caller.get(PATH + "?n=7&b=true&x=y").at("response.data"))
                .isEqualTo(Reply.read("{\"n\":7,\"b\":true,\"x\":\"y\",\"d\":5}"));
    }

    @Test
    void asynchronous_api_answers_at_once_and_its_run_is_looked_up() {
        apis.save(
                definition("mode", "async", "auth", token("k1")), step("d", "delay", "duration", 100), output("done"));
        apis.save(definition("function", "other", "auth", token("k2")));

        Reply accepted = apis.post(PATH, "{}", "token", "k1");
        String run = "/v1/executions/" + accepted.text("response.uid");
        await(() -> apis.server.clock.pendingTimers() >= 2);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(lookUp(run, "k1").text("response.status")).isEqualTo("running");
        assertRefused(apis.caller.get(run), 401, "requestError.invalidParams", "Token is required");
        assertRefused(lookUp(run, "k2"), 404, "requestError.notFound", "Execution not found");
        assertRefused(lookUp("/v1/executions/1", "k1"), 404, "requestError.notFound", "Execution not found");

        apis.server.clock.advance(Duration.ofMillis(100));
        await(() -> lookUp(run, "k1").text("response.status").equals("completed"));
        assertThat(lookUp(run, "k1").text("response.data")).isEqualTo("done");
    }

    private Reply lookUp(String path, String token) {
        return apis.caller.send(apis.caller.request(path).header("token", token).GET());
    }

    @Test
    void large_output_is_answered_whole_and_kept_in_part() {
        apis.save(definition(), output("{{t.body}}"));
        String large = "x".repeat(2 << 20);

        Reply reply = apis.caller.send(
                apis.caller.request(PATH).header("Content-Type", "text/plain").POST(BodyPublishers.ofString(large)));
        Reply kept = apis.caller.get("/v1/executions/" + reply.text("response.uid"));
        Reply shown = apis.editor.get("/api/v1/executions/" + reply.text("response.uid"));

        assertThat(reply.text("response.data")).isEqualTo(large);
        assertThat(kept.at("response.truncated").asBoolean()).isTrue();
        assertThat(kept.text("response.data"))
                .startsWith("xxx")
                .endsWith("… (truncated: 1048573 of 2097152 characters)");
        assertThat(shown.at("data.truncated")).extracting(JsonNode::asText).containsExactly("outputs");
    }

    @Test
    void detached_run_goes_on_when_its_caller_has_waited_long_enough() {
        apis.save(
                definition("timeoutMs", 500, "onTimeout", "detach"),
                step("d", "delay", "duration", 5_000),
                output("late"));

        CompletableFuture<Reply> reply = apis.later(PATH, "{}");
        await(() -> apis.server.clock.pendingTimers() >= 2);
        apis.server.clock.advance(Duration.ofMillis(500));
        assertRun(reply.join(), 1002, "Execution timed out after 500 ms");

        apis.server.clock.advance(Duration.ofMillis(4_500));
        String run = "/v1/executions/" + reply.join().text("response.uid");
        await(() -> apis.caller.get(run).text("response.status").equals("completed"));
        assertThat(apis.caller.get(run).text("response.data")).isEqualTo("late");
    }

    @Test
    void queued_request_runs_when_another_ends_or_is_refused_in_time() {
        apis.save(definition("maxConcurrent", 1, "queueMs", 200), step("d", "delay", "duration", 100));

        List<CompletableFuture<Reply>> replies =
                IntStream.range(0, 3).mapToObj(i -> apis.later(PATH, "{}")).toList();
        await(() -> apis.server.clock.pendingTimers() >= 4); // a delay, its limit, two that wait
        apis.server.clock.advance(Duration.ofMillis(100));
        await(() -> replies.stream().filter(CompletableFuture::isDone).count() == 1);
        await(() -> apis.server.clock.pendingTimers() >= 3);
        apis.server.clock.advance(Duration.ofMillis(100));
        replies.forEach(CompletableFuture::join);

        assertThat(replies.stream().map(reply -> reply.join().status()).sorted())
                .containsExactly(200, 200, 429);
    }

    @Test
    void rate_of_an_api_is_counted_by_the_second() {
        apis.save(definition("ratePerSecond", 2));

        assertRun(apis.post(PATH, "{}"), 0, "");
        assertRun(apis.post(PATH, "{}"), 0, "");
        Reply refused = apis.post(PATH, "{}");
        apis.server.clock.advance(Duration.ofSeconds(1));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).contains("1");
        assertRun(apis.post(PATH, "{}"), 0, "");
    }

    @Test
    void idempotency_key_answers_again_for_a_day_and_only_the_same_request() {
        apis.save(definition(), output("{{t.body}}"));

        Reply first = apis.post(PATH, "{\"a\":1}", "Idempotency-Key", "k");
        Reply again = apis.post(PATH, "{\"a\":1}", "Idempotency-Key", "k");
        Reply other = apis.post(PATH, "{\"a\":2}", "Idempotency-Key", "k");
        apis.server.clock.advance(Duration.ofHours(25));
        Reply nextDay = apis.post(PATH, "{\"a\":1}", "Idempotency-Key", "k");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("response.error.code")).isEqualTo("requestError.idempotencyConflict");
        assertThat(nextDay.text("response.uid")).isNotEqualTo(first.text("response.uid"));
        assertThat(apis.executions()).isEqualTo(2);
    }

    @Test
    void refused_request_does_not_use_up_its_key() {
        apis.save(definition("ratePerSecond", 1));
        assertRun(apis.post(PATH, "{}"), 0, "");

        assertThat(apis.post(PATH, "{}", "Idempotency-Key", "k").status()).isEqualTo(429);
        apis.server.clock.advance(Duration.ofSeconds(1));

        assertRun(apis.post(PATH, "{}", "Idempotency-Key", "k"), 0, "");
    }

    @Test
    void many_waiting_runs_hold_no_thread() {
        apis.save(definition("maxConcurrent", 0), step("d", "delay", "duration", 100));

        List<CompletableFuture<Reply>> replies =
                IntStream.range(0, 400).mapToObj(i -> apis.later(PATH, "{}")).toList();
        await(() -> apis.server.clock.pendingTimers() >= 800);
        apis.server.clock.advance(Duration.ofMillis(100));

        assertThat(replies).allSatisfy(reply -> assertRun(reply.join(), 0, ""));
        assertThat(replies.stream()
                        .map(reply -> reply.join().text("response.uid"))
                        .distinct())
                .hasSize(400);
    }

    @Test
    void run_that_fails_starts_the_error_workflow_of_its_workflow() {
        String alarm = apis.save(definition("function", "alarm"), output("{{trigger.data}}"));
        String failing = apis.save(definition(), step("broken", "throw", "content", "no stock"));
        Reply saved =
                apis.editor.put("/api/v1/workflows/" + failing, TriggeredApi.json(Map.of("errorWorkflowId", alarm)));
        assertThat(saved.status()).as("%s", saved).isEqualTo(200);

        Reply reply = apis.post(PATH, "{}");

        await(() -> !runsOf(alarm, ExecutionStatus.COMPLETED).isEmpty());
        ExecutionView told = runsOf(alarm, ExecutionStatus.COMPLETED).get(0);
        assertRun(reply, 1005, "no stock");
        assertThat(told.triggeredBy()).isEqualTo("error");
        assertThat(told.output())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("workflowId", failing)
                .containsEntry("executionId", reply.text("response.uid"))
                .containsEntry("stepId", "broken")
                .containsEntry("error", "no stock")
                .containsOnlyKeys(
                        "workflowId", "workflowName", "executionId", "stepId", "stepName", "error", "failedAt");
    }

    private List<ExecutionView> runsOf(String workflowId, ExecutionStatus status) {
        ExecutionHistory history = apis.server.engine.history().orElseThrow();
        HistoryFilter filter = HistoryFilter.any().ofWorkflow(workflowId).in(status);
        return history.list(filter, 0, 10).executions().stream()
                .map(summary -> history.find(summary.executionId()).orElseThrow())
                .toList();
    }
}
