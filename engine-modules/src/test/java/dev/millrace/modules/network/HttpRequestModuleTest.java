package dev.millrace.modules.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.Millrace;
import dev.millrace.egress.StubServer;
import dev.millrace.egress.StubServer.Reply;
import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.StepResult;
import dev.millrace.test.ModuleTester;
import dev.millrace.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestModuleTest {
    private final LocalNetwork network = new LocalNetwork();
    private final StubServer server =
            network.server(Reply.text(201, "text/plain; charset=utf-8", "好", "X-A: 1", "X-A: 2"));

    @AfterEach
    void close() {
        network.close();
    }

    private ModuleTester request(String method) {
        return network.tester(new HttpRequestModule())
                .with("url", server.url("/path"))
                .with("method", method);
    }

    @Test
    void every_status_is_a_success_with_its_outputs() {
        StubServer missing = network.server(Reply.text(404, "text/plain", "no"));

        request("GET")
                .run()
                .hasOutput("statusCode", 201)
                .hasOutput("body", "好")
                .hasOutput("error", "")
                .hasOutput(
                        "headers",
                        Map.of("content-type", "text/plain; charset=utf-8", "x-a", "1, 2", "content-length", "3"));
        network.tester(new HttpRequestModule())
                .with("url", missing.url("/"))
                .run()
                .hasOutput("statusCode", 404)
                .hasOutput("body", "no");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"GET,''", "POST,body", "PUT,body", "DELETE,''", "PATCH,body", "post,body"})
    void methods_are_sent_with_a_body_or_without(String method, String body) {
        request(method).with("body", "body").run().isDone();

        assertThat(server.only().line()).isEqualTo(method.toUpperCase(Locale.ROOT) + " /path HTTP/1.1");
        assertThat(server.only().body()).isEqualTo(body);
    }

    @Test
    void get_is_sent_if_nothing_is_said() {
        network.tester(new HttpRequestModule())
                .with("url", server.url("/"))
                .run()
                .isDone();

        assertThat(server.only().line()).startsWith("GET ");
    }

    static Stream<Arguments> bodies() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("a", 5L);
        fields.put("b", "ü &");
        return Stream.of(
                Arguments.of("json", fields, "application/json; charset=utf-8", "{\"a\":5,\"b\":\"ü &\"}"),
                Arguments.of("json", List.of(1.5, true), "application/json; charset=utf-8", "[1.5,true]"),
                Arguments.of("json", "not checked {", "application/json; charset=utf-8", "not checked {"),
                Arguments.of("json", null, "application/json; charset=utf-8", "null"),
                Arguments.of("form", fields, "application/x-www-form-urlencoded", "a=5&b=%C3%BC+%26"),
                Arguments.of("form", "no dictionary", "application/x-www-form-urlencoded", ""),
                Arguments.of("raw", "plain 中", "text/plain; charset=utf-8", "plain 中"),
                Arguments.of("raw", 5L, "text/plain; charset=utf-8", "5"),
                Arguments.of("none", "ignored", "", ""),
                Arguments.of("", fields, "application/json; charset=utf-8", "{\"a\":5,\"b\":\"ü &\"}"),
                Arguments.of("", " {\"x\":1}", "application/json; charset=utf-8", " {\"x\":1}"),
                Arguments.of("", "plain", "text/plain; charset=utf-8", "plain"),
                Arguments.of("", "", "text/plain; charset=utf-8", ""));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("bodies")
    void body_is_written_as_its_type_says(String type, @Nullable Object body, String contentType, String sent) {
        request("POST").with("body_type", type).with("body", body).run().isDone();

        assertThat(server.only().body()).isEqualTo(sent);
        assertThat(server.only().header("Content-Type")).isEqualTo(contentType);
    }

    @Test
    void content_type_of_the_body_wins_but_a_text_of_no_type_has_the_header_s() {
        Map<String, String> xml = Map.of("Content-Type", "application/xml");

        request("POST")
                .with("headers", xml)
                .with("bodyType", "raw")
                .with("body", "a")
                .run()
                .isDone();
        request("POST").with("headers", xml).with("body", "<a/>").run().isDone();

        assertThat(server.received())
                .extracting(request -> request.header("Content-Type"))
                .containsExactly("text/plain; charset=utf-8", "application/xml");
    }

    @Test
    void headers_and_query_parameters_are_texts() {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("a b", "ü&");
        query.put("n", 5);
        query.put("none", null);

        request("GET")
                .with("url", server.url("/path?x=1#part"))
                .with("headers", Map.of("X-Number", 7))
                .with("queryParams", query)
                .run()
                .isDone();

        assertThat(server.only().line()).isEqualTo("GET /path?x=1&a%20b=%C3%BC%26&n=5 HTTP/1.1");
        assertThat(server.only().header("X-Number")).isEqualTo("7");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"headers", "query_params"})
    void dictionary_may_be_missing_or_blank_and_nothing_else(String input) {
        request("GET").with(input, null).run().isDone();
        request("GET").with(input, " ").run().isDone();
        request("GET").with(input, "text").run().failed().withMessageContaining(input, "a dictionary");
        request("GET").with(input, List.of(1)).run().failed().withMessageContaining(input, "a dictionary");
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a\nb", "a\0"})
    void header_cannot_break_its_line(String value) {
        request("GET")
                .with("headers", Map.of("X-A", value))
                .run()
                .failed()
                .withTitle("Invalid request")
                .withMessageContaining("X-A");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void url_without_a_scheme_is_https() {
        network.tester(new HttpRequestModule())
                .with("url", "10.0.0.1/x")
                .run()
                .failed()
                .withTitle("Target not allowed")
                .withMessageContaining("10.0.0.1:443");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {"", "  ", "http://", "ftp://example.com", "https://a b/", "https://user:secret@example.com/"})
    void url_that_cannot_be_used_fails(String url) {
        var failure =
                network.tester(new HttpRequestModule()).with("url", url).run().failed();

        assertThat(failure.error().message()).isNotBlank().doesNotContain("secret");
    }

    @Test
    void missing_url_fails() {
        network.tester(new HttpRequestModule()).run().failed().withMessageContaining("\"url\" is missing");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"method,HEAD", "method,CONNECT", "body_type,xml"})
    void unknown_option_fails_with_those_there_are(String input, String option) {
        request("POST").with(input, option).run().failed().withMessageContaining(input, option);
    }

    @Test
    void failure_has_its_message_as_partial_output_and_tells_no_path() {
        StubServer broken = network.server(Reply.raw("no http\n"));

        var failure = network.tester(new HttpRequestModule())
                .with("url", broken.url("/token-abc?key=secret"))
                .run()
                .failed();

        assertThat(failure.error().title()).isEqualTo("Connection broken");
        assertThat(failure.error().message()).contains(broken.authority()).doesNotContain("token-abc", "secret");
        assertThat(failure.partialOutputs())
                .containsExactly(Map.entry("error", failure.error().message()));
    }

    @Test
    void private_target_is_refused_unless_the_host_allows_it() {
        ModuleTester.of(new HttpRequestModule())
                .with("url", server.url("/"))
                .run()
                .failed()
                .withTitle("Target not allowed")
                .withMessageContaining("a loopback address", server.authority(), "--allow-host");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void redirects_are_followed() {
        StubServer redirecting = network.server(Reply.redirect(302, server.url("/there")));

        network.tester(new HttpRequestModule())
                .with("url", redirecting.url("/"))
                .run()
                .hasOutput("statusCode", 201);

        assertThat(server.only().line()).isEqualTo("GET /there HTTP/1.1");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0.1", "0.05"})
    void timeout_in_seconds_ends_the_call(String seconds) {
        StubServer silent = network.server(Reply.silence());

        network.tester(new HttpRequestModule())
                .with("url", silent.url("/"))
                .with("timeout", seconds)
                .run()
                .failed()
                .withTitle("Timeout");
    }

    /** The module as far as its request, in an engine: what it would wait for takes too long for a test. */
    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "http_request,,PT30S",
        "vflow.network.http_request,,PT10S",
        "http_request,abc,PT30S",
        "vflow.network.http_request,-1,PT10S",
        "http_request,0,none",
        "vflow.network.http_request,0,none",
        "http_request,1.5,PT1.5S",
        "vflow.network.http_request,45,PT45S"
    })
    void timeout_has_the_default_of_the_id_that_the_step_has(String id, @Nullable String timeout, String expected) {
        List<String> timeouts = new ArrayList<>();
        Module request = Module.of(new HttpRequestModule().descriptor(), step -> {
            Optional<Duration> limit =
                    HttpRequestModule.request(step, "GET", "").build().timeout();
            timeouts.add(limit.map(Duration::toString).orElse("none"));
            return StepResult.done();
        });
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("url", "https://example.com/"));
        if (timeout != null) {
            parameters.put("timeout", timeout);
        }
        try (Millrace millrace =
                Millrace.builder().withoutDiscovery().module(request).build()) {
            millrace.run(Workflow.builder("w").step("r", id, parameters).build(), Map.of());
        }

        assertThat(timeouts).containsExactly(expected);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"0", "-1", "abc", "", "NaN", "1e300", "300"})
    void odd_timeouts_have_an_answer(String seconds) {
        request("GET").with("timeout", seconds).run().hasOutput("statusCode", 201);
    }

    @Test
    void both_ids_and_their_spellings_are_known() {
        var descriptor = new HttpRequestModule().descriptor();

        assertThat(descriptor.aliases()).containsExactly("vflow.network.http_request");
        assertThat(descriptor.outputs())
                .extracting(output -> output.id() + " " + output.aliases())
                .containsExactly(
                        "statusCode [status_code]", "body [response_body]", "headers [response_headers]", "error []");
        request("GET").under("vflow.network.http_request").run().hasOutput("statusCode", 201);
    }

    @ParameterizedTest(name = "{0} idempotent={1}: {2}")
    @CsvSource({
        "GET,,REPEATABLE",
        "PUT,,REPEATABLE",
        "DELETE,,REPEATABLE",
        "POST,,ONCE",
        "PATCH,,ONCE",
        "post,,ONCE",
        "get,,REPEATABLE",
        ",,REPEATABLE",
        "POST,false,ONCE",
        "POST,true,REPEATABLE",
        "PATCH,true,REPEATABLE"
    })
    void effect_goes_by_the_method_and_by_what_the_step_says(
            @Nullable String method, @Nullable Boolean idempotent, Effect effect) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        if (method != null) {
            parameters.put("method", method);
        }
        if (idempotent != null) {
            parameters.put("idempotent", idempotent);
        }

        assertThat(new HttpRequestModule().descriptor().effect(new Literal(parameters)))
                .isEqualTo(effect);
    }

    @Test
    void idempotent_request_has_a_key_that_stays_the_same() {
        request("POST").with("idempotent", true).run().isDone();
        request("POST").with("idempotent", true).run().isDone();
        request("POST")
                .with("idempotent", true)
                .with("headers", Map.of("idempotency-key", "own"))
                .run()
                .isDone();
        request("POST").run().isDone();
        request("GET").with("idempotent", true).run().isDone();

        List<String> keys = server.received().stream()
                .map(request -> request.header("Idempotency-Key"))
                .toList();
        assertThat(keys.get(0)).matches("[0-9a-f-]{36}");
        assertThat(keys.subList(1, 5)).containsExactly(keys.get(0), "own", "", "");
    }

    @Test
    void huge_body_is_sent_and_huge_answer_comes_back() {
        String huge = "好".repeat(2_000_000);
        StubServer echo = network.server(
                request -> Reply.of(200, "text/plain", request.body().getBytes(StandardCharsets.UTF_8)));

        Object body = network.tester(new HttpRequestModule())
                .with("url", echo.url("/"))
                .with("method", "POST")
                .with("body", huge)
                .run()
                .output("body");

        assertThat(body).isEqualTo(huge);
    }

    @Test
    void body_with_null_elements_and_nesting_is_json() {
        Map<String, @Nullable Object> body = Collections.singletonMap("list", Arrays.asList(null, Map.of("k", "v")));

        request("PUT").with("body", body).run().isDone();

        assertThat(server.only().body()).isEqualTo("{\"list\":[null,{\"k\":\"v\"}]}");
    }
}
