package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that are nodes of one cluster, with one key and one database: what one is asked, the other can be asked too. */
@Timeout(180)
class ServingClusterTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String WORKFLOW = """
            {"name": "Waits", "steps": [
              {"id": "say", "moduleId": "log", "parameters": {"message": "said on A"}},
              {"id": "wait", "moduleId": "delay", "parameters": {"duration": 600000}},
              {"id": "never", "moduleId": "log", "parameters": {"message": "said too much"}}
            ]}""";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Serving> nodes = new ArrayList<>();
    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private String token = "";

    @TempDir
    Path folder;

    @BeforeEach
    void startBoth() throws Exception {
        nodes.add(start("a"));
        nodes.add(start("b"));
        token = post(a(), "/auth/token", "{\"deviceId\":\"d\"}").get("token").asText();
    }

    private Serving start(String node) {
        // its user is given with the URL: a test cannot set variables of its own process
        String url = database.url() + "?user=" + database.user();
        return Serving.start("--cluster", url, "--node", node, "--data", folder.toString());
    }

    @AfterEach
    void stopBoth() {
        nodes.forEach(Serving::close);
    }

    private Serving a() {
        return nodes.get(0);
    }

    private Serving b() {
        return nodes.get(1);
    }

    private HttpRequest.Builder request(Serving node, String path) {
        return HttpRequest.newBuilder(URI.create(node.url() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private JsonNode post(Serving node, String path, String body) throws IOException, InterruptedException {
        return data(request(node, path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode get(Serving node, String path) throws IOException, InterruptedException {
        return data(request(node, path).GET());
    }

    private JsonNode data(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return new ObjectMapper().readTree(response.body()).get("data");
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what + " in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos()); // a caller may ask 100 times a minute
        }
    }

    private String executeOnA() throws IOException, InterruptedException {
        String workflow = post(a(), "/workflows", WORKFLOW).get("id").asText();
        post(a(), "/workflows/" + workflow + "/enable", "{}");
        return post(a(), "/workflows/" + workflow + "/execute", "{\"async\":true}")
                .get("executionId")
                .asText();
    }

    private Stream<String> events(Serving node, String execution) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = client.send(
                request(node, "/executions/" + execution + "/events").build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    @Test
    void execution_of_one_node_is_looked_at_watched_and_stopped_on_the_other() throws Exception {
        String execution = executeOnA();
        until(
                "its log on B",
                () -> get(b(), "/executions/" + execution + "/logs").toString().contains("said on A"));
        assertThat(get(b(), "/executions/" + execution).get("status").asText()).isEqualTo("running");

        List<String> told = new ArrayList<>();
        try (Stream<String> events = events(b(), execution)) {
            Iterator<String> lines = events.iterator();
            told.add(lines.next());
            post(b(), "/executions/" + execution + "/stop", "{}");
            lines.forEachRemaining(told::add);
        }

        assertThat(told).contains("event: snapshot", "event: status");
        assertThat(String.join("\n", told)).contains("\"status\":\"cancelled\"").doesNotContain("said too much");
        assertThat(get(a(), "/executions/" + execution).get("status").asText()).isEqualTo("cancelled");
        assertThat(get(b(), "/executions/" + execution).get("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void execution_of_a_node_that_is_closed_goes_on_and_is_stopped_on_the_other() throws Exception {
        String execution = executeOnA();
        until(
                "its log on B",
                () -> get(b(), "/executions/" + execution + "/logs").toString().contains("said on A"));

        a().close();
        post(b(), "/executions/" + execution + "/stop", "{}");

        until(
                "its end",
                () -> get(b(), "/executions/" + execution)
                        .get("status")
                        .asText()
                        .equals("cancelled"));
    }
}
