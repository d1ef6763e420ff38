package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.LogLevel;
import dev.millrace.proxy.StubPlatform.Received;
import dev.millrace.proxy.StubPlatform.Reply;
import dev.millrace.proxy.log.CallLogEntry;
import dev.millrace.proxy.log.CallLogQuery;
import dev.millrace.store.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in platform (spec script-proxy 7, and vectors 13 to 17 and 23). */
class QywxTest {
    static final String SENT = "{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"\",\"msgid\":\"m-1\"}";
    private static final String GETTOKEN = "GET /cgi-bin/gettoken?corpid=ww1&corpsecret=canary-corpsecret";

    /** Tokens {@code canary-access-1}, {@code -2} and so on; sends are answered by the test. */
    static StubPlatform wecom(StubPlatform.Answering sends) {
        AtomicInteger tokens = new AtomicInteger();
        return StubPlatform.answering(request -> request.line().contains("/gettoken")
                ? Reply.json("{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"canary-access-"
                        + tokens.incrementAndGet() + "\",\"expires_in\":7200}")
                : sends.reply(request));
    }

    private static String send(int token) {
        return "POST /cgi-bin/message/send?access_token=canary-access-" + token;
    }

    @Test
    void vector_13_two_messages_need_one_token() {
        try (StubPlatform stub = wecom(request -> Reply.json(SENT));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            var qywx = Crm.client(service, "qywx");

            Object answer = Crm.value(qywx.invoke("sendTextMessage", "u-7", "hello"));
            Crm.value(qywx.invoke("sendTextMessage", "u-7", "hello"));

            assertThat(answer).isEqualTo(Map.of("errcode", 0L, "errmsg", "ok", "invaliduser", "", "msgid", "m-1"));
            assertThat(stub.lines()).containsExactly(GETTOKEN, send(1), send(1));
            assertThat(stub.last().body())
                    .isEqualTo("{\"touser\":\"u-7\",\"msgtype\":\"text\",\"text\":{\"content\":\"hello\"},"
                            + "\"agentid\":1000002,\"safe\":0,\"enable_duplicate_check\":0}");
        }
    }

    @Test
    void vector_14_expired_token_is_fetched_again_once() {
        try (StubPlatform stub = wecom(request -> request.line().equals(send(1))
                        ? Reply.json("{\"errcode\":42001,\"errmsg\":\"access_token expired\"}")
                        : Reply.json(SENT));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            Crm.value(Crm.client(service, "qywx").invoke("sendTextMessage", "u-7", "hello"));

            assertThat(stub.lines()).containsExactly(GETTOKEN, send(1), GETTOKEN, send(2));
        }
    }

