package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.proxy.StubPlatform.Reply;
import dev.millrace.proxy.log.CallLogQuery;
import dev.millrace.workflow.Workflow;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Calls of interfaces from workflows (spec script-proxy 11). */
class ProxyCallModuleTest {
    private static final int LIMIT_SECONDS = 20;

    private static Workflow workflow(String module, Map<String, Object> parameters) {
        return Workflow.builder("Call")
                .id("w-1")
                .trigger("manual", "trigger_manual", Map.of())
                .step("c", module, parameters)
                .step("o", "output", Map.of("value", "{{c.status}} {{c.result.data.name}} {{c.durationMs}}"))
                .build();
    }

    @Test
    void step_calls_an_interface_with_references_resolved() {
        try (StubPlatform stub = StubPlatform.answering("{\"data\":{\"name\":\"Ann\"}}");
                ProxyService service = Crm.service(Crm.json(stub, stub));
                Millrace millrace =
                        Millrace.builder().service(ProxyService.class, service).build()) {
            Workflow workflow = workflow(
                    "flow.proxy.call",
                    Map.of(
                            "platform", "crm",
                            "instance", "test",
                            "api", "getCustomer",
                            "path", Map.of("id", "[[customer]]"),
                            "query", Map.of("fields", "name,phone")));

            ExecutionResult result = millrace.run(workflow, Map.of("customer", "a/b"));

            assertThat(result.isCompleted()).as(result.toString()).isTrue();
            assertThat(String.valueOf(result.output())).matches("200 Ann \\d+");
            assertThat(stub.last().line()).isEqualTo("GET /api/v1/customers/a%2Fb?fields=name%2Cphone");
            assertThat(service.log().find(CallLogQuery.all())).singleElement().satisfies(entry -> {
                assertThat(entry.caller()).isEqualTo("workflow");
                assertThat(entry.origin().workflowId()).isEqualTo("w-1");
                assertThat(entry.origin().stepId()).isEqualTo("c");
                assertThat(entry.origin().executionId()).isNotEmpty();
            });
        }
    }

    @Test
    void failed_call_fails_the_step_with_code_and_message() {
        try (StubPlatform stub = StubPlatform.answering(request -> Reply.json(500, "{}"));
                ProxyService service = Crm.service(Crm.json(stub, stub));
                Millrace millrace =
                        Millrace.builder().service(ProxyService.class, service).build()) {
            Workflow workflow =
                    workflow("proxy_call", Map.of("platform", "crm", "api", "get_customer", "path", Map.of("id", "1")));

            ExecutionResult result = millrace.run(workflow, Map.of());

            assertThat(result.error()).hasValueSatisfying(error -> {
                assertThat(error.title()).isEqualTo("HTTP_STATUS");
                assertThat(error.message()).isEqualTo("crm.get_customer: the answer has status 500");
            });
        }
    }

    @Test
    void without_a_service_the_step_says_how_to_configure_one() {
        try (Millrace millrace = Millrace.create()) {
            ExecutionResult result =
                    millrace.run(workflow("proxy_call", Map.of("platform", "crm", "api", "x")), Map.of());

            assertThat(result.error())
                    .hasValueSatisfying(error -> assertThat(error.message())
                            .contains("Millrace.builder().service(ProxyService.class", "--platforms FILE"));
        }
    }

    @Test
    void vector_22_cancelling_the_execution_aborts_the_call() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (StubPlatform stub = StubPlatform.answering(request -> {
                    end.await();
                    return Reply.json("{}");
                });
                ProxyService service = Crm.service(Crm.json(stub, stub));
                Millrace millrace =
                        Millrace.builder().service(ProxyService.class, service).build()) {
            Workflow workflow =
                    workflow("proxy_call", Map.of("platform", "crm", "api", "get_customer", "path", Map.of("id", "1")));
            ExecutionHandle execution = millrace.prepare(workflow).start(StartRequest.inputs(Map.of()));
            stub.awaitRequests(1);

            execution.cancel();
            ExecutionResult result =
                    execution.completion().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);

            assertThat(result.status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(service.log().find(CallLogQuery.all()))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.errorCode()).contains("CANCELLED"));
            end.countDown();
        }
    }
}
