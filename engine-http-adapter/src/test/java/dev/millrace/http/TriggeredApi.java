package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.history.HistoryFilter;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A server with APIs made of workflows, saved through the editor API. */
final class TriggeredApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_NANOS = 20_000_000_000L;

    final TestServer server;
    final TestClient editor;
    final TestClient caller;

    TriggeredApi() {
        this(TestServer.start());
    }

    TriggeredApi(TestServer server) {
        this.server = server;
        this.editor = server.client();
        this.caller = server.stranger();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Map<String, Object> step(String id, String module, Object... parameters) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(String.valueOf(parameters[i]), parameters[i + 1]);
        }
        return Map.of("id", id, "moduleId", module, "parameters", all);
    }

    /** The parameters of an enabled API {@code /v1/api/acme/test/run}, with some of them changed. */
    static Map<String, Object> definition(Object... changes) {
        Map<String, Object> definition = new LinkedHashMap<>(Map.of(
                "name",
                "Test",
                "owner",
                "acme",
                "module",
                "test",
                "function",
                "run",
                "method",
                "POST",
                "enabled",
                true));
        for (int i = 0; i < changes.length; i += 2) {
            definition.put(String.valueOf(changes[i]), changes[i + 1]);
        }
        return definition;
    }

    static Map<String, Object> token(String token) {
        return Map.of("type", "token", "token", token);
    }

    static Map<String, Object> output(Object value) {
        return step("out", "output", "value", value);
    }

    /** Tries to save a workflow with the trigger {@code t}. */
    Reply trySave(Map<String, Object> definition, Object... steps) {
        Map<String, Object> workflow = new LinkedHashMap<>();
        workflow.put("name", "w" + System.identityHashCode(definition) + " " + definition.get("function"));
        workflow.put("isEnabled", true);
        workflow.put("triggers", List.of(Map.of("id", "t", "moduleId", "trigger_api", "parameters", definition)));
        workflow.put("steps", List.of(steps));
        return editor.post("/api/v1/workflows", json(workflow));
    }

    /** Saves one, and gives its id. */
    String save(Map<String, Object> definition, Object... steps) {
        Reply reply = trySave(definition, steps);
        assertThat(reply.status()).as("%s", reply).isEqualTo(201);
        return reply.text("data.id");
    }

    /** A request as {@code curl -d body} sends it. */
    HttpRequest.Builder form(String path, String... headers) {
        HttpRequest.Builder request = caller.request(path).header("Content-Type", "application/x-www-form-urlencoded");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    Reply post(String path, String body, String... headers) {
        return caller.send(form(path, headers).POST(BodyPublishers.ofString(body)));
    }

    CompletableFuture<Reply> later(String path, String body, String... headers) {
        return caller.later(form(path, headers), body);
    }

    int executions() {
        return server.engine
                .history()
                .orElseThrow()
                .list(HistoryFilter.any(), 0, 0)
                .total();
    }

    /** Waits for something that other threads do. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come to pass");
            }
            Thread.onSpinWait();
        }
    }

    static void assertRun(Reply reply, int code, String message) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        assertThat(reply.at("response.code").asInt(-1)).as("%s", reply).isEqualTo(code);
        assertThat(reply.text("response.msg")).isEqualTo(message);
    }

    static void assertRefused(Reply reply, int status, String code, String message) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.body())
                .isEqualTo("{\"response\":{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}}");
    }

    @Override
    public void close() {
        server.close();
    }
}
