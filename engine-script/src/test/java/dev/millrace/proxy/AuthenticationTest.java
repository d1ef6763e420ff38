package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.proxy.ProxyAuthenticator.Additions;
import dev.millrace.proxy.StubPlatform.Reply;
import dev.millrace.proxy.log.CallLogQuery;
import dev.millrace.store.ManualClock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kinds of authentication (spec script-proxy 4). */
class AuthenticationTest {
    private static final String GET = "\"method\":\"GET\",\"path\":\"/x\"";

    static Stream<Arguments> fixed() {
        return Stream.of(
                Arguments.of(
                        "a key in a header",
                        "{\"type\":\"api_key\",\"in\":\"header\",\"name\":\"X-Key\"}",
                        "{\"key\":\"canary-key\"}",
                        "GET /x",
                        "X-Key",
                        "canary-key"),
                Arguments.of(
                        "a key in the query",
                        "{\"type\":\"api_key\",\"in\":\"query\",\"name\":\"k\"}",
                        "{\"key\":\"canary key\"}",
                        "GET /x?k=canary%20key",
                        "X-None",
                        ""),
                Arguments.of(
                        "user and password in UTF-8",
                        "{\"type\":\"basic\"}",
                        "{\"username\":\"é\",\"password\":\"canary-password\"}",
                        "GET /x",
                        "Authorization",
                        "Basic w6k6Y2FuYXJ5LXBhc3N3b3Jk"),
                Arguments.of(
                        "a token",
                        "{\"type\":\"bearer\"}",
                        "{\"token\":\"${secret:crm_main}\"}",
                        "GET /x",
                        "Authorization",
                        "Bearer canary-token-of-main"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void fixed(String name, String auth, String credentials, String line, String header, String value) {
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service =
                        Crm.service(Crm.single(stub, "\"auth\":" + auth, "\"credentials\":" + credentials, GET))) {
            Crm.value(Crm.client(service, "p").invoke("call"));

            assertThat(stub.last().line()).isEqualTo(line);
            assertThat(stub.last().header(header)).isEqualTo(Optional.of(value).filter(text -> !text.isEmpty()));
            assertThat(service.log().find(CallLogQuery.all()).toString())
                    .contains("******")
                    .doesNotContain("canary", "w6k6");
        }
    }

    @Test
    void client_credentials_are_exchanged_once_for_a_token() {
        AtomicInteger tokens = new AtomicInteger();
        try (StubPlatform stub =
                        StubPlatform.answering(request -> request.line().endsWith("/token")
                                ? Reply.json("{\"access_token\":\"canary-" + tokens.incrementAndGet()
                                        + "\",\"expires_in\":3600}")
                                : request.header("Authorization").equals(Optional.of("Bearer canary-1"))
                                                && tokens.get() == 1
                                                && request.line().contains("late")
                                        ? Reply.json(401, "{}")
                                        : Reply.json("{}"));
                ProxyService service = Crm.service(Crm.single(
                        stub,
                        "\"auth\":{\"type\":\"oauth2_client\",\"tokenUrl\":\"/token\",\"scope\":\"a b\"}",
                        "\"credentials\":{\"clientId\":\"id:1\",\"clientSecret\":\"canary-secret\"}",
                        GET))) {
            var call = Crm.client(service, "p").api("call");
            Crm.value(call.call());
            Crm.value(call.query(Map.of("late", 1)).call());

            assertThat(stub.lines())
                    .containsExactly("POST /token", "GET /x", "GET /x?late=1", "POST /token", "GET /x?late=1");
            assertThat(stub.received().get(0).body()).isEqualTo("grant_type=client_credentials&scope=a%20b");
            assertThat(stub.received().get(0).header("Authorization")).contains("Basic aWQlM0ExOmNhbmFyeS1zZWNyZXQ=");
            assertThat(stub.last().header("Authorization")).contains("Bearer canary-2");
            assertThat(service.log().find(CallLogQuery.all()).toString()).doesNotContain("canary");
        }
    }

    @Test
    void client_credentials_may_go_into_the_body() {
        try (StubPlatform stub = StubPlatform.answering("{\"access_token\":\"t-1\"}");
                ProxyService service = Crm.service(Crm.single(
                        stub,
                        "\"auth\":{\"type\":\"oauth2_client\",\"tokenUrl\":\"" + "/token\",\"clientAuth\":\"body\"}",
                        "\"credentials\":{\"clientId\":\"id\",\"clientSecret\":\"s&1\"}",
                        GET))) {
            Crm.value(Crm.client(service, "p").invoke("call"));

            assertThat(stub.received().get(0).body())
                    .isEqualTo("grant_type=client_credentials&client_id=id&client_secret=s%261");
        }
    }

    @Test
    void token_endpoint_may_be_posted_to_and_its_token_go_into_a_header() {
        try (StubPlatform stub = StubPlatform.answering("{\"ok\":true,\"data\":{\"t\":\"canary-1\"}}");
                ProxyService service = Crm.service(Crm.single(
                        stub,
                        "\"auth\":{\"type\":\"token_endpoint\",\"request\":{\"method\":\"POST\",\"path\":\"/login\","
                                + "\"body\":{\"user\":\"${credential:user}\"}},\"tokenPath\":\"data.t\",\"successExpr\":\"ok\","
                                + "\"place\":{\"in\":\"header\",\"name\":\"X-Session\",\"prefix\":\"S \"}}",
                        "\"credentials\":{\"user\":\"u\\\"1\"}",
                        GET))) {
            Crm.value(Crm.client(service, "p").invoke("call"));

            assertThat(stub.received().get(0).body()).isEqualTo("{\"user\":\"u\\\"1\"}");
            assertThat(stub.last().header("X-Session")).contains("S canary-1");
        }
    }

    /** The vectors of spec application-api 8. */
    static Stream<Arguments> signatures() {
        return Stream.of(
                Arguments.of("md5", "", "166228b30a453645760def717a8e5688"),
                Arguments.of("sha256", "", "06245002692fecffea81851ded4f0903fb045af8aaab9ca21b9a3cafb7dbaba3"),
                Arguments.of("md5", "query", "f28fbdbed378a7aa9e7cb89fa2cad6df"),
                Arguments.of("sha256", "query", "08ca0bdf3a770c1c52e35bc1ae0f78e22214b71d1b5e1440712beda67f8570c8"));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource
    void signatures(String algorithm, String content, String sign) {
        ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service = Crm.service(
                        Crm.single(
                                stub,
                                "\"auth\":{\"type\":\"signature\",\"algorithm\":\"" + algorithm + "\",\"payload\":"
                                        + "\"${request:content}${request:timestamp}${credential:secret}\",\"headers\":{"
                                        + "\"X-Client-Id\":\"${credential:id}\",\"X-Timestamp\":\"${request:timestamp}\","
                                        + "\"X-Sign\":\"${request:sign}\"}}",
                                "\"credentials\":{\"id\":\"app-1\",\"secret\":\"kLm83hQpX2\"}",
                                GET),
                        builder -> builder.time(clock, clock))) {
            var call = Crm.client(service, "p").api("call");
            Map<String, Object> query = Map.of("pageSize", 20, "state", "", "pageIndex", 0, "name", "采购 单");

            Crm.value((content.isEmpty() ? call : call.query(query)).call());

            assertThat(stub.last().header("X-Client-Id")).contains("app-1");
            assertThat(stub.last().header("X-Timestamp")).contains("1767225600000");
            assertThat(stub.last().header("X-Sign")).contains(sign);
        }
    }

    @Test
    void host_s_authenticator_sees_the_request_and_adds_to_it() {
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service = Crm.service(
                        Crm.single(
                                stub,
                                "\"auth\":{\"type\":\"script\",\"function\":\"mine\"}",
                                "\"credentials\":{\"k\":\"${secret:crm_main}\"}",
                                "\"method\":\"POST\",\"path\":\"/x\""),
                        builder -> builder.authenticator(
                                "mine",
                                (request, credentials) -> CompletableFuture.completedFuture(Additions.header(
                                        "X-Mine", request.method() + request.body() + credentials.get("k")))))) {
            Crm.value(Crm.client(service, "p").api("call").body(5L).call());

            assertThat(stub.last().header("X-Mine")).contains("POST5canary-token-of-main");
            assertThat(service.log().find(CallLogQuery.all()).toString()).doesNotContain("canary");
        }
    }

    static Stream<Arguments> failing() {
        ProxyAuthenticator throwing = (request, credentials) -> {
            throw new IllegalStateException("canary");
        };
        ProxyAuthenticator failing =
                (request, credentials) -> CompletableFuture.failedFuture(new IllegalStateException("canary"));
        return Stream.of(
                Arguments.of(
                        "an authenticator that throws", "{\"type\":\"script\",\"function\":\"mine\"}", "{}", throwing),
                Arguments.of(
                        "an authenticator that fails", "{\"type\":\"script\",\"function\":\"mine\"}", "{}", failing),
                Arguments.of("no such authenticator", "{\"type\":\"script\",\"function\":\"other\"}", "{}", failing),
                Arguments.of("no such secret", "{\"type\":\"bearer\"}", "{\"token\":\"${secret:none}\"}", failing),
                Arguments.of(
                        "a credential made of itself",
                        "{\"type\":\"bearer\"}",
                        "{\"token\":\"\\n${credential:token}\"}",
                        failing));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void failing(String name, String auth, String credentials, ProxyAuthenticator authenticator) {
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service = Crm.service(
                        Crm.single(stub, "\"auth\":" + auth, "\"credentials\":" + credentials, GET),
                        builder -> builder.authenticator("mine", authenticator))) {
            ProxyError error = Crm.error(Crm.client(service, "p").invoke("call"));

            assertThat(error.code()).isIn(ErrorCode.AUTH_FAILED, ErrorCode.INVALID_ARGUMENT);
            assertThat(error.message()).doesNotContain("canary");
            assertThat(stub.received()).isEmpty();
        }
    }

    @Test
    void failing_secret_store_fails_the_call_without_its_text() {
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service = Crm.service(
                        Crm.json(stub, stub),
                        builder -> builder.secrets(name -> {
                            throw new IllegalStateException("canary");
                        }))) {
            ProxyError error = Crm.error(Crm.client(service, "crm").invoke("getCustomer", "1"));

            assertThat(error.code()).isEqualTo(ErrorCode.AUTH_FAILED);
            assertThat(error.message()).contains("crm_main").doesNotContain("canary");
        }
    }
}
