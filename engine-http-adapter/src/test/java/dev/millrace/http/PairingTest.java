package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.Millrace;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which devices get a token (decision D9), and how guessing is slowed down. */
class PairingTest {
    private static final String SECRET = "correct-horse-battery";

    @Test
    void caller_of_this_machine_needs_a_secret_where_pairing_is_required() {
        try (TestServer server =
                TestServer.start(settings -> settings.withPairingSecret(SECRET).withPairingRequired())) {
            Reply without = pair(server, "");
            Reply with = pair(server, SECRET);

            assertThat(without.status()).isEqualTo(401);
            assertThat(without.code()).isEqualTo(6001);
            assertThat(without.message()).contains("X-Pairing-Secret");
            assertThat(with.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "X-Forwarded-For, 203.0.113.7",
        "X-Forwarded-For, 127.0.0.1",
        "Forwarded, for=127.0.0.1",
        "X-Real-IP, 127.0.0.1",
        "X-Forwarded-Host, localhost",
        "X-Forwarded-Proto, https",
        "Via, 1.1 proxy"
    })
    void what_a_proxy_on_this_machine_passes_on_is_not_of_this_machine(String header, String value) {
        try (TestServer server = TestServer.start(settings -> settings.withPairingSecret(SECRET))) {
            var request = server.stranger()
                    .request("/api/v1/auth/token")
                    .header("Content-Type", "application/json")
                    .header(header, value);

            Reply without = server.stranger().send(request.POST(BodyPublishers.ofString("{\"deviceId\":\"d\"}")));
            Reply with = server.stranger().send(request.header("X-Pairing-Secret", SECRET));

            assertThat(without.status()).isEqualTo(401);
            assertThat(with.status()).isEqualTo(200);
        }
    }

    @Test
    void wrong_secret_gets_nothing_even_where_none_is_asked() {
        try (TestServer server = TestServer.start(settings -> settings.withPairingSecret(SECRET))) {
            assertThat(pair(server, "wrong").status()).isEqualTo(401);
            assertThat(pair(server, SECRET + "x").status()).isEqualTo(401);
            assertThat(pair(server, SECRET.substring(1)).status()).isEqualTo(401);
        }
    }

    @Test
    void secrets_for_looking_and_for_everything_are_told_apart() {
        try (TestServer server = TestServer.start(settings -> settings.withPairingSecret(SECRET)
                .withReadOnlyPairingSecret("only-look-at-it")
                .withPairingRequired())) {
            assertThat(pair(server, "only-look-at-it").status()).isEqualTo(200);
            assertThat(pair(server, SECRET).status()).isEqualTo(200);
        }
    }

    @Test
    void fifth_wrong_secret_shuts_the_door_for_a_growing_time() {
        try (TestServer server =
                TestServer.start(settings -> settings.withPairingSecret(SECRET).withPairingRequired())) {
            for (int i = 0; i < 5; i++) {
                assertThat(pair(server, "guess-" + i).status()).isEqualTo(401);
            }

            Reply shut = pair(server, SECRET);

            assertThat(shut.status()).isEqualTo(429);
            assertThat(shut.code()).isEqualTo(7001);
            assertThat(shut.header("Retry-After")).contains("1");
            server.clock.advance(Duration.ofSeconds(1));
            assertThat(pair(server, "guess-6").status()).isEqualTo(401);
            assertThat(pair(server, "guess-7").header("Retry-After")).contains("2");
            server.clock.advance(Duration.ofSeconds(2));
            assertThat(pair(server, SECRET).status()).as("forgiven").isEqualTo(200);
            assertThat(pair(server, "guess-8").status()).isEqualTo(401);
        }
    }

    @Test
    void guesses_of_tokens_are_slowed_down_and_good_tokens_are_not() {
        try (TestServer server = TestServer.start()) {
            TestClient owner = server.client();
            TestClient guesser = server.stranger().withToken("a.b.c");
            for (int i = 0; i < 5; i++) {
                assertThat(guesser.get("/api/v1/auth/verify").status()).isEqualTo(401);
            }

            Reply shut = guesser.get("/api/v1/auth/verify");

            assertThat(shut.status()).isEqualTo(429);
            assertThat(shut.header("Retry-After")).contains("1");
            assertThat(owner.get("/api/v1/auth/verify").status()).isEqualTo(200);
            assertThat(pair(server, "").status()).as("a new token").isEqualTo(200);
        }
    }

    @Test
    void open_door_to_others_is_refused_at_the_start_with_what_to_set() {
        try (Millrace engine = TestServer.engine()) {
            assertThatThrownBy(() -> MillraceServer.start(engine, "0.0.0.0", 0, HttpSettings.defaults()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"0.0.0.0\"")
                    .hasMessageContaining("withPairingSecret")
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void server_for_others_starts_with_a_secret() {
        try (Millrace engine = TestServer.engine();
                MillraceServer server = MillraceServer.start(
                        engine, "0.0.0.0", 0, HttpSettings.defaults().withPairingSecret(SECRET))) {
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void required_pairing_without_a_secret_is_refused_as_nobody_could_get_a_token() {
        try (Millrace engine = TestServer.engine()) {
            HttpSettings settings = HttpSettings.defaults().withPairingRequired();

            assertThatThrownBy(() -> MillraceServer.start(engine, "127.0.0.1", 0, settings))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no pairing secret is set");
        }
    }

    @ParameterizedTest
    @CsvSource({"'short'", "'with a space in it'", "'mit-ümläuten'", "'line\nbreaks'"})
    void secret_that_no_header_can_hold_or_is_too_short_is_refused(String secret) {
        assertThatThrownBy(() -> HttpSettings.defaults().withPairingSecret(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 8 characters")
                .hasMessageNotContaining(secret);
    }

    private static Reply pair(TestServer server, String secret) {
        TestClient stranger = server.stranger();
        var request = stranger.request("/api/v1/auth/token").header("Content-Type", "application/json");
        if (!secret.isEmpty()) {
            request.header("X-Pairing-Secret", secret);
        }
        return stranger.send(request.POST(BodyPublishers.ofString("{\"deviceId\":\"d\"}")));
    }
}
