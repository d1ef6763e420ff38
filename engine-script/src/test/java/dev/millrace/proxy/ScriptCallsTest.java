package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.proxy.StubPlatform.Received;
import dev.millrace.proxy.StubPlatform.Reply;
import dev.millrace.proxy.log.CallLogQuery;
import dev.millrace.script.ScriptLimits;
import dev.millrace.store.ManualClock;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of a step's script: at the same time, in time, cancelled, logged, repeated (spec script-proxy 8, 9 and 12). */
class ScriptCallsTest {
    private static final String GOOD = "{\"code\":200,\"data\":{\"name\":\"Ann\"}}";
    private static final long LIMIT_SECONDS = 20;

    private final CountDownLatch end = new CountDownLatch(1);

    private StubPlatform silent() {
        return StubPlatform.answering(request -> {
            end.await();
            return Reply.json("{}");
        });
    }

    @Test
    void vector_12_three_calls_run_at_the_same_time() {
        CountDownLatch together = new CountDownLatch(3);
        try (StubPlatform stub = StubPlatform.answering(request -> {
                    together.countDown();
                    return Reply.json(String.valueOf(together.await(LIMIT_SECONDS, TimeUnit.SECONDS)));
                });
                ProxyService service = Crm.service(Crm.json(stub, stub))) {
            ExecutionResult result = ScriptStep.run(
                    service,
                    "const crm = $proxy('crm');"
                            + " await Promise.all([crm.getCustomer('1'), crm.getCustomer('2'), crm.getCustomer('3')])");

            assertThat(result.output()).as(result.toString()).isEqualTo(List.of(true, true, true));
        }
    }

    @Test
    void vector_21_slow_server_is_given_up() throws InterruptedException {
        ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        try (StubPlatform slow = silent();
                ProxyService service = Crm.service(
                        Crm.json(slow, slow).replace("\"timeoutMs\":10000", "\"timeoutMs\":300"),
                        builder -> builder.time(clock, clock));
                ScriptStep step = ScriptStep.of(
                        service, "try { await $proxy('crm').getCustomer('1') } catch (e) { [e.code, e.retryable] }")) {
            ExecutionHandle execution = step.start();
            slow.awaitRequests(1);

            clock.advance(Duration.ofMillis(300));

            assertThat(ScriptStep.ended(execution).output()).isEqualTo(List.of("TIMEOUT", true));
            end.countDown();
        }
    }

