package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionResult;
import dev.millrace.proxy.StubPlatform.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of requirement document 004, as they are written there, each as the script of a step (vector 24 too). */
class DocumentTest {
    private static final String GOOD =
            "{\"code\":200,\"data\":{\"name\":\"Ann\",\"phone\":\"1\",\"email\":\"a@b.example\",\"address\":\"Street\"}}";

    private final StubPlatform stub = StubPlatform.answering(GOOD);

    @AfterEach
    void close() {
        stub.close();
    }

    private static String example(String name) {
        try (InputStream text = DocumentTest.class.getResourceAsStream("document/" + name + ".js")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("there is no example " + name, e);
        }
    }

    private static ProxyService service(StubPlatform platform) {
        return Crm.service("""
                [{"platform_key":"crm_system",
                  "instances":[{"instance_key":"main","base_url":"BASE","allowPrivate":true}],
                  "apis":[
                   {"api_key":"get_customer_detail","method":"GET","path":"/customers/{id}",
                    "params":[{"name":"id","in":"path"},{"name":"fields","in":"query"}]},
                   {"api_key":"get_customer","method":"POST","path":"/search/{id}","params":[{"name":"id","in":"path"}]}]},
                 {"platform_key":"external_system",
                  "instances":[{"instance_key":"main","base_url":"BASE","allowPrivate":true}],
                  "apis":[{"api_key":"some_api","method":"GET","path":"/some"}]}]
                """.replace("BASE", platform.url()));
    }

    private ExecutionResult run(String script) {
        try (ProxyService service = service(stub)) {
            return ScriptStep.run(service, script);
        }
    }

    @Test
    void basic_form_reaches_the_call_and_rejects_there() {
        ExecutionResult result = run("const options = {instance_key: 'main'}, 参数 = '1';\n" + example("syntax"));

        assertThat(result.error().orElseThrow().title()).isEqualTo("PLATFORM_NOT_FOUND");
        assertThat(stub.received()).isEmpty();
    }

    @Test
    void direct_call_sends_a_message() {
        try (StubPlatform wecom = QywxTest.wecom(request -> Reply.json(QywxTest.SENT));
                ProxyService service = Crm.service(Crm.qywx(wecom))) {
            ExecutionResult result = ScriptStep.run(service, example("direct-call") + "result.errmsg");

            assertThat(result.output()).as(result.toString()).isEqualTo("ok");
            assertThat(wecom.received()).hasSize(2);
        }
    }

    @Test
    void chain_call_sets_path_query_and_header() {
        ExecutionResult result = run(example("chain-call") + "result.data.name");

        assertThat(result.output()).as(result.toString()).isEqualTo("Ann");
        assertThat(stub.last().line()).isEqualTo("GET /customers/12345?fields=name%2Cphone");
        assertThat(stub.last().header("X-Custom")).contains("value");
    }

    @Test
    void methods_of_the_chain_work_together() {
        ExecutionResult result = run(example("chain-methods"));

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(stub.last().line()).isEqualTo("POST /search/123?page=1");
        assertThat(stub.last().header("X-Token")).contains("xxx");
        assertThat(stub.last().body()).isEqualTo("{\"name\":\"张三\"}");
    }

    @Test
    void vector_24_customer_functions_work_on_the_form() {
        try (ProxyService service = service(stub);
                ScriptStep step = ScriptStep.of(
                                service, example("customer") + "(await getCustomerInfoChain(customerId)).email")
                        .with("form", Map.of("customerId", "12345"))) {
            ExecutionResult result = step.run();

            assertThat(result.output()).as(result.toString()).isEqualTo("a@b.example");
            assertThat(stub.lines())
                    .containsExactly(
                            "GET /customers/12345", "GET /customers/12345?fields=name%2Cphone%2Cemail%2Caddress");
            assertThat(ScriptStep.log(result)).containsSubsequence("客户名称: Ann", "联系电话: 1");
        }
    }

    @Test
    void vector_24_customer_that_is_refused_fails_the_script_with_the_message_of_the_platform() {
        try (StubPlatform refusing = StubPlatform.answering("{\"code\":404,\"message\":\"no such customer\"}");
                ProxyService service = service(refusing);
                ScriptStep step =
                        ScriptStep.of(service, example("customer")).with("form", Map.of("customerId", "12345"))) {
            ExecutionResult result = step.run();

            assertThat(result.error().orElseThrow().message()).startsWith("Error: no such customer");
            assertThat(ScriptStep.log(result))
                    .anySatisfy(line -> assertThat(line).startsWith("查询客户信息失败: Error: no such customer"));
        }
    }

    @Test
    void own_headers_are_sent() {
        ExecutionResult result = run(example("own-headers") + "(await callApiWithCustomHeaders()).name");

        assertThat(result.output()).as(result.toString()).isEqualTo("Ann");
        assertThat(stub.last().header("X-Client-Version")).contains("1.0.0");
        assertThat(stub.last().header("X-Request-ID").orElseThrow()).matches("[0-9a-f-]{36}");
    }
}