    @Test
    void token_that_stays_invalid_is_an_error_after_one_repeat() {
        try (StubPlatform stub =
                        wecom(request -> Reply.json("{\"errcode\":40014,\"errmsg\":\"invalid access_token\"}"));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            ProxyError error = Crm.error(Crm.client(service, "qywx").invoke("sendTextMessage", "u-7", "hello"));

            assertThat(error.businessCode()).isEqualTo(40014L);
            assertThat(stub.lines()).containsExactly(GETTOKEN, send(1), GETTOKEN, send(2));
        }
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("15: all receivers invalid", 81013L, false),
                Arguments.of("too frequent", 45009L, true),
                Arguments.of("no privilege", 60011L, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void other_codes_are_business_errors(String name, long code, boolean retryable) {
        try (StubPlatform stub = wecom(request -> Reply.json("{\"errcode\":" + code + ",\"errmsg\":\"refused\"}"));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            ProxyError error = Crm.error(Crm.client(service, "qywx").invoke("sendTextMessage", "u-7", "hello"));

            assertThat(error.code()).isEqualTo(ErrorCode.BUSINESS_ERROR);
            assertThat(error.businessCode()).isEqualTo(code);
            assertThat(error.isRetryable()).isEqualTo(retryable);
            assertThat(stub.lines()).containsExactly(GETTOKEN, send(1));
        }
    }

    @Test
    void busy_server_is_asked_three_times_more_with_growing_pauses() throws InterruptedException {
        WatchedTimers time = WatchedTimers.at("2026-01-01T00:00:00Z");
        try (StubPlatform stub = wecom(request -> Reply.json("{\"errcode\":-1,\"errmsg\":\"busy\"}"));
                ProxyService service = Crm.service(Crm.qywx(stub), builder -> builder.time(time.clock(), time))) {
            CompletableFuture<ProxyResult> call = Crm.client(service, "qywx").invoke("sendTextMessage", "u-7", "hi");
            for (int pause : List.of(200, 400, 800)) {
                time.awaitTimer(pause);
                time.clock().advance(Duration.ofMillis(pause));
            }

            assertThat(Crm.error(call).businessCode()).isEqualTo(-1L);
            assertThat(stub.lines()).containsExactly(GETTOKEN, send(1), send(1), send(1), send(1));
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("16: a text of 2049 bytes", ErrorCode.INVALID_ARGUMENT, "u-7", "x".repeat(2049)),
                wrong("683 Chinese characters are 2049 bytes", ErrorCode.INVALID_ARGUMENT, "u-7", "中".repeat(683)),
                wrong("no receiver", ErrorCode.MISSING_PARAMETER, " ", "hi"),
                wrong("an empty list of receivers", ErrorCode.MISSING_PARAMETER, List.of(), "hi"),
                wrong("no text", ErrorCode.MISSING_PARAMETER, "u-7", " "),
                wrong("1001 receivers", ErrorCode.INVALID_ARGUMENT, Collections.nCopies(1001, "u"), "hi"),
                wrong("an unknown option", ErrorCode.INVALID_ARGUMENT, "u-7", "hi", Map.of("saef", 1)),
                wrong(
                        "101 departments",
                        ErrorCode.INVALID_ARGUMENT,
                        "",
                        "hi",
                        Map.of("toparty", Collections.nCopies(101, 1))));
    }

    private static Arguments wrong(String name, ErrorCode code, @Nullable Object... arguments) {
        return Arguments.of(name, code, arguments);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void wrong_arguments_are_refused_before_anything_is_sent(String name, ErrorCode code, Object[] arguments) {
        try (StubPlatform stub = wecom(request -> Reply.json(SENT));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            ProxyError error = Crm.error(Crm.client(service, "qywx").invoke("sendTextMessage", arguments));

            assertThat(error.code()).isEqualTo(code);
            assertThat(stub.received()).isEmpty();
        }
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        "a list of receivers",
                        "sendTextMessage",
                        new Object[] {List.of("u-7", "u-8"), "hi"},
                        "{\"touser\":\"u-7|u-8\",\"msgtype\":\"text\",\"text\":{\"content\":\"hi\"},\"agentid\":1000002,"
                                + "\"safe\":0,\"enable_duplicate_check\":0}"),
                Arguments.of(
                        "departments in place of receivers, and options",
                        "send_text_message",
                        new Object[] {"", "hi", Map.of("toparty", List.of(1, 2), "agentid", 5, "safe", 1)},
                        "{\"toparty\":\"1|2\",\"msgtype\":\"text\",\"text\":{\"content\":\"hi\"},\"agentid\":5,"
                                + "\"safe\":1,\"enable_duplicate_check\":0}"),
                Arguments.of(
                        "Markdown",
                        "sendMarkdownMessage",
                        new Object[] {"u-7", "**hi**"},
                        "{\"touser\":\"u-7\",\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"**hi**\"},"
                                + "\"agentid\":1000002,\"safe\":0,\"enable_duplicate_check\":0}"),
                Arguments.of(
                        "a card",
                        "sendTextCardMessage",
                        new Object[] {"u-7", Map.of("title", "t", "description", "d", "url", "https://a.example/")},
                        "{\"touser\":\"u-7\",\"msgtype\":\"textcard\",\"textcard\":{\"title\":\"t\",\"description\":\"d\","
                                + "\"url\":\"https://a.example/\"},\"agentid\":1000002,\"safe\":0,"
                                + "\"enable_duplicate_check\":0}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void messages_are_composed(String name, String api, Object[] arguments, String body) {
        try (StubPlatform stub = wecom(request -> Reply.json(SENT));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            Crm.value(Crm.client(service, "qywx").invoke(api, arguments));

            assertThat(stub.last().body()).isEqualTo(body);
        }
    }

    @Test
    void members_and_departments_are_found() {
        try (StubPlatform stub = wecom(request -> Reply.json("{\"errcode\":0,\"name\":\"Ann\"}"));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            var qywx = Crm.client(service, "qywx");

            Crm.value(qywx.invoke("getUser", "u-7"));
            Crm.value(qywx.invoke("getDepartmentList"));

            assertThat(stub.lines())
                    .containsExactly(
                            GETTOKEN,
                            "GET /cgi-bin/user/get?userid=u-7&access_token=canary-access-1",
                            "GET /cgi-bin/department/list?access_token=canary-access-1");
        }
    }

    @Test
    void vector_17_twenty_first_calls_at_once_fetch_one_token() {
        try (StubPlatform stub = wecom(request -> Reply.json(SENT));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            var qywx = Crm.client(service, "qywx");

            List<CompletableFuture<ProxyResult>> calls = IntStream.range(0, 20)
                    .parallel()
                    .mapToObj(i -> qywx.invoke("sendTextMessage", "u-" + i, "hello"))
                    .toList();

            calls.forEach(Crm::value);
            assertThat(stub.lines()).filteredOn(GETTOKEN::equals).hasSize(1);
            assertThat(stub.lines()).filteredOn(send(1)::equals).hasSize(20);
        }
    }

    @Test
    void refused_token_is_remembered_for_two_seconds() {
        ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        try (StubPlatform stub = StubPlatform.answering(
                        "{\"errcode\":40001,\"errmsg\":\"invalid credential canary-corpsecret\"}");
                ProxyService service = Crm.service(Crm.qywx(stub), builder -> builder.time(clock, clock))) {
            var qywx = Crm.client(service, "qywx");

            ProxyError first = Crm.error(qywx.invoke("sendTextMessage", "u-7", "hello"));
            ProxyError second = Crm.error(qywx.invoke("getUser", "u-7"));
            int requests = stub.received().size();
            clock.advance(Duration.ofSeconds(2));
            Crm.error(qywx.invoke("getUser", "u-7"));

            assertThat(first.code()).isEqualTo(ErrorCode.AUTH_FAILED);
            assertThat(first.message()).contains("qywx.send_text_message", "invalid credential ******");
            assertThat(second.message()).contains("qywx.get_user");
            assertThat(requests).isEqualTo(1);
            assertThat(stub.received()).hasSize(2);
        }
    }

    @Test
    void token_is_fetched_anew_a_minute_before_it_ends() {
        ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        try (StubPlatform stub = wecom(request -> Reply.json(SENT));
                ProxyService service = Crm.service(Crm.qywx(stub), builder -> builder.time(clock, clock))) {
            var qywx = Crm.client(service, "qywx");
            Crm.value(qywx.invoke("getUser", "u-7"));

            clock.advance(Duration.ofSeconds(7139));
            Crm.value(qywx.invoke("getUser", "u-7"));
            int before = (int) stub.lines().stream().filter(GETTOKEN::equals).count();
            clock.advance(Duration.ofSeconds(1));
            Crm.value(qywx.invoke("getUser", "u-7"));

            assertThat(before).isEqualTo(1);
            assertThat(stub.lines()).filteredOn(GETTOKEN::equals).hasSize(2);
        }
    }

    @Test
    void step_that_may_be_repeated_asks_the_server_to_drop_repeats() {
        try (StubPlatform stub = wecom(request -> Reply.json(SENT));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            ProxyClient client =
                    ProxyClient.of(service).in(CallContext.of("flow_script").repeatable());

            Crm.value(client.platform("qywx").invoke("sendTextMessage", "u-7", "hello"));
            String asked = stub.last().body();
            Crm.value(client.platform("qywx")
                    .invoke("sendTextMessage", "u-7", "hello", Map.of("enable_duplicate_check", 0)));

            assertThat(asked).contains("\"enable_duplicate_check\":1");
            assertThat(stub.last().body()).contains("\"enable_duplicate_check\":0");
        }
    }

    @Test
    void message_that_does_not_reach_everybody_is_a_result_with_a_warning() {
        List<String> warnings = new ArrayList<>();
        try (StubPlatform stub =
                        wecom(request -> Reply.json("{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"u-8\"}"));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            ProxyClient client = ProxyClient.of(service)
                    .in(CallContext.of("flow_script").logging((level, line) -> {
                        if (level == LogLevel.WARNING) {
                            warnings.add(line);
                        }
                    }));

            Crm.value(client.platform("qywx").invoke("sendTextMessage", "u-7|u-8", "hello"));

            assertThat(warnings)
                    .containsExactly("proxy qywx.send_text_message did not reach everybody: invaliduser u-8");
        }
    }

    @Test
    void vector_23_log_shows_neither_token_nor_secret() {
        try (StubPlatform stub = wecom(request -> Reply.json(SENT));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            ProxyClient client =
                    ProxyClient.of(service).in(CallContext.of("flow_script").ofStep("e-1", "w-1", "s-1", "p"));

            Crm.value(client.platform("qywx").invoke("sendTextMessage", "u-7", "hello"));

            List<CallLogEntry> entries = service.log().find(CallLogQuery.all());
            assertThat(entries)
                    .extracting(CallLogEntry::kind)
                    .containsExactly(CallLogEntry.Kind.CALL, CallLogEntry.Kind.AUTH);
            assertThat(entries.toString()).doesNotContain("canary");
            CallLogEntry call = entries.get(0);
            assertThat(call.caller()).isEqualTo("flow_script");
            assertThat(call.origin()).isEqualTo(new CallLogEntry.Origin("e-1", "w-1", "s-1"));
            assertThat(call.request().orElseThrow().url()).endsWith("/cgi-bin/message/send?access_token=******");
            assertThat(entries.get(1).responseBody()).contains("\"access_token\":\"******\"");
        }
    }

    @Test
    void requests_carry_nothing_else() {
        try (StubPlatform stub = wecom(request -> Reply.json(SENT));
                ProxyService service = Crm.service(Crm.qywx(stub))) {
            Crm.value(Crm.client(service, "qywx").invoke("sendTextMessage", "u-7", "hello"));

            Received sent = stub.last();
            assertThat(sent.header("Content-Type")).contains("application/json");
            assertThat(sent.header("Authorization")).isEmpty();
        }
    }
}