    @Test
    void vector_22_cancelling_the_execution_aborts_the_call() throws InterruptedException {
        try (StubPlatform slow = silent();
                ProxyService service = Crm.service(Crm.json(slow, slow));
                ScriptStep step = ScriptStep.of(service, "await $proxy('crm').getCustomer('1')")) {
            ExecutionHandle execution = step.start();
            slow.awaitRequests(1);

            execution.cancel();

            assertThat(ScriptStep.ended(execution).status()).isEqualTo(ExecutionStatus.CANCELLED);
            awaitLogOf(service);
            assertThat(service.log().find(CallLogQuery.all()))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.errorCode()).contains("CANCELLED"));
            end.countDown();
        }
    }

    private static void awaitLogOf(ProxyService service) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (service.log().find(CallLogQuery.all()).isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    @Test
    void vector_23_log_of_calls_shows_the_step_and_no_secret() {
        try (StubPlatform stub = QywxTest.wecom(request -> Reply.json(QywxTest.SENT));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            ScriptStep.run(service, "await $proxy('qywx').sendTextMessage('u-7','hello')");

            assertThat(service.log().find(CallLogQuery.all()).toString()).doesNotContain("canary");
            assertThat(service.log().find(CallLogQuery.all().ofApi("send_text_message")))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.caller()).isEqualTo("flow_script");
                        assertThat(entry.origin().workflowId()).isEqualTo("w-1");
                        assertThat(entry.origin().stepId()).isEqualTo("s");
                        assertThat(entry.origin().executionId()).isNotEmpty();
                    });
        }
    }

    @Test
    void call_has_no_more_time_than_its_script_has_left() throws InterruptedException {
        ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        ScriptLimits limits = ScriptLimits.DEFAULT.withWallTime(Duration.ofSeconds(40));
        try (StubPlatform slow = silent();
                ProxyService service = Crm.service(
                        Crm.json(slow, slow).replace("\"timeoutMs\":10000", "\"timeoutMs\":60000"),
                        builder -> builder.time(clock, clock));
                ScriptStep step = ScriptStep.within(
                        limits, service, "try { await $proxy('crm').getCustomer('1') } catch (e) { e.code }")) {
            ExecutionHandle execution = step.start();
            slow.awaitRequests(1);

            clock.advance(Duration.ofSeconds(40));

            assertThat(ScriptStep.ended(execution).output()).isEqualTo("TIMEOUT");
            end.countDown();
        }
    }

    @Test
    void each_call_has_a_line_in_the_log_of_the_execution() {
        try (StubPlatform stub = StubPlatform.answering(
                        request -> request.line().contains("/notes") ? Reply.json(500, "{}") : Reply.json(GOOD));
                ProxyService service = Crm.service(Crm.json(stub, stub))) {
            ExecutionResult result = ScriptStep.run(service, """
                    await $proxy('crm').getCustomer('1');
                    try { await $proxy('crm').addNote('1', 'hi') } catch (e) { }
                    proxy_call({platform: 'crm', api: 'get_customer', path: {id: '2'}}).then(() => 1)
                    """);

            assertThat(ScriptStep.log(result).stream().map(line -> line.replaceAll("\\d+ ms", "N ms")))
                    .as(result.toString())
                    .containsSubsequence(
                            "proxy crm.get_customer -> 200 (N ms)",
                            "proxy crm.add_note -> HTTP_STATUS (N ms)",
                            "proxy crm.get_customer -> 200 (N ms)");
        }
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({"script, STOP, 0", "script, RETRY, 1", "proxy_call, STOP, 0", "proxy_call, RETRY, 1"})
    void message_of_a_step_that_is_retried_is_not_sent_twice(String module, String policy, int check) {
        Map<String, Object> parameters = module.equals("script")
                ? Map.of("script", "await $proxy('qywx').sendTextMessage('u-7','hi')", "__error_policy", policy)
                : Map.of(
                        "platform",
                        "qywx",
                        "api",
                        "send_text_message",
                        "body",
                        Map.of("touser", "u-7", "content", "hi"),
                        "__error_policy",
                        policy);
        try (StubPlatform stub = QywxTest.wecom(request -> Reply.json(QywxTest.SENT));
                ProxyService service = Crm.service(Crm.qywx(stub));
                Millrace millrace =
                        Millrace.builder().service(ProxyService.class, service).build()) {
            ExecutionResult result = millrace.run(
                    Workflow.builder("Message").step("s", module, parameters).build(), Map.of());

            assertThat(result.isCompleted()).as(result.toString()).isTrue();
            assertThat(stub.last().body()).contains("\"enable_duplicate_check\":" + check);
        }
    }

    @Test
    void each_call_of_each_round_has_a_key_which_a_repeated_attempt_sends_again() {
        String api = "\"method\":\"POST\",\"path\":\"/x\",\"idempotencyHeader\":\"Idempotency-Key\"";
        String script = "await $proxy('p').call(); await proxy_call({platform: 'p', api: 'call'});"
                + " await proxy_call({platform: 'p', api: 'call'})";
        Map<String, Object> step =
                Map.of("script", script, "__error_policy", "RETRY", "__retry_count", 1, "__retry_interval", 0);
        try (StubPlatform stub = StubPlatform.answering(new FailingAtThird());
                ProxyService service = Crm.service(Crm.single(stub, "", "", api));
                Millrace millrace =
                        Millrace.builder().service(ProxyService.class, service).build()) {
            ExecutionResult result = millrace.run(
                    Workflow.builder("Keys")
                            .step("l", "loop", Map.of("count", 2))
                            .step("s", "script", step)
                            .step("e", "end_loop", Map.of())
                            .build(),
                    Map.of());

            assertThat(result.isCompleted()).as(result.toString()).isTrue();
            List<String> keys = keys(stub.received().stream());
            assertThat(keys).hasSize(9);
            assertThat(keys.subList(3, 6)).isEqualTo(keys.subList(0, 3));
            assertThat(keys.subList(3, 9)).doesNotHaveDuplicates();
        }
    }

    private static List<String> keys(Stream<Received> requests) {
        return requests.map(request -> request.header("Idempotency-Key").orElseThrow())
                .toList();
    }

    /** The third request fails, and no other. */
    private static final class FailingAtThird implements StubPlatform.Answering {
        private int requests;

        @Override
        public synchronized Reply reply(Received request) {
            return ++requests == 3 ? Reply.json(500, "{}") : Reply.json("{}");
        }
    }
}
