package dev.millrace.http;

import static dev.millrace.http.TriggeredApi.assertRefused;
import static dev.millrace.http.TriggeredApi.assertRun;
import static dev.millrace.http.TriggeredApi.await;
import static dev.millrace.http.TriggeredApi.definition;
import static dev.millrace.http.TriggeredApi.output;
import static dev.millrace.http.TriggeredApi.step;
import static dev.millrace.http.TriggeredApi.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The acceptance vectors of spec sync-api-trigger 13, by their numbers. */
class TriggerVectorsTest {
    private static final String PATH = "/v1/api/acme/test/run";

    private final TriggeredApi apis = new TriggeredApi();

    @AfterEach
    void close() {
        apis.close();
    }

    @Test
    void v01_output_is_the_data_of_an_answer_with_code_0_and_a_uid() {
        apis.save(definition("function", "sync"), output("ok"));

        Reply reply = apis.post("/v1/api/acme/test/sync", "{}");

        assertThat(reply.body())
                .matches("\\{\"response\":\\{\"data\":\"ok\",\"code\":0,\"msg\":\"\",\"uid\":\"\\d{18,20}\"}}");
        assertThat(reply.header("Content-Type").orElseThrow()).isEqualToIgnoringCase("application/json;charset=utf-8");
        assertThat(reply.header("Cache-Control")).contains("no-store");
    }

    @Test
    void v02_without_an_output_step_the_data_is_the_empty_text() {
        apis.save(definition());

        assertThat(apis.post(PATH, "{}").body()).startsWith("{\"response\":{\"data\":\"\",\"code\":0,\"msg\":\"\",");
    }

    @Test
    void output_that_is_null_is_not_the_empty_text_of_none() {
        apis.save(definition(), output("{{t.params.missing}}"));

        assertThat(apis.post(PATH, "{}").at("response.data")).isEqualTo(Reply.read("null"));
    }

    @Test
    void v03_output_that_is_an_object_or_the_text_of_one_is_sent_as_an_object() {
        apis.save(definition("function", "text"), output("{\"name\":\"hello world\"}"));
        apis.save(definition("function", "object"), output(Map.of("name", "hello world")));

        for (String function : List.of("text", "object")) {
            assertThat(apis.post("/v1/api/acme/test/" + function, "{}").body())
                    .startsWith("{\"response\":{\"data\":{\"name\":\"hello world\"},\"code\":0,");
        }
    }

    @Test
    void v04_token_is_required() {
        apis.save(definition("auth", token("k1")));

        assertRefused(apis.post(PATH, "{}"), 401, "requestError.invalidParams", "Token is required");
    }

    @Test
    void v05_right_token_runs_whatever_the_case_of_its_header() {
        apis.save(definition("auth", token("k1")), output("in"));

        assertThat(apis.post(PATH, "{}", "TOKEN", "k1").text("response.data")).isEqualTo("in");
    }

    @Test
    void v06_wrong_token_starts_nothing() {
        apis.save(definition("auth", token("k1")));

        assertRefused(apis.post(PATH, "{}", "token", "k2"), 401, "requestError.invalidParams", "Token is invalid");
        assertThat(apis.executions()).isZero();
    }

    @Test
    void v07_user_without_password_is_not_enough() {
        apis.save(definition("auth", Map.of("type", "password", "user", "botman", "password", "123456")));

        assertRefused(
                apis.post(PATH, "{}", "user", "botman"),
                401,
                "requestError.invalidParams",
                "User/Password is required");
    }

    @Test
    void v08_disabled_api_says_so_in_the_language_of_its_caller() {
        apis.save(definition("enabled", false));

        assertRefused(apis.post(PATH, "{}"), 403, "requestError.apiDisabled", "API is not enabled");
        assertRefused(
                apis.post(PATH, "{}", "Accept-Language", "zh-CN,zh;q=0.9"), 403, "requestError.apiDisabled", "接口未启用");
    }

    @Test
    void v09_api_of_post_answers_get_with_405() {
        apis.save(definition());

        Reply reply = apis.caller.get(PATH);

        assertRefused(reply, 405, "requestError.methodNotAllowed", "Method GET is not allowed");
        assertThat(reply.header("Allow")).contains("POST");
    }

