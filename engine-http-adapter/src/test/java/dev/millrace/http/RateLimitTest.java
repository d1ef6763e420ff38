package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.exchange.Method;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often a caller may call (document 001, rate limits). */
class RateLimitTest {
    private static final long NEW_YEAR = 1_704_067_200_000L;
    private static final String VERIFY = "/api/v1/auth/verify";
    private static final String HEALTH = "/api/v1/system/health";

    @Test
    void sixth_request_to_authenticate_within_a_minute_is_refused_as_documented() {
        try (TestServer server = documented()) {
            TestClient device = server.client();
            server.clock.advance(Duration.ofSeconds(20));
            for (int remaining = 3; remaining >= 0; remaining--) {
                Reply reply = device.get(VERIFY);
                assertThat(reply.status()).isEqualTo(200);
                assertHeaders(reply, 5, remaining, NEW_YEAR + 60_000);
            }

            Reply refused = device.get(VERIFY);

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body())
                    .isEqualTo("{\"code\":7001,\"message\":\"Rate limit exceeded\",\"data\":null,\"details\":"
                            + "{\"limit\":5,\"remaining\":0,\"resetAt\":1704067260000}}");
            assertHeaders(refused, 5, 0, NEW_YEAR + 60_000);
            assertThat(refused.header("Retry-After")).contains("40");
        }
    }

    @Test
    void window_begins_anew_after_a_minute() {
        try (TestServer server = documented()) {
            TestClient device = server.client();
            for (int i = 0; i < 10; i++) {
                device.get(VERIFY);
            }
            server.clock.advance(Duration.ofMillis(59_999));
            assertThat(device.get(VERIFY).status()).isEqualTo(429);
            server.clock.advance(Duration.ofMillis(1));

            Reply reply = device.get(VERIFY);

            assertThat(reply.status()).isEqualTo(200);
            assertHeaders(reply, 5, 4, NEW_YEAR + 120_000);
        }
    }

    @Test
    void failed_request_counts_and_says_so() {
        try (TestServer server = documented()) {
            Reply wrongToken = server.stranger().withToken("x").get(VERIFY);
            Reply wrongBody = server.stranger().post("/api/v1/auth/token", "{}");
            Reply noBody = server.stranger().post("/api/v1/auth/token");

            assertHeaders(wrongToken, 5, 4, NEW_YEAR + 60_000);
            assertHeaders(wrongBody, 5, 3, NEW_YEAR + 60_000);
            assertThat(wrongBody.status()).isEqualTo(400);
            assertHeaders(noBody, 5, 2, NEW_YEAR + 60_000);
        }
    }

    @Test
    void health_is_not_counted() {
        try (TestServer server = documented()) {
            for (int i = 0; i < 200; i++) {
                Reply reply = server.stranger().get(HEALTH);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("X-RateLimit-Limit")).isEmpty();
            }
        }
    }

    @Test
    void limits_can_be_set() {
        try (TestServer server = TestServer.start(settings -> settings.withRateLimits(2, 1, 1, 1))) {
            TestClient device = server.client();
            Reply last = device.get(VERIFY);
            Reply refused = device.get(VERIFY);

            assertHeaders(last, 2, 0, NEW_YEAR + 60_000);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.at("details.limit").asInt()).isEqualTo(2);
        }
    }

    @Test
    void limits_can_be_switched_off() {
        try (TestServer server = TestServer.start(HttpSettings::withoutRateLimits)) {
            TestClient device = server.client();
            for (int i = 0; i < 120; i++) {
                Reply reply = device.get(VERIFY);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("X-RateLimit-Limit")).isEmpty();
            }
        }
    }

    @Test
    void limit_below_one_is_refused() {
        assertThatThrownBy(() -> HttpSettings.defaults().withRateLimits(5, 0, 100, 60))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a limit must be at least 1, but was 0");
    }

    @Test
    void route_is_counted_with_what_it_does() {
        for (Route route : TestServer.routes()) {
            RateClass expected = switch (route.permission()) {
                case NONE ->
                    route.path().matches(".*/(auth|authorize|oauth2)/.*") ? RateClass.AUTHENTICATION : RateClass.FREE;
                case OWN_CREDENTIAL -> RateClass.AUTHENTICATION;
                case IDENTIFIED -> route.method() == Method.GET ? RateClass.QUERY : RateClass.AUTHENTICATION;
                default ->
                    switch (route.permission().action()) {
                        case "query" -> RateClass.QUERY;
                        case "execute" -> RateClass.EXECUTION;
                        default -> RateClass.CHANGE;
                    };
            };
            assertThat(route.rateClass()).as(route.toString()).isEqualTo(expected);
        }
    }

    private static TestServer documented() {
        return TestServer.start(settings -> settings.withRateLimits(5, 10, 100, 60));
    }

    private static void assertHeaders(Reply reply, int limit, int remaining, long resetAt) {
        assertThat(reply.header("X-RateLimit-Limit")).contains(Integer.toString(limit));
        assertThat(reply.header("X-RateLimit-Remaining")).contains(Integer.toString(remaining));
        assertThat(reply.header("X-RateLimit-Reset")).contains(Long.toString(resetAt));
    }
}
