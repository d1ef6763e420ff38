package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How arguments are bound, converted and written into requests (spec script-proxy 2 and 5). */
class ArgumentsTest {
    private final StubPlatform stub = StubPlatform.answering("{}");

    @AfterEach
    void close() {
        stub.close();
    }

    private ProxyService service(String apiMembers) {
        return Crm.service(Crm.single(stub, "", "\"variables\":{\"tenant\":\"t 1\"}", apiMembers));
    }

    private static String query(String type) {
        return "\"method\":\"GET\",\"path\":\"/x\",\"params\":[{\"name\":\"v\",\"in\":\"query\",\"type\":\"" + type
                + "\"}]";
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> conversions() {
        return Stream.of(
                row("text stays", "string", "a b", "?v=a%20b"),
                row("a number becomes text", "string", 5L, "?v=5"),
                row("a truth value becomes text", "string", true, "?v=true"),
                row("a literal becomes a number", "number", "-1.5e2", "?v=-150"),
                row("a literal becomes a whole number", "integer", "12", "?v=12"),
                row("a whole double is a whole number", "integer", 12.0, "?v=12"),
                row("a literal becomes a truth value", "boolean", "false", "?v=false"),
                row("a list repeats the name", "array", List.of(1L, "b"), "?v=1&v=b"),
                row("an object becomes JSON", "object", Map.of("a", 1L), "?v=%7B%22a%22%3A1%7D"),
                row("a date becomes ISO text", "any", LocalDate.of(2026, 1, 2), "?v=2026-01-02"),
                row("null is left out", "any", null, ""),
                row("what separates is encoded", "any", "a&b=c#d/é", "?v=a%26b%3Dc%23d%2F%C3%A9"));
    }

    private static org.junit.jupiter.params.provider.Arguments row(
            String name, String type, @Nullable Object value, String sent) {
        return org.junit.jupiter.params.provider.Arguments.of(name, type, value, sent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void conversions(String name, String type, @Nullable Object value, String sent) {
        try (ProxyService service = service(query(type))) {
            Crm.value(Crm.client(service, "p")
                    .invoke("call", Collections.singletonList(value).toArray()));

            assertThat(stub.last().line()).isEqualTo("GET /x" + sent);
        }
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> refused() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        return Stream.of(
                row("letters are no number", "number", "5x", ""),
                row("a fraction is no whole number", "integer", "1.5", ""),
                row("a huge exponent is no number", "integer", "1e999", ""),
                row("1 is no truth value", "boolean", 1L, ""),
                row("a text is no list", "array", "a", ""),
                row("a list is no object", "object", List.of(), ""),
                row("a list is no text", "string", List.of(), ""),
                row("a list that contains itself", "any", itself, ""),
                row("a number that is not finite", "any", List.of(Double.NaN), ""),
                row("half a surrogate pair", "any", "\ud800", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, String type, @Nullable Object value, String nothing) {
        try (ProxyService service = service(query(type))) {
            ProxyError error = Crm.error(Crm.client(service, "p")
                    .invoke("call", Collections.singletonList(value).toArray()));

            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(error.message()).startsWith("p.call: ").contains("\"v\"");
            assertThat(stub.received()).isEmpty();
        }
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> bodies() {
        Map<String, @Nullable Object> withNull = new HashMap<>();
        withNull.put("a", null);
        return Stream.of(
                body("an object", "json", Map.of("a", List.of(1L, 2.5)), "{\"a\":[1,2.5]}"),
                body("null in an object", "json", withNull, "{\"a\":null}"),
                body("text is sent as it is", "json", "{\"a\": 1 }", "{\"a\": 1 }"),
                body("a list", "json", List.of(), "[]"),
                body("a form with a list", "form", Map.of("a", List.of("1", "x y")), "a=1&a=x%20y"),
                body("text", "text", "plain é", "plain é"));
    }

    private static org.junit.jupiter.params.provider.Arguments body(
            String name, String kind, Object value, String sent) {
        return org.junit.jupiter.params.provider.Arguments.of(name, kind, value, sent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bodies(String name, String kind, Object value, String sent) {
        try (ProxyService service = service("\"method\":\"POST\",\"path\":\"/x\",\"contentType\":\"" + kind + "\"")) {
            Crm.value(Crm.client(service, "p").api("call").body(value).call());

            assertThat(stub.last().body()).isEqualTo(sent);
        }
    }

    @Test
    void multipart_has_fields_and_files() {
        try (ProxyService service = service("\"method\":\"POST\",\"path\":\"/x\",\"contentType\":\"multipart\"")) {
            Map<String, Object> file = Map.of("filename", "a\".txt", "contentType", "text/plain", "base64", "aGk=");

            Crm.value(Crm.client(service, "p")
                    .api("call")
                    .body(Map.of("file", file))
                    .call());

            String type = stub.last().header("Content-Type").orElseThrow();
            String boundary = type.substring("multipart/form-data; boundary=".length());
            assertThat(stub.last().body())
                    .isEqualTo("--" + boundary
                            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22.txt\"\r\n"
                            + "Content-Type: text/plain\r\n\r\nhi\r\n--" + boundary + "--\r\n");
        }
    }

    @Test
    void two_objects_are_merged_and_defaults_fill_gaps() {
        String api = "\"method\":\"POST\",\"path\":\"/${var:tenant}/x\",\"params\":["
                + "{\"name\":\"a\",\"in\":\"body\",\"default\":\"of ${var:tenant}\"},{\"name\":\"b\",\"in\":\"body\",\"type\":\"number\"}]";
        try (ProxyService service = service(api)) {
            Crm.value(Crm.client(service, "p")
                    .api("call")
                    .body(Map.of("b", "2", "c", 3L))
                    .call());

            assertThat(stub.last().line()).isEqualTo("POST /t%201/x");
            assertThat(stub.last().body()).isEqualTo("{\"a\":\"of t 1\",\"b\":2,\"c\":3}");
        }
    }

    @Test
    void whole_body_is_one_argument() {
        String api =
                "\"method\":\"POST\",\"path\":\"/x\",\"params\":[{\"name\":\"*\",\"in\":\"body\",\"required\":true}]";
        try (ProxyService service = service(api)) {
            Crm.value(Crm.client(service, "p").invoke("call", List.of(1L)));

            assertThat(stub.last().body()).isEqualTo("[1]");
            assertThat(Crm.error(Crm.client(service, "p").invoke("call")).code())
                    .isEqualTo(ErrorCode.MISSING_PARAMETER);
        }
    }

    @Test
    void argument_that_is_not_there_is_not_null() {
        String api = "\"method\":\"POST\",\"path\":\"/x\",\"params\":["
                + "{\"name\":\"a\",\"in\":\"body\",\"default\":1},{\"name\":\"b\",\"in\":\"body\"}]";
        try (ProxyService service = service(api)) {
            Arguments second = new Arguments.Direct(Map.of(1, "x"));
            Crm.value(service.call(ProxyCall.of("p", "call", second), CallContext.of("java")));
            String absent = stub.last().body();
            Crm.value(Crm.client(service, "p")
                    .invoke("call", Arrays.asList(null, "x").toArray()));

            assertThat(absent).isEqualTo("{\"a\":1,\"b\":\"x\"}");
            assertThat(stub.last().body()).isEqualTo("{\"a\":null,\"b\":\"x\"}");
        }
    }

    @Test
    void headers_override_in_their_order_and_the_authentication_wins() {
        List<String> log = new ArrayList<>();
        String json = Crm.single(
                stub,
                "\"auth\":{\"type\":\"bearer\"},\"defaults\":{\"headers\":{\"X-1\":\"p\",\"X-2\":\"p\",\"X-3\":\"p\",\"X-4\":\"p\"}}",
                "\"credentials\":{\"token\":\"canary-bearer\"},\"headers\":{\"x-2\":\"i\",\"X-3\":\"i\",\"X-4\":\"i\"}",
                "\"method\":\"GET\",\"path\":\"/x\",\"headers\":{\"X-3\":\"a\",\"X-4\":\"a\"}");
        try (ProxyService service = Crm.service(json)) {
            ProxyClient client =
                    ProxyClient.of(service).in(CallContext.of("java").logging((level, line) -> log.add(line)));

            Crm.value(client.platform("p")
                    .api("call")
                    .header(Map.of("x-4", "h", "authorization", "mine"))
                    .call());

            assertThat(Stream.of("X-1", "X-2", "X-3", "X-4", "Authorization")
                            .map(name -> stub.last().header(name)))
                    .containsExactly(
                            Optional.of("p"),
                            Optional.of("i"),
                            Optional.of("a"),
                            Optional.of("h"),
                            Optional.of("Bearer canary-bearer"));
            assertThat(log.get(0)).contains("header Authorization is set by the authentication");
            assertThat(log.get(1)).matches("proxy p\\.call -> 200 \\(\\d+ ms\\)");
        }
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> hostile() {
        return Stream.of(
                part("a reserved header", ErrorCode.INVALID_ARGUMENT, "header", Map.of("Host", "a")),
                part("a proxy header", ErrorCode.INVALID_ARGUMENT, "header", Map.of("Proxy-Authorization", "a")),
                part("a header name with a colon", ErrorCode.INVALID_ARGUMENT, "header", Map.of("a: b\r\nc", "d")),
                part("a header beyond ASCII", ErrorCode.INVALID_ARGUMENT, "header", Map.of("X", "中")),
                part("a header that is a list", ErrorCode.INVALID_ARGUMENT, "header", Map.of("X", List.of(1L))),
                part("a path parameter that is not there", ErrorCode.INVALID_ARGUMENT, "path", Map.of("x", "1")),
                part("a URL without end", ErrorCode.REQUEST_TOO_LARGE, "query", Map.of("q", "x".repeat(20_000))),
                part("a body without end", ErrorCode.REQUEST_TOO_LARGE, "body", "x".repeat((1 << 20) + 1)));
    }

    private static org.junit.jupiter.params.provider.Arguments part(
            String name, ErrorCode code, String part, Object value) {
        return org.junit.jupiter.params.provider.Arguments.of(name, code, part, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @SuppressWarnings("unchecked") // the rows give maps with text keys but for the body
    void hostile(String name, ErrorCode code, String part, Object value) {
        try (ProxyService service = service("\"method\":\"POST\",\"path\":\"/x\"")) {
            ProxyClient.OnApi api = Crm.client(service, "p").api("call");

            ProxyClient.OnApi call = switch (part) {
                case "header" -> api.header((Map<String, ?>) value);
                case "path" -> api.path((Map<String, ?>) value);
                case "query" -> api.query((Map<String, ?>) value);
                default -> api.body(value);
            };

            assertThat(Crm.error(call.call()).code()).isEqualTo(code);
            assertThat(stub.received()).isEmpty();
        }
    }
}
