package dev.millrace.http;

import static dev.millrace.http.TriggeredApi.assertRefused;
import static dev.millrace.http.TriggeredApi.assertRun;
import static dev.millrace.http.TriggeredApi.await;
import static dev.millrace.http.TriggeredApi.definition;
import static dev.millrace.http.TriggeredApi.output;
import static dev.millrace.http.TriggeredApi.step;
import static dev.millrace.http.TriggeredApi.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad request to an API has one answer, and starts nothing (spec sync-api-trigger 3 and 7). */
class TriggerRefusalTest {
    private static final String INVALID = "requestError.invalidParams";
    private static TriggeredApi apis;

    @BeforeAll
    static void start() {
        apis = new TriggeredApi(TestServer.start(settings -> settings.withMaxBytes(1_000, 10_000)));
        apis.save(definition("function", "open"));
        apis.save(definition("function", "token", "auth", token("k1")));
        apis.save(definition(
                "function", "password", "auth", Map.of("type", "password", "user", "botman", "password", "123456")));
        apis.save(definition("function", "off", "enabled", false, "auth", token("k1")));
        apis.save(definition(
                "function", "far", "ipWhitelist", List.of("10.0.0.0/8", "2001:db8::/32"), "auth", token("k1")));
        apis.save(definition("function", "near", "ipWhitelist", List.of("127.0.0.0/8")));
        apis.save(definition(
                "function",
                "declared",
                "params",
                List.of(
                        Map.of("name", "id", "in", "body", "type", "integer", "required", true),
                        Map.of("name", "n", "in", "query", "type", "number"),
                        Map.of("name", "b", "in", "body", "type", "boolean", "default", true))));
    }

    @AfterAll
    static void stop() {
        apis.close();
    }

