package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.script.ScriptDoors;
import dev.millrace.workflow.Workflow;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls of interfaces from scripts. */
class ProxyDoorsTest {
    private static ExecutionResult run(ProxyService service, String script) {
        Workflow workflow = Workflow.builder("Script")
                .trigger("manual", "trigger_manual", Map.of())
                .step("s", "script", Map.of("script", script))
                .step("o", "output", Map.of("value", "{{s.result}}"))
                .build();
        try (Millrace millrace = Millrace.builder()
                .service(ScriptDoors.class, new ProxyDoors(service))
                .build()) {
            return millrace.run(workflow, Map.of());
        }
    }

    @Test
    void script_calls_directly_and_in_a_chain() {
        try (StubPlatform stub = StubPlatform.answering("{\"code\":200,\"data\":{\"name\":\"Ann\"}}");
                ProxyService service = Crm.service(Crm.json(stub, stub))) {
            ExecutionResult result = run(service, """
                    const [a, b] = await Promise.all([
                      $proxy('crm').getCustomer('a/b c'),
                      $proxy('crm').$api('add_note').$path({ id: '77' }).$query({ notify: '1' }).$body({ text: 'hi' }).$call()
                    ]);
                    a.data.name + b.code
                    """);

            assertThat(result.output()).as(result.toString()).isEqualTo("Ann200");
            assertThat(stub.lines())
                    .containsExactlyInAnyOrder(
                            "GET /api/v1/customers/a%2Fb%20c?fields=name", "POST /api/v1/customers/77/notes?notify=1");
        }
    }

    @Test
    void script_catches_what_went_wrong() {
        try (StubPlatform stub = StubPlatform.answering("{\"code\":404,\"message\":\"no\"}");
                ProxyService service = Crm.service(Crm.json(stub, stub))) {
            ExecutionResult result = run(
                    service, "try { await $proxy('crm').addNote('1', 'hi') } catch (e) { e.code + e.response.code }");

            assertThat(result.output()).as(result.toString()).isEqualTo("BUSINESS_ERROR404");
        }
    }
}