    @Test
    void v10_function_may_be_called_sync() {
        apis.save(definition("function", "sync"), output("reading 1"));

        assertThat(apis.post("/v1/api/acme/test/sync", "{}").text("response.data"))
                .isEqualTo("reading 1");
    }

    @Test
    void v11_last_word_sync_stands_for_the_only_owner() {
        apis.save(definition("module", "shop", "function", "quote"), output("quote"));

        for (String path : List.of("/v1/api/shop/quote/sync", "/v1/api/acme/shop/quote", "/v1/api/shop/quote/sync/")) {
            assertThat(apis.post(path, "{}").text("response.data")).as(path).isEqualTo("quote");
        }
        assertRefused(apis.post("/v1/api/shop/quote/async", "{}"), 404, "requestError.notFound", "API not found");
    }

    @Test
    void v12_first_result_of_the_trigger_is_its_parameters() {
        apis.save(definition(), output("{{t.output.0.name}}"));

        assertThat(apis.post(PATH, "{\"name\":\"Ann\"}").text("response.data")).isEqualTo("Ann");
    }

    @Test
    void v13_repeated_query_field_is_a_list() {
        apis.save(definition("method", "GET"), output("{{t.params}}"));

        assertThat(apis.caller.get(PATH + "?a=1&a=2&b=x").at("response.data"))
                .isEqualTo(Reply.read("{\"a\":[\"1\",\"2\"],\"b\":\"x\"}"));
    }

    @Test
    void v14_broken_json_starts_nothing() {
        apis.save(definition());

        assertRefused(
                apis.caller.post(PATH, "{\"a\":"), 400, "requestError.invalidParams", "Request body is not valid JSON");
        assertThat(apis.executions()).isZero();
    }

    private static Object[] parallel(Map<String, Object> start, List<?>... branches) {
        return Stream.of(
                        Stream.of(start),
                        Stream.of(branches).flatMap(List::stream),
                        Stream.of(
                                step("j", "end_parallel"),
                                output(Map.of(
                                        "winner", "{{j.winner}}",
                                        "completed", "{{j.completed}}",
                                        "cancelled", "{{j.cancelled}}"))))
                .flatMap(parts -> parts)
                .toArray();
    }

    private static List<Object> branch(String name, int millis) {
        return List.of(step("b-" + name, "branch", "name", name), step("d-" + name, "delay", "duration", millis));
    }

    @Test
    void v15_branches_wait_at_the_same_time() {
        apis.save(definition(), parallel(step("p", "parallel", "join", "all"), branch("a", 300), branch("b", 300)));

        CompletableFuture<Reply> reply = apis.later(PATH, "{}");
        await(() -> apis.server.clock.pendingTimers() >= 3); // two branches and the time limit
        apis.server.clock.advance(Duration.ofMillis(300));

        assertRun(reply.join(), 0, "");
        assertThat(reply.join().at("response.data.completed")).hasSize(2);
    }

    @Test
    void v16_join_any_answers_with_the_first_branch_and_cancels_the_other() {
        apis.save(
                definition(),
                parallel(step("p", "parallel", "join", "any"), branch("fast", 50), branch("slow", 5_000)));

        CompletableFuture<Reply> reply = apis.later(PATH, "{}");
        await(() -> apis.server.clock.pendingTimers() >= 3);
        apis.server.clock.advance(Duration.ofMillis(50));

        assertRun(reply.join(), 0, "");
        assertThat(reply.join().text("response.data.winner")).isEqualTo("fast");
        assertThat(reply.join().text("response.data.cancelled.0")).isEqualTo("slow");
    }

    @Test
    void v17_custom_join_waits_for_its_branches_only() {
        apis.save(
                definition(),
                parallel(
                        step("p", "parallel", "join", "custom", "joinBranches", List.of("a", "b")),
                        branch("a", 50),
                        branch("b", 100),
                        branch("c", 5_000)));

        CompletableFuture<Reply> reply = apis.later(PATH, "{}");
        await(() -> apis.server.clock.pendingTimers() >= 4);
        apis.server.clock.advance(Duration.ofMillis(50));
        await(() -> apis.server.clock.pendingTimers() == 3);
        assertThat(reply).isNotDone();
        apis.server.clock.advance(Duration.ofMillis(50));

        assertThat(reply.join().text("response.data.cancelled.0")).isEqualTo("c");
    }