    static Stream<Arguments> bad_requests() {
        String notJson = "Request body is not valid JSON";
        return Stream.of(
                row("unknown route", "POST", "nothing", "{}", List.of(), 404, "requestError.notFound", "API not found"),
                row(
                        "parameter in the path",
                        "POST",
                        "open;x=1",
                        "{}",
                        List.of(),
                        404,
                        "requestError.notFound",
                        "API not found"),
                row(
                        "unknown route, unknown method",
                        "PUT",
                        "nothing",
                        "",
                        List.of(),
                        404,
                        "requestError.notFound",
                        "API not found"),
                row(
                        "disabled before the method",
                        "PUT",
                        "off",
                        "",
                        List.of(),
                        403,
                        "requestError.apiDisabled",
                        "API is not enabled"),
                row(
                        "disabled before its token",
                        "POST",
                        "off",
                        "{}",
                        List.of(),
                        403,
                        "requestError.apiDisabled",
                        "API is not enabled"),
                row(
                        "wrong method",
                        "PUT",
                        "open",
                        "",
                        List.of(),
                        405,
                        "requestError.methodNotAllowed",
                        "Method PUT is not allowed"),
                row(
                        "wrong method on a path with an encoded letter",
                        "PUT",
                        "o%70en",
                        "",
                        List.of(),
                        405,
                        "requestError.methodNotAllowed",
                        "Method PUT is not allowed"),
                row(
                        "unknown method",
                        "BREW",
                        "open",
                        "",
                        List.of(),
                        405,
                        "requestError.methodNotAllowed",
                        "Method BREW is not allowed"),
                row(
                        "delete",
                        "DELETE",
                        "open",
                        "",
                        List.of(),
                        405,
                        "requestError.methodNotAllowed",
                        "Method DELETE is not allowed"),
                row(
                        "get",
                        "GET",
                        "token",
                        "",
                        List.of(),
                        405,
                        "requestError.methodNotAllowed",
                        "Method GET is not allowed"),
                row(
                        "address before the token",
                        "POST",
                        "far",
                        "{}",
                        List.of(),
                        403,
                        "requestError.forbidden",
                        "IP is not allowed"),
                row("no token", "POST", "token", "{}", List.of(), 401, INVALID, "Token is required"),
                row("empty token", "POST", "token", "{}", List.of("token", ""), 401, INVALID, "Token is required"),
                row("token in the query", "POST", "token?token=k1", "{}", List.of(), 401, INVALID, "Token is required"),
                row("token before the body", "POST", "token", "{", List.of(), 401, INVALID, "Token is required"),
                row("wrong token", "POST", "token", "{}", List.of("token", "k2"), 401, INVALID, "Token is invalid"),
                row(
                        "two tokens",
                        "POST",
                        "token",
                        "{}",
                        List.of("token", "k1", "token", "k1"),
                        400,
                        INVALID,
                        "Duplicate header: token"),
                row(
                        "bearer token",
                        "POST",
                        "token",
                        "{}",
                        List.of("Authorization", "Bearer k1"),
                        401,
                        INVALID,
                        "Token is required"),
                row(
                        "user alone",
                        "POST",
                        "password",
                        "{}",
                        List.of("user", "botman"),
                        401,
                        INVALID,
                        "User/Password is required"),
                row(
                        "password alone",
                        "POST",
                        "password",
                        "{}",
                        List.of("password", "123456"),
                        401,
                        INVALID,
                        "User/Password is required"),
                row(
                        "wrong user",
                        "POST",
                        "password",
                        "{}",
                        List.of("user", "x", "password", "123456"),
                        401,
                        INVALID,
                        "User/Password is invalid"),
                row(
                        "wrong password",
                        "POST",
                        "password",
                        "{}",
                        List.of("user", "botman", "password", "x"),
                        401,
                        INVALID,
                        "User/Password is invalid"),
                row(
                        "large body",
                        "POST",
                        "open",
                        "x".repeat(1_001),
                        List.of(),
                        413,
                        "requestError.tooLarge",
                        "the body has more than 1000 bytes"),
                row(
                        "broken JSON",
                        "POST",
                        "open",
                        "{",
                        List.of("Content-Type", "application/json"),
                        400,
                        INVALID,
                        notJson),
                row(
                        "broken JSON as text",
                        "POST",
                        "open",
                        "{",
                        List.of("Content-Type", "text/plain"),
                        400,
                        INVALID,
                        notJson),
                row(
                        "a field twice",
                        "POST",
                        "open",
                        "{\"a\":1,\"a\":2}",
                        List.of("Content-Type", "application/json"),
                        400,
                        INVALID,
                        notJson),
                row(
                        "trailing text",
                        "POST",
                        "open",
                        "{} x",
                        List.of("Content-Type", "application/json"),
                        400,
                        INVALID,
                        notJson),
                row("NaN", "POST", "open", "NaN", List.of("Content-Type", "application/json"), 400, INVALID, notJson),
                row(
                        "too deep",
                        "POST",
                        "open",
                        "[".repeat(65) + "]".repeat(65),
                        List.of("Content-Type", "application/json"),
                        400,
                        INVALID,
                        notJson),
                row(
                        "other type",
                        "POST",
                        "open",
                        "<a/>",
                        List.of("Content-Type", "application/xml"),
                        415,
                        "requestError.unsupportedMediaType",
                        "Content type is not supported; send application/json"),
                row(
                        "unknown charset",
                        "POST",
                        "open",
                        "{}",
                        List.of("Content-Type", "application/json; charset=x-none"),
                        415,
                        "requestError.unsupportedMediaType",
                        "Charset of the content type is not supported"),
                row(
                        "a file",
                        "POST",
                        "open",
                        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n",
                        List.of("Content-Type", "multipart/form-data; boundary=b"),
                        400,
                        INVALID,
                        "File upload is not supported"),
                row(
                        "query not encoded",
                        "POST",
                        "open?a=%ff",
                        "{}",
                        List.of(),
                        400,
                        INVALID,
                        "Query or form is not encoded with percent signs"),
                row(
                        "missing parameter",
                        "POST",
                        "declared",
                        "{}",
                        List.of(),
                        400,
                        INVALID,
                        "Parameter 'id' is required"),
                row(
                        "all wrong parameters",
                        "POST",
                        "declared?n=x",
                        "{\"id\":\"1\",\"b\":\"true\"}",
                        List.of(),
                        400,
                        INVALID,
                        "Parameter 'id' must be an integer; Parameter 'n' must be a number; Parameter 'b' must be a boolean"),
                row(
                        "key with a space",
                        "POST",
                        "open",
                        "{}",
                        List.of("Idempotency-Key", "a b"),
                        400,
                        INVALID,
                        "Idempotency-Key must have 1 to 128 visible ASCII characters"),
                row(
                        "long key",
                        "POST",
                        "open",
                        "{}",
                        List.of("Idempotency-Key", "k".repeat(129)),
                        400,
                        INVALID,
                        "Idempotency-Key must have 1 to 128 visible ASCII characters"));
    }

