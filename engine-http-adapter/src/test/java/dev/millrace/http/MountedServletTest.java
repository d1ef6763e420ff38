package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.workflow.Workflow;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servlet in a container of another make, below a context path. */
class MountedServletTest {
    @TempDir
    Path folder;

    private final Millrace engine = Millrace.builder()
            .history(ExecutionHistory.inMemory(Retention.DEFAULT))
            .build();
    private final Tomcat tomcat = new Tomcat();
    private TestClient client = new TestClient(HttpClient.newHttpClient(), URI.create("http://localhost"), "");

    @BeforeEach
    void mount() throws LifecycleException {
        HttpSettings settings = HttpSettings.defaults().withoutRateLimits();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        Context context = tomcat.addContext("/app", folder.toString());
        Wrapper servlet = Tomcat.addServlet(context, "millrace", MillraceServlet.of(engine, settings));
        servlet.setAsyncSupported(true);
        servlet.setMultipartConfigElement(MillraceServlet.uploads(settings));
        List.of("/api/v1/*", "/openapi.json", "/docs/*").forEach(servlet::addMapping);
        tomcat.start();
        client = new TestClient(
                HttpClient.newHttpClient(),
                URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + "/app"),
                "");
        Reply token = client.post("/api/v1/auth/token", "{\"deviceId\": \"d\"}");
        client = client.withToken(token.text("data.token"));
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        engine.close();
    }

    @Test
    void routes_answer_below_the_context_path() {
        Reply created = client.post("/api/v1/workflows", "{\"name\": \"Mounted\", \"isEnabled\": true, \"steps\": []}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(client.get("/api/v1/workflows").text("data.workflows.0.name"))
                .isEqualTo("Mounted");
        assertThat(client.get("/openapi.json").status()).isEqualTo(200);
        assertThat(client.withToken("").get("/api/v1/workflows").status()).isEqualTo(401);
    }

    @Test
    void execution_that_waits_answers_when_it_is_over() {
        engine.deploy(Workflow.builder("Waits")
                .id("waits")
                .step("wait", "delay", Map.of("duration", 20))
                .build());

        Reply reply = client.post("/api/v1/workflows/waits/execute", "{\"async\": false}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("data.status")).isEqualTo("completed");
    }

    @Test
    void events_are_streamed_to_their_end() {
        engine.deploy(Workflow.builder("Waits")
                .id("waits")
                .step("wait", "delay", Map.of("duration", 200))
                .build());
        String id = client.post("/api/v1/workflows/waits/execute", "{}").text("data.executionId");

        try (EventReader events = EventReader.open(client, "/api/v1/executions/" + id + "/events", "")) {
            assertThat(events.toEnd())
                    .extracting(EventReader.Event::name)
                    .startsWith("snapshot")
                    .endsWith("status");
        }
    }
}