    @Test
    void v18_failing_branch_fails_the_run_and_cancels_the_others() {
        apis.save(
                definition(),
                parallel(
                        step("p", "parallel", "onBranchError", "fail"),
                        List.of(
                                step("b-bad", "branch", "name", "bad"),
                                step("d-bad", "delay", "duration", 50),
                                step("bad", "parse_json", "json", "{{t.params.text}}", "path", "a")),
                        branch("slow", 5_000)));

        CompletableFuture<Reply> reply = apis.later(PATH, "{\"text\":\"{\"}");
        await(() -> apis.server.clock.pendingTimers() >= 3);
        apis.server.clock.advance(Duration.ofMillis(50));

        assertThat(reply.join().at("response.code").asInt()).isEqualTo(1001);
        assertThat(reply.join().text("response.msg")).isNotBlank();
        assertThat(apis.server.clock.pendingTimers()).isZero();
    }

    @Test
    void v19_loop_runs_the_parallel_block_each_time_and_its_results_are_told_apart() {
        apis.save(
                definition(),
                step("l", "loop", "count", 3),
                step("p", "parallel"),
                step("b", "branch"),
                step("s", "calculate", "expression", "{{l.loop_index}} * 10"),
                step("e", "end_parallel"),
                step("r", "end_loop"),
                output("{{s.output.2}}"));

        assertThat(apis.post(PATH, "{}").at("response.data")).isEqualTo(Reply.read("30"));
    }

    @Test
    void v20_run_that_takes_too_long_is_cancelled() {
        apis.save(definition("timeoutMs", 500), step("d", "delay", "duration", 5_000), output("late"));

        CompletableFuture<Reply> reply = apis.later(PATH, "{}");
        await(() -> apis.server.clock.pendingTimers() >= 2);
        apis.server.clock.advance(Duration.ofMillis(500));

        assertRun(reply.join(), 1002, "Execution timed out after 500 ms");
        assertThat(reply.join().text("response.data")).isEmpty();
        assertThat(apis.server
                        .engine
                        .history()
                        .orElseThrow()
                        .find(reply.join().text("response.uid"))
                        .orElseThrow()
                        .status())
                .isEqualTo(ExecutionStatus.TIMEOUT);
    }

    @Test
    void v21_same_idempotency_key_at_the_same_time_runs_once() {
        apis.save(definition(), step("d", "delay", "duration", 100), output("once"));

        List<CompletableFuture<Reply>> replies = IntStream.range(0, 8)
                .mapToObj(i -> apis.later(PATH, "{}", "Idempotency-Key", "order-7"))
                .toList();
        await(() -> apis.server.clock.pendingTimers() >= 2);
        apis.server.clock.advance(Duration.ofMillis(100));

        Set<String> uids = new LinkedHashSet<>();
        replies.forEach(reply -> uids.add(reply.join().text("response.uid")));
        assertThat(uids).hasSize(1);
        assertThat(apis.executions()).isEqualTo(1);
        assertThat(replies.stream()
                        .filter(reply ->
                                reply.join().header("Idempotent-Replayed").isPresent()))
                .hasSize(7);
    }

    @Test
    void v22_one_request_more_than_may_run_at_once_is_refused() {
        apis.save(definition("maxConcurrent", 100), step("d", "delay", "duration", 100));

        List<CompletableFuture<Reply>> replies =
                IntStream.range(0, 101).mapToObj(i -> apis.later(PATH, "{}")).toList();
        await(() -> apis.server.clock.pendingTimers() >= 200 && replies.stream().anyMatch(CompletableFuture::isDone));
        apis.server.clock.advance(Duration.ofMillis(100));

        List<Integer> statuses =
                replies.stream().map(reply -> reply.join().status()).toList();
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(100);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(1);
        assertThat(apis.executions()).isEqualTo(100);

        CompletableFuture<Reply> next = apis.later(PATH, "{}");
        await(() -> apis.server.clock.pendingTimers() >= 2);
        apis.server.clock.advance(Duration.ofMillis(100));
        assertRun(next.join(), 0, "");
    }

    @Test
    void v23_throw_step_sets_code_and_message_of_an_answer_with_status_200() {
        apis.save(
                definition(),
                output("before"),
                step("x", "throw", "name", "stock", "content", "nothing left", "code", 2409));

        Reply reply = apis.post(PATH, "{}");

        assertRun(reply, 2409, "nothing left");
        assertThat(reply.text("response.data")).isEqualTo("before");
    }
}
