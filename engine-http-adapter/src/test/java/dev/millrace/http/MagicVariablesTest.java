package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What references can name (document 001, magic variables). */
class MagicVariablesTest {
    private static final String PATH = "/api/v1/workflows/wf/magic-variables";

    private final TestServer server = TestServer.start();
    private final TestClient client = server.client();

    @BeforeEach
    void save() {
        server.engine
                .workflows()
                .save(Workflow.builder("wf")
                        .id("wf")
                        .step("step-001", "delay", Map.of("duration", 1))
                        .step("step-002", "http_request", Map.of("url", "https://api.example.com"))
                        .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void outputs_of_steps_are_listed_as_documented() {
        Reply reply = client.get(PATH);

        assertThat(reply.at("data.magicVariables")).contains(Reply.read("""
                        {"key": "{{step-001.actualDuration}}", "label": "延迟 - 实际延迟", "type": "number",
                         "stepId": "step-001", "stepName": "延迟", "outputId": "actualDuration",
                         "outputName": "实际延迟", "category": "Steps"}
                        """), Reply.read("""
                        {"key": "{{step-002.body}}", "label": "HTTP请求 - 响应体", "type": "string",
                         "stepId": "step-002", "stepName": "HTTP请求", "outputId": "body",
                         "outputName": "响应体", "category": "Steps"}
                        """));
    }

    @Test
    void system_variables_are_those_of_the_document() {
        assertThat(client.get(PATH).at("data.systemVariables")).isEqualTo(Reply.read("""
                        [{"key": "{{trigger.data}}", "label": "触发器数据", "type": "any",
                          "description": "触发器传入的原始数据"},
                         {"key": "{{current_time}}", "label": "当前时间", "type": "number",
                          "description": "当前时间戳(毫秒)"},
                         {"key": "{{device_info}}", "label": "设备信息", "type": "dictionary",
                          "description": "设备相关信息"}]
                        """));
    }

    @Test
    void step_may_read_those_before_it_only() {
        assertThat(steps(client.get(PATH + "?stepId=step-002")))
                .contains("step-001")
                .doesNotContain("step-002");
        assertThat(steps(client.get(PATH + "?step_id=step-001"))).doesNotContain("step-001", "step-002");
    }

    @Test
    void unknown_step_is_refused() {
        Reply reply = client.get(PATH + "?stepId=nonsense");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).contains("stepId", "nonsense");
    }

    @Test
    void unknown_workflow_is_not_found() {
        Reply reply = client.get("/api/v1/workflows/nonsense/magic-variables");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(1001);
    }

    private static List<String> steps(Reply reply) {
        return reply.at("data.magicVariables").findValuesAsText("stepId");
    }
}
