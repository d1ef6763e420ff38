package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.egress.EgressPolicy;
import dev.millrace.proxy.ProxyClient.OnPlatform;
import dev.millrace.proxy.StubPlatform.Reply;
import dev.millrace.proxy.log.CallLogQuery;
import dev.millrace.store.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of spec script-proxy 12, by their numbers, called from Java. */
class ProxyVectorsTest {
    private static final String GOOD = "{\"code\":200,\"data\":{\"name\":\"Ann\"}}";

    private final StubPlatform main = StubPlatform.answering(GOOD);
    private final StubPlatform other = StubPlatform.answering(GOOD);
    private final ProxyService service = Crm.service(Crm.json(main, other));
    private final OnPlatform crm = Crm.client(service, "crm");

    @AfterEach
    void close() {
        service.close();
        main.close();
        other.close();
    }

    @Test
    void vector_1_direct_call_encodes_the_path_and_uses_defaults() {
        Object value = Crm.value(crm.invoke("getCustomer", "a/b c"));

        assertThat(main.last().line()).isEqualTo("GET /api/v1/customers/a%2Fb%20c?fields=name");
        assertThat(main.last().header("Authorization")).contains("Bearer " + Crm.TOKEN);
        assertThat(main.last().header("Accept")).contains("application/json");
        assertThat(value).isEqualTo(Map.of("code", 200L, "data", Map.of("name", "Ann")));
    }

    @Test
    void vector_2_chain_call_passes_on_what_is_not_declared() {
        Crm.value(crm.api("add_note")
                .path(Map.of("id", "77"))
                .query(Map.of("notify", "1"))
                .header(Map.of("X-Request-ID", "r-1"))
                .body(Map.of("text", "called back"))
                .call());

        assertThat(main.last().line()).isEqualTo("POST /api/v1/customers/77/notes?notify=1");
        assertThat(main.last().header("X-Request-ID")).contains("r-1");
        assertThat(main.last().header("Content-Type")).contains("application/json");
        assertThat(main.last().body()).isEqualTo("{\"text\":\"called back\"}");
    }

