package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.http.HttpSettings;
import dev.millrace.http.MillraceServer;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Ours, with a workflow of ten steps, and a {@link BareServer} that answers as it does. Their CPU time is that of whichever
 * is asked.
 */
final class HttpServers implements AutoCloseable {
    static final String PATH = "/api/v1/workflows/ten/execute";
    static final String REQUEST =
            "{\"async\":false,\"inputVariables\":{\"text\":{\"type\":\"string\",\"value\":\"a-b\"}}}";

    private static final int STEPS = 10;

    private final ChildServer ours;
    private final ChildServer bare;

    private HttpServers(ChildServer ours, ChildServer bare) {
        this.ours = ours;
        this.bare = bare;
    }

    static HttpServers start() throws IOException {
        ChildServer ours = ChildServer.start(HttpServers.class, BareServer.OPTIONS);
        String authorization = "Bearer " + ours.word(1);
        return new HttpServers(ours, BareServer.like(ours, PATH, REQUEST, authorization));
    }

    int ourPort() {
        return ours.port();
    }

    int barePort() {
        return bare.port();
    }

    String token() {
        return ours.word(1);
    }

    /** CPU time of both so far. */
    Duration cpu() {
        return ours.cpu().plus(bare.cpu());
    }

    @Override
    public void close() {
        ours.close();
        bare.close();
    }

    public static void main(String[] arguments) throws Exception {
        Millrace engine = Millrace.builder()
                .history(ExecutionHistory.inMemory(Retention.DEFAULT))
                .build();
        engine.deploy(tenSteps());
        MillraceServer server = MillraceServer.start(
                engine, "127.0.0.1", 0, HttpSettings.defaults().withoutRateLimits());
        ChildServer.serve(server.port(), token(server.url()));
        System.exit(0);
    }

    private static Workflow tenSteps() {
        Workflow.Builder workflow = Workflow.builder("Ten steps").id("ten").reentry(ReentryBehavior.ALLOW_PARALLEL);
        for (int i = 1; i <= STEPS; i++) {
            String text = i == 1 ? "[[text]]" : "{{s" + (i - 1) + ".result}}";
            workflow.step("s" + i, "text_replace", Map.of("text", text, "find", "-", "replace", "-"));
        }
        return workflow.build();
    }

    private static String token(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/auth/token"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"deviceId\":\"benchmark\"}"))
                .build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        return new ObjectMapper().readTree(response.body()).at("/data/token").asText();
    }
}
