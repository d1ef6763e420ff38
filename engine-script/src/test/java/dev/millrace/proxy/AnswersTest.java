package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.proxy.StubPlatform.Reply;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What answers become: results and errors (spec script-proxy 5.6 to 5.8 and 6). */
class AnswersTest {
    private static ProxyService service(StubPlatform stub, String apiMembers) {
        return Crm.service(Crm.single(
                stub, "", "", "\"method\":\"GET\",\"path\":\"/x\"" + (apiMembers.isEmpty() ? "" : ",") + apiMembers));
    }

    static Stream<Arguments> results() {
        return Stream.of(
                row("JSON by its type", "application/problem+json; charset=utf-8", "5", "", 5L),
                row("JSON by its look", "text/plain", "{\"a\":[]}", "", Map.of("a", List.of())),
                row("what only looks like JSON", "text/plain", "{a}", "", "{a}"),
                row("text", "text/plain", "5", "", "5"),
                row("nothing", "application/json", "", "", null),
                row("a large id", "application/json", "9007199254740993", "", "9007199254740993"),
                row("the largest exact number", "application/json", "9007199254740992", "", 9007199254740992L),
                row(
                        "a large number where numbers are wanted",
                        "application/json",
                        "9007199254740993000000000",
                        "\"response\":{\"bigNumbers\":\"number\"}",
                        new BigDecimal("9007199254740993000000000")),
                row("text where text is wanted", "application/json", "{}", "\"response\":{\"type\":\"text\"}", "{}"),
                row(
                        "bytes",
                        "image/png",
                        "hi",
                        "\"response\":{\"type\":\"binary\"}",
                        Map.of("type", "image/png", "size", 2L, "base64", "aGk=")),
                row("another charset", "text/plain; charset=iso-8859-1", "\u00e9", "", "é"));
    }

