package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.form.Form;
import dev.millrace.history.HistoryFilter;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a call of {@code /OpenApi/Invoke} takes at most, and what it waits for (spec bizobject-openapi 10, 11 and 15). */
class InvokeTimesTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final FormServer server =
            FormServer.start(settings -> settings.withController("", "Slow", (action, request, response) -> await(end))
                    .withActionWorkflow("", "", "Sleep", "sleeper"));

    InvokeTimesTest() {
        server.deploy(Workflow.builder("Sleeper").id("sleeper").step("s", "delay", Map.of("duration", 600_000)));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds a form with these rules, all of which start the sleeper. */
    private void addForm(String code, List<Map<String, Object>> rules) {
        Map<String, @Nullable Object> form = FormServer.plain(FormServer.PURCHASE);
        form.put("schemaCode", code);
        form.put("rules", rules);
        server.objects.addForm(Form.read(form));
    }

    private static Map<String, Object> rule(String... flags) {
        Map<String, Object> rule = new LinkedHashMap<>(Map.of("on", "effective", "workflowId", "sleeper"));
        List.of(flags).forEach(flag -> rule.put(flag, true));
        return rule;
    }

    /** Makes a call that waits, and comes back when all that it waits for has been set. */
    private CompletableFuture<Reply> invoke(String json, int timers) {
        int before = server.clock.pendingTimers();
        CompletableFuture<Reply> reply = server.invokeLater(json);
        TriggeredApi.await(() -> server.clock.pendingTimers() >= before + timers);
        return reply;
    }

    private CompletableFuture<Reply> create(String form, int timers) {
        return invoke(
                "{'ActionName': 'CreateBizObject', 'SchemaCode': '" + form
                        + "', 'IsSubmit': true, 'BizObject': {'F_No': '1'}}",
                timers);
    }

    private static void assertFailed(CompletableFuture<Reply> reply, String code, String message) {
        assertThat(reply.join().status()).isEqualTo(200);
        assertThat(reply.join().text("ErrorCode")).as("%s", reply.join()).isEqualTo(code);
        assertThat(reply.join().text("ErrorMessage")).isEqualTo(message);
    }

    private List<ExecutionStatus> ends() {
        return server
                .engine
                .history()
                .orElseThrow()
                .list(HistoryFilter.any().ofWorkflow("sleeper"), 0, 10)
                .executions()
                .stream()
                .map(execution -> execution.status())
                .toList();
    }

    @Test
    void call_of_a_slow_controller_ends_after_55_seconds() {
        CompletableFuture<Reply> reply = invoke("{'ActionName': 'Any', 'Controller': 'Slow'}", 1);

        server.clock.advance(Duration.ofMillis(54_999));
        assertThat(reply).isNotDone();
        server.clock.advance(Duration.ofMillis(1));

        assertFailed(reply, "Timeout", "Request timed out");
    }

    @Test
    void workflow_of_an_action_is_stopped_after_55_seconds() {
        CompletableFuture<Reply> reply = invoke("{'ActionName': 'Sleep'}", 3);

        server.clock.advance(Duration.ofSeconds(55));

        assertFailed(reply, "Timeout", "Request timed out");
        TriggeredApi.await(() -> ends().equals(List.of(ExecutionStatus.TIMEOUT)));
    }

    @Test
    void answer_waits_ten_seconds_for_a_rule_which_goes_on() {
        addForm("One", List.of(rule()));
        CompletableFuture<Reply> reply = create("One", 4);

        server.clock.advance(Duration.ofMillis(9_999));
        assertThat(reply).isNotDone();
        server.clock.advance(Duration.ofMillis(1));

        assertThat(reply.join().at("Successful").asBoolean()).isTrue();
        assertThat(server.count("One")).isEqualTo(1);
        assertThat(ends()).containsExactly(ExecutionStatus.RUNNING);
    }

    @Test
    void answer_waits_thirty_seconds_for_all_rules_together() {
        addForm("Four", Collections.nCopies(4, rule()));
        CompletableFuture<Reply> reply = create("Four", 4);

        server.clock.advance(Duration.ofMillis(29_999));
        assertThat(reply).isNotDone();
        server.clock.advance(Duration.ofMillis(1));

        assertThat(reply.join().at("Successful").asBoolean()).isTrue();
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(ends()).hasSize(4).containsOnly(ExecutionStatus.RUNNING);
    }

    @Test
    void answer_does_not_wait_for_a_rule_that_says_so() {
        addForm("Background", List.of(rule("async")));

        String id = server.create("Background", "{'F_No': '1'}", true);

        assertThat(server.status("Background", id)).isEqualTo(1);
        assertThat(ends()).containsExactly(ExecutionStatus.RUNNING);
    }

    @Test
    void blocking_rule_that_does_not_answer_in_ten_seconds_refuses() {
        addForm("Asked", List.of(rule("blocking")));
        CompletableFuture<Reply> reply = create("Asked", 4);

        server.clock.advance(Duration.ofSeconds(10));

        assertFailed(reply, "RuleFailed", "a rule has not answered in time");
        assertThat(server.count("Asked")).isZero();
        TriggeredApi.await(() -> ends().equals(List.of(ExecutionStatus.CANCELLED)));
    }

    @Test
    void call_that_waits_for_its_place_ends_55_seconds_after_it_came() {
        try (FormServer paced = FormServer.start(settings ->
                settings.withOpenApiRate(1, 1).withController("", "Slow", (action, request, response) -> await(end)))) {
            assertThat(paced.invoke("{'ActionName': 'LoadBizObjects', 'SchemaCode': 'Purchase'}")
                            .status())
                    .isEqualTo(200);
            int before = paced.clock.pendingTimers();
            CompletableFuture<Reply> reply = paced.invokeLater("{'ActionName': 'Any', 'Controller': 'Slow'}");
            TriggeredApi.await(() -> paced.clock.pendingTimers() >= before + 2);

            paced.clock.advance(Duration.ofSeconds(55));

            assertFailed(reply, "Timeout", "Request timed out");
        }
    }
}
