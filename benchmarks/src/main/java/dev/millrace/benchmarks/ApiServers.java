package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.http.HttpSettings;
import dev.millrace.http.MillraceServer;
import dev.millrace.http.application.ApplicationSettings;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Ours, with a workflow of ten steps as an API and an application that executes it, and a {@link BareServer} that answers as
 * the API does. Their CPU time is that of whichever is asked.
 */
final class ApiServers implements AutoCloseable {
    static final String API = "/v1/api/bench/ten/run";
    static final String EXECUTE = "/api/v1/workflows/ten/execute";
    static final String CALL = "{\"text\":\"a-b\",\"number\":17,\"tags\":[\"a\",\"b\"]}";
    static final String EXECUTION =
            "{\"async\":false,\"inputVariables\":{\"text\":{\"type\":\"string\",\"value\":\"a-b\"}}}";

    private static final String APP = "bench-app";
    private static final String KEY = "key-of-the-benchmark";
    private static final int STEPS = 10;

    private final ChildServer ours;
    private final ChildServer bare;

    private ApiServers(ChildServer ours, ChildServer bare) {
        this.ours = ours;
        this.bare = bare;
    }

    static ApiServers start() throws IOException {
        ChildServer ours = ChildServer.start(ApiServers.class, BareServer.OPTIONS);
        return new ApiServers(ours, BareServer.like(ours, API, CALL, ""));
    }

    int ourPort() {
        return ours.port();
    }

    int barePort() {
        return bare.port();
    }

    /** A call of the API. */
    static byte[] call() {
        return post(API, CALL, "");
    }

    /** An execution by the application, with its token. */
    byte[] executionWithToken() {
        return post(EXECUTE, EXECUTION, "X-Access-Token: " + ours.word(1) + "\r\n");
    }

    /** The same, signed; the server takes the time of the signature for an hour. */
    static byte[] signedExecution() throws Exception {
        String timestamp = Long.toString(System.currentTimeMillis());
        byte[] digest =
                MessageDigest.getInstance("MD5").digest((EXECUTION + timestamp + KEY).getBytes(StandardCharsets.UTF_8));
        return post(
                EXECUTE,
                EXECUTION,
                "X-Client-Id: " + APP + "\r\nX-Timestamp: " + timestamp + "\r\nX-Sign: "
                        + HexFormat.of().formatHex(digest) + "\r\n");
    }

    private static byte[] post(String path, String body, String headers) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
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
                engine,
                "127.0.0.1",
                0,
                HttpSettings.defaults()
                        .withoutRateLimits()
                        .withApplications(ApplicationSettings.inMemory().withSignatureWindow(Duration.ofHours(1))));
        ChildServer.serve(server.port(), token(server.url()));
        System.exit(0);
    }

    private static Workflow tenSteps() {
        Map<String, Object> api = Map.of(
                "name",
                "Ten",
                "owner",
                "bench",
                "module",
                "ten",
                "function",
                "run",
                "enabled",
                true,
                "maxConcurrent",
                0);
        Workflow.Builder workflow = Workflow.builder("Ten steps")
                .id("ten")
                .reentry(ReentryBehavior.ALLOW_PARALLEL)
                .triggers(List.of(Step.of("api", "trigger_api", api)));
        for (int i = 1; i < STEPS; i++) {
            String text = i == 1 ? "[[text]]" : "{{s" + (i - 1) + ".result}}";
            workflow.step("s" + i, "text_replace", Map.of("text", text, "find", "-", "replace", "-"));
        }
        return workflow.step("out", "output", Map.of("value", Map.of("text", "{{s" + (STEPS - 1) + ".result}}")))
                .build();
    }

    /** Of an application that was just made. */
    private static String token(String url) throws IOException, InterruptedException {
        String device =
                text(send(url + "/api/v1/auth/token", "{\"deviceId\":\"benchmark\"}", "X-Unused", ""), "/data/token");
        String application = "{\"id\":\"bench\",\"name\":\"Bench\",\"provider\":\"internal-standalone\","
                + "\"integrationModes\":[\"apiServer\"],\"apiServer\":{\"appId\":\"" + APP + "\",\"secureKey\":\"" + KEY
                + "\",\"roleIdList\":[\"role-operator\"],\"enableOAuth2\":true}}";
        var unused = send(url + "/api/application", application, "X-Access-Token", device);
        String credentials = "{\"grant_type\":\"client_credentials\",\"client_id\":\"" + APP + "\",\"client_secret\":\""
                + KEY + "\"}";
        return text(send(url + "/api/oauth2/token", credentials, "X-Unused", ""), "/access_token");
    }

    private static String text(HttpResponse<byte[]> answer, String pointer) throws IOException {
        return new ObjectMapper().readTree(answer.body()).at(pointer).asText();
    }

    private static HttpResponse<byte[]> send(String url, String body, String header, String value)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(url + " answered " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }
}