    private static Arguments row(String name, String type, String body, String api, @Nullable Object value) {
        return Arguments.of(name, type, body, api, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void results(String name, String type, String body, String api, @Nullable Object value) {
        try (StubPlatform stub = StubPlatform.answering(request -> new Reply(200, Map.of("Content-Type", type), body));
                ProxyService service = service(stub, api)) {
            assertThat(Crm.value(Crm.client(service, "p").invoke("call"))).isEqualTo(value);
        }
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                row("JSON is required", "text/plain", "hello", "\"response\":{\"type\":\"json\"}", null),
                row("an unknown charset", "text/plain; charset=nonsense", "a", "", null),
                row("bytes that are no UTF-8", "text/plain", "\u00e9", "", null),
                row(
                        "JSON without end",
                        "application/json",
                        "[".repeat(5_000),
                        "\"response\":{\"type\":\"json\"}",
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void invalid(String name, String type, String body, String api, @Nullable Object nothing) {
        try (StubPlatform stub = StubPlatform.answering(request -> new Reply(200, Map.of("Content-Type", type), body));
                ProxyService service = service(stub, api)) {
            assertThat(Crm.error(Crm.client(service, "p").invoke("call")).code())
                    .isEqualTo(ErrorCode.RESPONSE_INVALID);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "400, false",
        "401, false",
        "404, false",
        "408, true",
        "429, true",
        "500, false",
        "502, true",
        "503, true",
        "504, true",
        "304, false"
    })
    void other_statuses_reject(int status, boolean retryable) {
        try (StubPlatform stub = StubPlatform.answering(request -> Reply.json(status, status == 304 ? "" : "{}"));
                ProxyService service = service(stub, "")) {
            ProxyError error = Crm.error(Crm.client(service, "p").invoke("call"));

            assertThat(error.code()).isEqualTo(ErrorCode.HTTP_STATUS);
            assertThat(error.status()).hasValue(status);
            assertThat(error.isRetryable()).isEqualTo(retryable);
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({"404, '[200,404]'", "500, '\"all\"'"})
    void accepted_statuses_are_results(int status, String accepted) {
        try (StubPlatform stub = StubPlatform.answering(request -> Reply.json(status, "{\"a\":1}"));
                ProxyService service = service(stub, "\"acceptStatus\":" + accepted)) {
            ProxyResult result = Crm.client(service, "p").invoke("call").join();

            assertThat(result.status()).isEqualTo(status);
            assertThat(result.value()).isEqualTo(Map.of("a", 1L));
        }
    }

    @Test
    void redirect_on_the_same_host_is_followed() {
        try (StubPlatform stub =
                        StubPlatform.answering(request -> request.line().equals("GET /x")
                                ? new Reply(302, Map.of("Location", "/y?z=1"), "")
                                : Reply.json("{\"a\":1}"));
                ProxyService service = service(stub, "")) {
            assertThat(Crm.value(Crm.client(service, "p").invoke("call"))).isEqualTo(Map.of("a", 1L));
            assertThat(stub.lines()).containsExactly("GET /x", "GET /y?z=1");
        }
    }

    @Test
    void redirect_to_another_host_and_a_fourth_one_are_not_followed() {
        try (StubPlatform other = StubPlatform.answering("{}");
                StubPlatform away =
                        StubPlatform.answering(request -> new Reply(302, Map.of("Location", other.url()), ""));
                StubPlatform round = StubPlatform.answering(request -> new Reply(302, Map.of("Location", "/x"), ""));
                ProxyService first = service(away, "");
                ProxyService second = service(round, "")) {
            assertThat(Crm.error(Crm.client(first, "p").invoke("call")).status())
                    .hasValue(302);
            assertThat(Crm.error(Crm.client(second, "p").invoke("call")).status())
                    .hasValue(302);
            assertThat(other.received()).isEmpty();
            assertThat(round.received()).hasSize(4);
        }
    }

    @Test
    void answer_beyond_ten_mebibytes_is_refused() {
        try (StubPlatform stub = StubPlatform.answering(request -> Reply.json(" ".repeat((10 << 20) + 1)));
                ProxyService service = service(stub, "")) {
            assertThat(Crm.error(Crm.client(service, "p").invoke("call")).code())
                    .isEqualTo(ErrorCode.RESPONSE_TOO_LARGE);
        }
    }

    @Test
    void large_body_of_an_error_is_not_kept() {
        try (StubPlatform stub = StubPlatform.answering(request -> Reply.json(500, '"' + "x".repeat(70_000) + '"'));
                ProxyService service = service(stub, "")) {
            assertThat(Crm.error(Crm.client(service, "p").invoke("call")).response())
                    .isNull();
        }
    }

    @Test
    void server_that_is_not_there_is_a_network_error() {
        StubPlatform gone = StubPlatform.answering("{}");
        gone.close();
        try (ProxyService service = service(gone, "")) {
            ProxyError error = Crm.error(Crm.client(service, "p").invoke("call"));

            assertThat(error.code()).isEqualTo(ErrorCode.NETWORK);
            assertThat(error.isRetryable()).isTrue();
        }
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                Arguments.of("an unknown interface", "p", "", "caal", ErrorCode.API_NOT_FOUND, "did you mean call?"),
                Arguments.of("a disabled interface", "p", "", "off", ErrorCode.API_DISABLED, "disabled"),
                Arguments.of("an unknown instance", "p", "x", "call", ErrorCode.INSTANCE_NOT_FOUND, "a, b"),
                Arguments.of("a disabled instance", "p", "b", "call", ErrorCode.INSTANCE_DISABLED, "disabled"),
                Arguments.of("no default instance", "p", "", "call", ErrorCode.NO_DEFAULT_INSTANCE, "a, b"),
                Arguments.of("a disabled platform", "q", "", "call", ErrorCode.PLATFORM_DISABLED, "disabled"),
                Arguments.of("an unknown platform", "pp", "", "call", ErrorCode.PLATFORM_NOT_FOUND, "did you mean p"),
                Arguments.of("a blank platform", " ", "", "call", ErrorCode.INVALID_ARGUMENT, "blank"),
                Arguments.of(
                        "a platform of other workflows", "r", "", "call", ErrorCode.NOT_AVAILABLE, "allowedWorkflows"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void missing(String name, String platform, String instance, String api, ErrorCode code, String hint) {
        String instances = "\"instances\":[{\"instance_key\":\"a\",\"base_url\":\"http://a.example\"},"
                + "{\"instance_key\":\"b\",\"enabled\":false,\"base_url\":\"http://a.example\"}]";
        String json = "[{\"platform_key\":\"p\"," + instances + ",\"apis\":["
                + "{\"api_key\":\"call\",\"method\":\"GET\",\"path\":\"/x\"},"
                + "{\"api_key\":\"off\",\"enabled\":false,\"method\":\"GET\",\"path\":\"/x\"}]},"
                + "{\"platform_key\":\"q\",\"enabled\":false},{\"platform_key\":\"r\",\"allowedWorkflows\":[\"w-1\"]}]";
        try (ProxyService service = Crm.service(json)) {
            ProxyClient.OnPlatform client = ProxyClient.of(service)
                    .in(CallContext.of("java").ofStep("e", "w-2", "s", "p"))
                    .platform(platform);
            boolean needsInstance = api.equals("off") || api.equals("caal");

            ProxyError error = Crm.error(
                    (instance.isEmpty() && !needsInstance ? client : client.instance(needsInstance ? "a" : instance))
                            .invoke(api));

            assertThat(error.code()).isEqualTo(code);
            assertThat(error.message()).contains(hint);
        }
    }

    @Test
    void bug_of_the_host_ends_the_call_without_its_text() {
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service = Crm.service(
                        Crm.single(stub, "", "", "\"method\":\"GET\",\"path\":\"/x\""),
                        builder -> builder.http((platform, instance) -> {
                            throw new IllegalStateException("canary");
                        }))) {
            ProxyError error = Crm.error(Crm.client(service, "p").invoke("call"));

            assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(error.message()).doesNotContain("canary");
            assertThat(stub.received()).isEmpty();
        }
    }
}