    private static Arguments row(
            String name,
            String method,
            String path,
            String body,
            List<String> headers,
            int status,
            String code,
            String message) {
        return arguments(name, method, path, body, headers, status, code, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bad_requests(
            String name,
            String method,
            String path,
            String body,
            List<String> headers,
            int status,
            String code,
            String message) {
        int before = apis.executions();
        var request = apis.caller.request("/v1/api/acme/test/" + path);
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }

        Reply reply = apis.caller.send(request.method(method, BodyPublishers.ofString(body)));

        assertRefused(reply, status, code, message);
        assertThat(apis.executions()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, '{\"a', '\": 1}'",
        "application/json, '{\"a\": \"', '\"}'",
        "text/plain, a, b",
        "application/x-www-form-urlencoded, a, =1"
    })
    void half_a_character_is_no_text_in_any_charset(String type, String before, String after) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}); // U+D800, which CESU-8 lets through
        body.writeBytes(after.getBytes(StandardCharsets.US_ASCII));

        Reply reply = apis.caller.send(apis.caller
                .request("/v1/api/acme/test/open")
                .header("Content-Type", type + "; charset=CESU-8")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));

        assertRefused(reply, 400, INVALID, "Request body is not text in CESU-8");
    }

    @Test
    void form_in_chunks_has_the_limit_of_a_body() {
        Form form = new Form().field("a", "x".repeat(600)).field("b", "x".repeat(600));

        Reply reply = form.postInChunks(apis.caller, "/v1/api/acme/test/open");

        assertRefused(reply, 413, "requestError.tooLarge", "Request is too large");
    }

    @Test
    void options_tells_the_methods_and_head_is_refused() {
        Reply options = apis.caller.send(
                apis.caller.request("/v1/api/acme/test/open").method("OPTIONS", BodyPublishers.noBody()));
        Reply head =
                apis.caller.send(apis.caller.request("/v1/api/acme/test/open").method("HEAD", BodyPublishers.noBody()));

        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).contains("POST, OPTIONS");
        assertThat(head.status()).isEqualTo(405);
    }

    @Test
    void address_of_a_listed_block_may_call() {
        assertRun(apis.post("/v1/api/acme/test/near", "{}"), 0, "");
    }

    @Test
    void guessing_is_slowed_down_and_does_not_shut_out_who_knows_the_token() {
        try (TriggeredApi own = new TriggeredApi()) {
            own.save(definition("auth", token("k1")));
            String path = "/v1/api/acme/test/run";
            assertRun(own.post(path, "{}", "token", "k1"), 0, "");

            for (int i = 0; i < 5; i++) {
                assertThat(own.post(path, "{}", "token", "guess" + i).status()).isEqualTo(401);
            }
            Reply refused = own.post(path, "{}", "token", "guess");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text("response.error.code")).isEqualTo("requestError.tooManyRequests");
            assertThat(refused.header("Retry-After")).isPresent();
            assertRun(own.post(path, "{}", "token", "k1"), 0, "");
        }
    }

    @Test
    void option_always_http_200_keeps_the_envelope() {
        try (TriggeredApi own = new TriggeredApi(TestServer.start(settings -> settings.withAlwaysHttp200()))) {
            String body = RawClient.exchange(
                    own.server.server.port(),
                    "POST /v1/api/acme/test/none HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(body).startsWith("HTTP/1.1 200").contains("requestError.notFound");
        }
    }

    @Test
    void workflow_with_errors_answers_1004_and_one_that_fails_1001() {
        apis.save(definition("function", "broken"), step("x", "no_such_module"));
        apis.save(definition("function", "failing"), step("x", "throw", "content", "sold out"));
        apis.save(definition("function", "stopped"), output("kept"), step("x", "stop_workflow"));

        Reply broken = apis.post("/v1/api/acme/test/broken", "{}");
        assertThat(broken.at("response.code").asInt()).isEqualTo(1004);
        assertThat(broken.text("response.msg")).isNotBlank();
        assertRun(apis.post("/v1/api/acme/test/failing", "{}"), 1005, "sold out");
        assertRun(apis.post("/v1/api/acme/test/stopped", "{}"), 0, "");
    }

    @Test
    void cancelled_run_answers_1003() {
        apis.save(definition("function", "endless"), step("d", "delay", "duration", 5_000));
        int timers = apis.server.clock.pendingTimers();

        CompletableFuture<Reply> reply = apis.later("/v1/api/acme/test/endless", "{}");
        await(() -> apis.server.clock.pendingTimers() >= timers + 2);
        String id = apis.editor.get("/api/v1/executions?status=running").text("data.executions.0.executionId");
        apis.editor.post("/api/v1/executions/" + id + "/stop");

        assertRun(reply.join(), 1003, "Execution cancelled");
        assertThat(reply.join().text("response.uid")).isEqualTo(id);
    }

    @Test
    void block_new_answers_busy_and_api_workflows_run_in_parallel_otherwise() {
        String id = apis.save(definition("function", "single"), step("d", "delay", "duration", 5_000));
        apis.editor.put("/api/v1/workflows/" + id, "{\"reentryBehavior\":\"block_new\"}");
        int timers = apis.server.clock.pendingTimers();

        CompletableFuture<Reply> first = apis.later("/v1/api/acme/test/single", "{}");
        await(() -> apis.server.clock.pendingTimers() >= timers + 2);
        Reply second = apis.post("/v1/api/acme/test/single", "{}");
        apis.server.clock.advance(Duration.ofSeconds(5));

        assertRefused(second, 409, "requestError.busy", "Workflow runs already and must not run twice");
        assertRun(first.join(), 0, "");
    }
}