    @Test
    void vector_3_named_instance_is_called() {
        Crm.value(crm.instance("test").invoke("getCustomer", "1"));

        assertThat(main.received()).isEmpty();
        assertThat(other.last().header("Authorization")).contains("Bearer canary-token-of-test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"getCustomer", "get_customer"})
    void vector_4_both_spellings_of_a_name_work(String name) {
        Crm.value(crm.api(name).path(Map.of("id", "1")).call());
        Crm.value(crm.invoke(name, "1"));

        assertThat(main.lines())
                .containsExactly("GET /api/v1/customers/1?fields=name", "GET /api/v1/customers/1?fields=name");
    }

    /** Called wrongly: an error, and nothing sent. */
    static Stream<Arguments> refused() {
        return Stream.of(
                wrong(
                        "5: a required argument is missing",
                        ErrorCode.MISSING_PARAMETER,
                        crm -> crm.invoke("getCustomer")),
                wrong(
                        "6: too many arguments",
                        ErrorCode.TOO_MANY_ARGUMENTS,
                        crm -> crm.invoke("getCustomer", "1", "x", "y")),
                wrong(
                        "18: a header with a line break",
                        ErrorCode.INVALID_ARGUMENT,
                        crm -> crm.api("get_customer")
                                .path(Map.of("id", "1"))
                                .header(Map.of("X-A", "1\r\nB: 2"))
                                .call()),
                wrong(
                        "20: a path that climbs",
                        ErrorCode.INVALID_ARGUMENT,
                        crm -> crm.api("get_customer").path(Map.of("id", "..")).call()));
    }

    private interface Calling {
        CompletableFuture<ProxyResult> call(OnPlatform crm);
    }

    private static Arguments wrong(String name, ErrorCode code, Calling calling) {
        return Arguments.of(name, code, calling);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, ErrorCode code, Calling calling) {
        ProxyError error = Crm.error(calling.call(crm));

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).contains("crm", "get", "ustomer");
        assertThat(error.isRetryable()).isFalse();
        assertThat(main.received()).isEmpty();
    }

    @Test
    void vector_7_unknown_platform_rejects() {
        ProxyError error = Crm.error(Crm.client(service, "nope").invoke("x"));

        assertThat(error.code()).isEqualTo(ErrorCode.PLATFORM_NOT_FOUND);
        assertThat(error.platform()).isEqualTo("nope");
        assertThat(error.api()).isEqualTo("x");
    }

    @Test
    void vector_8_body_parameter_becomes_a_member() {
        Crm.value(crm.invoke("addNote", "1", "hi"));

        assertThat(main.last().body()).isEqualTo("{\"text\":\"hi\"}");
    }

    @Test
    void vector_9_status_500_rejects_with_the_parsed_body() {
        try (StubPlatform failing = StubPlatform.answering(request -> Reply.json(500, "{\"why\":\"broken\"}"));
                ProxyService calls = Crm.service(Crm.json(failing, failing))) {
            ProxyError error = Crm.error(Crm.client(calls, "crm").invoke("getCustomer", "1"));

            assertThat(error.code()).isEqualTo(ErrorCode.HTTP_STATUS);
            assertThat(error.status()).hasValue(500);
            assertThat(error.response()).isEqualTo(Map.of("why", "broken"));
            assertThat(error.isRetryable()).isFalse();
        }
    }

    @Test
    void vector_10_code_in_the_body_is_a_result_unless_a_rule_says_otherwise() {
        try (StubPlatform refusing = StubPlatform.answering("{\"code\":404,\"message\":\"no\"}");
                ProxyService calls = Crm.service(Crm.json(refusing, refusing))) {
            OnPlatform client = Crm.client(calls, "crm");

            assertThat(Crm.value(client.invoke("getCustomer", "1"))).isEqualTo(Map.of("code", 404L, "message", "no"));
            ProxyError error = Crm.error(client.invoke("addNote", "1", "hi"));
            assertThat(error.code()).isEqualTo(ErrorCode.BUSINESS_ERROR);
            assertThat(error.message()).isEqualTo("crm.add_note: no");
            assertThat(error.status()).hasValue(200);
        }
    }

    @Test
    void vector_11_beginning_of_a_chain_can_be_used_again() {
        var beginning = crm.api("get_customer");
        var unused = beginning.path(Map.of("id", 1));

        Crm.value(beginning.path(Map.of("id", 2)).call());

        assertThat(unused).isNotNull();
        assertThat(main.lines()).containsExactly("GET /api/v1/customers/2?fields=name");
    }

    @Test
    void vector_12_calls_run_at_the_same_time() {
        CountDownLatch together = new CountDownLatch(3);
        try (StubPlatform slow = StubPlatform.answering(request -> {
                    together.countDown();
                    boolean all = together.await(20, TimeUnit.SECONDS);
                    return Reply.json("{\"together\":" + all + "}");
                });
                ProxyService calls = Crm.service(Crm.json(slow, slow))) {
            OnPlatform client = Crm.client(calls, "crm");

            List<CompletableFuture<ProxyResult>> three = Stream.of("1", "2", "3")
                    .map(id -> client.invoke("getCustomer", id))
                    .toList();

            assertThat(three).allSatisfy(call -> assertThat(Crm.value(call)).isEqualTo(Map.of("together", true)));
        }
    }

    @Test
    void vector_19_private_address_needs_the_administrator_s_word() {
        String json = Crm.json(main, other).replace(",\"allowPrivate\":true", "");
        try (ProxyService calls = Crm.service(json)) {
            ProxyError error = Crm.error(Crm.client(calls, "crm").invoke("getCustomer", "1"));

            assertThat(error.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED);
            assertThat(error.message()).contains("allowPrivate");
            assertThat(main.received()).isEmpty();
        }
    }

    @Test
    void denied_address_stays_denied_to_a_private_instance() {
        EgressPolicy policy = EgressPolicy.builder().deny("127.0.0.1").build();
        try (ProxyService calls = Crm.service(Crm.json(main, other), builder -> builder.egress(policy))) {
            ProxyError error = Crm.error(Crm.client(calls, "crm").invoke("getCustomer", "1"));

            assertThat(error.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED);
            assertThat(error.message()).contains("denies it").doesNotContain("allowPrivate");
            assertThat(main.received()).isEmpty();
        }
    }

    @Test
    void vector_21_slow_server_is_given_up() throws InterruptedException {
        ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        CountDownLatch end = new CountDownLatch(1);
        try (StubPlatform slow = StubPlatform.answering(request -> {
                    end.await();
                    return Reply.json("{}");
                });
                ProxyService calls = Crm.service(
                        Crm.json(slow, slow).replace("\"timeoutMs\":10000", "\"timeoutMs\":300"),
                        builder -> builder.time(clock, clock))) {
            CompletableFuture<ProxyResult> call = Crm.client(calls, "crm").invoke("getCustomer", "1");
            slow.awaitRequests(1);

            clock.advance(Duration.ofMillis(299));
            boolean early = call.isDone();
            clock.advance(Duration.ofMillis(1));

            assertThat(early).isFalse();
            ProxyError error = Crm.error(call);
            assertThat(error.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(error.isRetryable()).isTrue();
            end.countDown();
        }
    }

    @Test
    void vector_22_cancelling_ends_a_call_at_once() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (StubPlatform slow = StubPlatform.answering(request -> {
                    end.await();
                    return Reply.json("{}");
                });
                ProxyService calls = Crm.service(Crm.json(slow, slow))) {
            CompletableFuture<ProxyResult> call = Crm.client(calls, "crm").invoke("getCustomer", "1");
            slow.awaitRequests(1);

            call.cancel(true);

            assertThat(call).isCancelled();
            assertThat(calls.log().find(CallLogQuery.all()))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.errorCode()).contains("CANCELLED"));
            end.countDown();
        }
    }
}
