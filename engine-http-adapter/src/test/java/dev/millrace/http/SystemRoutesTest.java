package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.StartRequest;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The machine, its figures and its health (document 001, system). */
class SystemRoutesTest {
    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void health_needs_no_token() {
        server.clock.advance(Duration.ofSeconds(5));

        Reply reply = server.stranger().get("/api/v1/system/health");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("healthy");
        assertThat(reply.text("data.status")).isEqualTo("healthy");
        assertThat(reply.text("data.version")).isEqualTo("1.0.0");
        assertThat(reply.at("data.uptime").asLong()).isEqualTo(5_000);
    }

    @Test
    void information_has_the_documented_shape() {
        Reply reply = server.client().get("/api/v1/system/info");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("data.device.brand").isTextual()).isTrue();
        assertThat(reply.at("data.device.apiLevel").isIntegralNumber()).isTrue();
        assertThat(reply.at("data.permissions").isArray()).isTrue();
        assertThat(reply.at("data.capabilities.hasRoot").isBoolean()).isTrue();
        assertThat(reply.at("data.capabilities.supportedFeatures").isArray()).isTrue();
        assertThat(reply.at("data.server.startTime").asLong()).isEqualTo(1704067200000L);
    }

    @Test
    void statistics_count_what_happened_in_the_period() {
        server.engine.deploy(
                Workflow.builder("Good").id("good").step("a", "comment").build());
        server.engine.deploy(Workflow.builder("Bad")
                .id("bad")
                .enabled(false)
                .step("a", "throw", Map.of("content", "no"))
                .build());
        server.engine.start("good", StartRequest.plain()).completion().join();
        server.clock.advance(Duration.ofDays(2));
        TestClient client = server.client();
        server.engine.start("good", StartRequest.plain()).completion().join();
        server.engine.start("bad", StartRequest.plain()).completion().join();

        Reply today = client.get("/api/v1/system/stats");
        Reply week = client.get("/api/v1/system/stats?period=week");

        assertThat(today.at("data.workflowCount").asInt()).isEqualTo(2);
        assertThat(today.at("data.enabledWorkflowCount").asInt()).isEqualTo(1);
        assertThat(today.at("data.totalExecutions").asInt()).isEqualTo(2);
        assertThat(today.at("data.successRate").asDouble()).isEqualTo(0.5);
        assertThat(today.at("data.memoryUsage.usedBytes").asLong()).isPositive();
        assertThat(today.text("data.memoryUsage.used")).matches("[0-9.]+(KB|MB|GB)");
        assertThat(week.at("data.totalExecutions").asInt()).isEqualTo(3);
        assertThat(week.at("data.todayExecutions").asInt()).isEqualTo(2);
        assertThat(week.at("data.successfulExecutions").asInt()).isEqualTo(2);
        assertThat(week.at("data.failedExecutions").asInt()).isEqualTo(1);
        assertThat(week.text("data.topWorkflows.0.workflowId")).isEqualTo("good");
        assertThat(week.at("data.topWorkflows.0.executionCount").asInt()).isEqualTo(2);
        assertThat(client.get("/api/v1/system/stats?period=decade").status()).isEqualTo(400);
    }
}
