package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that hold connections and do nothing useful with them (threat T14). */
@Timeout(60)
class SlowClientTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String HEALTH = "GET /api/v1/system/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String START = "GET /api/v1/system/health HTTP/1.1\r\nHost: localhost\r\nX: ";
    private static final String BODY_OF = String.join(
            "\r\n",
            "POST /api/v1/auth/token HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Content-Length: ");

    @Test
    void headers_that_come_letter_by_letter_are_not_waited_for() {
        try (TestServer server = start(limits -> limits.withTimes(SHORT, LONG));
                RawClient client = RawClient.connect(server.server.port())) {
            assertThat(client.trickle(START)).isEmpty();
        }
    }

    @Test
    void next_headers_on_a_connection_are_not_waited_for_either() {
        try (TestServer server = start(limits -> limits.withTimes(LONG, SHORT));
                RawClient client = RawClient.connect(server.server.port())) {
            client.say(HEALTH).heardUntil("healthy\",\"version\"");
            client.heardUntil("}}");

            assertThat(client.trickle(START)).isEmpty();
        }
    }

    @Test
    void connection_without_a_word_is_closed() {
        try (TestServer server = start(limits -> limits.withTimes(SHORT, LONG));
                RawClient client = RawClient.connect(server.server.port())) {
            assertThat(client.heardToTheEnd()).isEmpty();
        }
    }

    @Test
    void connection_that_falls_silent_is_closed() {
        try (TestServer server = start(limits -> limits.withTimes(LONG, SHORT));
                RawClient client = RawClient.connect(server.server.port())) {
            client.say(HEALTH).heardUntil("}}");

            assertThat(client.heardToTheEnd()).isEmpty();
        }
    }

    @Test
    void body_that_comes_letter_by_letter_is_answered_with_408() {
        try (TestServer server = start(limits -> limits.withBodyRate(SHORT, 1_000));
                RawClient client = RawClient.connect(server.server.port())) {
            String heard = client.trickle(BODY_OF + "1000\r\n\r\n{\"deviceId\":\"");

            assertThat(heard).startsWith("HTTP/1.1 408").contains("\"code\":408");
        }
    }

    @Test
    void chunks_that_come_letter_by_letter_are_answered_with_408() {
        try (TestServer server = start(limits -> limits.withBodyRate(SHORT, 1_000));
                RawClient client = RawClient.connect(server.server.port())) {
            String head = BODY_OF.replace("Content-Length: ", "Transfer-Encoding: chunked\r\n\r\n");

            assertThat(client.trickle(head + "1000\r\n{\"deviceId\":\"")).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void body_that_stops_is_not_waited_for() {
        try (TestServer server = start(limits -> limits.withTimes(LONG, SHORT));
                RawClient client = RawClient.connect(server.server.port())) {
            String heard = client.say(BODY_OF + "1000\r\n\r\n{\"deviceId\":\"").heardToTheEnd();

            assertThat(heard).startsWith("HTTP/1.1 408").contains("\"code\":408");
        }
    }

    @Test
    void body_that_never_begins_is_not_waited_for() {
        try (TestServer server = start(limits -> limits.withTimes(LONG, SHORT));
                RawClient client = RawClient.connect(server.server.port())) {
            assertThat(client.say(BODY_OF + "1000\r\n\r\n").heardToTheEnd()).doesNotContain(" 200 ", " 500 ");
        }
    }

    @Test
    void slow_body_within_its_grace_is_read() {
        try (TestServer server = start(limits -> limits.withBodyRate(LONG, 1_000_000));
                RawClient client = RawClient.connect(server.server.port())) {
            client.say(BODY_OF + "16\r\nExpect: 100-continue\r\n\r\n").heardUntil("100 Continue\r\n\r\n");
            client.say("{\"deviceId\"");

            assertThat(client.isIgnored()).isTrue();
            assertThat(client.say(":\"d\"}").heardUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void client_that_does_not_read_its_answers_is_cut() {
        try (TestServer server = start(limits -> limits.withTimes(LONG, SHORT));
                RawClient client = RawClient.connect(server.server.port())) {
            assertThat(client.isCutWhileSaying(HEALTH.repeat(300_000))).isTrue();
        }
    }

    @Test
    void connection_beyond_the_limit_waits_until_another_ends() {
        try (TestServer server = start(limits -> limits.withConnections(2, 100));
                RawClient first = RawClient.connect(server.server.port());
                RawClient second = RawClient.connect(server.server.port())) {
            first.say(HEALTH).heardUntil("}}");
            second.say(HEALTH).heardUntil("}}");
            try (RawClient third = RawClient.connect(server.server.port())) {
                assertThat(third.say(HEALTH).isIgnored()).isTrue();

                first.hangUp();

                assertThat(third.heardUntil("}}")).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void connection_too_many_of_an_address_is_closed_until_another_ends() {
        try (TestServer server = start(limits -> limits.withConnections(100, 2));
                RawClient first = RawClient.connect(server.server.port());
                RawClient second = RawClient.connect(server.server.port())) {
            first.say(HEALTH).heardUntil("}}");
            second.say(HEALTH).heardUntil("}}");
            try (RawClient third = RawClient.connect(server.server.port())) {
                assertThat(third.say(HEALTH).heardToTheEnd()).isEmpty();
            }
            first.hangUp();

            assertThat(answered(server)).isTrue();
        }
    }

    /** The server notices an end a moment after the client. */
    private static boolean answered(TestServer server) {
        for (int i = 0; i < 1_000; i++) {
            try (RawClient client = RawClient.connect(server.server.port())) {
                String heard = client.say(HEALTH.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
                        .heardToTheEnd();
                if (heard.startsWith("HTTP/1.1 200")) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void good_clients_are_served_beside_many_whose_bodies_do_not_come() {
        List<RawClient> silent = new ArrayList<>();
        try (TestServer server = start(limits -> limits.withTimes(LONG, LONG).withBodyRate(LONG, 1))) {
            for (int i = 0; i < 300; i++) {
                silent.add(RawClient.connect(server.server.port()).say(BODY_OF + "2\r\n\r\n"));
            }

            assertThat(server.stranger().get("/api/v1/system/health").status()).isEqualTo(200);
        } finally {
            silent.forEach(RawClient::close);
        }
    }

    @Test
    void good_clients_are_served_beside_many_that_say_nothing() {
        try (TestServer server = start(UnaryOperator.identity())) {
            RawClient[] silent = new RawClient[500];
            for (int i = 0; i < silent.length; i++) {
                String beginning = i % 2 == 0 ? START : BODY_OF.replace("token", "revoke") + "1000\r\n\r\n{";
                silent[i] = RawClient.connect(server.server.port()).say(beginning);
            }

            assertThat(server.client().get("/api/v1/auth/verify").status()).isEqualTo(200);

            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "maxHeaderBytes, 1023, 100, 10, 30, 5, 1000, 10, 10",
        "maxHeaders, 1024, 0, 10, 30, 5, 1000, 10, 10",
        "headerTime, 1024, 1, 0, 30, 5, 1000, 10, 10",
        "idleTime, 1024, 1, 10, 0, 5, 1000, 10, 10",
        "bodyGrace, 1024, 1, 10, 30, -1, 1000, 10, 10",
        "minBodyBytesPerSecond, 1024, 1, 10, 30, 5, -1, 10, 10",
        "maxConnections, 1024, 1, 10, 30, 5, 1000, 0, 10",
        "maxConnectionsPerAddress, 1024, 1, 10, 30, 5, 1000, 10, 0"
    })
    void limit_outside_its_range_is_refused_by_name(
            String name, int bytes, int headers, int header, int idle, int grace, int rate, int all, int each) {
        assertThatThrownBy(() -> ServerLimits.DEFAULT
                        .withHeaders(bytes, headers)
                        .withTimes(Duration.ofSeconds(header), Duration.ofSeconds(idle))
                        .withBodyRate(Duration.ofSeconds(grace), rate)
                        .withConnections(all, each))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " must be at least");
    }

    private static TestServer start(UnaryOperator<ServerLimits> change) {
        return TestServer.start(settings -> settings.withServerLimits(change.apply(ServerLimits.DEFAULT)));
    }
}
