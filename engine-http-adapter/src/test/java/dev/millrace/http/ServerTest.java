package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.Millrace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting and stopping a server, and what all its responses have in common. */
@Timeout(60)
class ServerTest {
    private static final String HEALTH = "/api/v1/system/health";
    private static final String WAITING = String.join(
            "\r\n",
            "POST /api/v1/auth/token HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Content-Length: 16",
            "Expect: 100-continue",
            "",
            "");

    @Test
    void two_servers_in_one_process_know_nothing_of_each_other() {
        try (TestServer first = TestServer.start();
                TestServer second = TestServer.start()) {
            String token = first.stranger()
                    .post("/api/v1/auth/token", "{\"deviceId\":\"d\"}")
                    .text("data.token");

            Reply here = first.stranger().withToken(token).get("/api/v1/auth/verify");
            Reply there = second.stranger().withToken(token).get("/api/v1/auth/verify");

            assertThat(here.status()).isEqualTo(200);
            assertThat(there.status()).isEqualTo(401);
        }
    }

    @Test
    void taken_port_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Millrace engine = TestServer.engine()) {
            assertThatThrownBy(() -> MillraceServer.start(engine, taken.getLocalPort()))
                    .isInstanceOf(ListenException.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ")
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void address_of_another_machine_is_told() {
        try (Millrace engine = TestServer.engine()) {
            HttpSettings settings = HttpSettings.defaults().withPairingSecret("long-enough");

            assertThatThrownBy(() -> MillraceServer.start(engine, "192.0.2.1", 8080, settings))
                    .isInstanceOf(ListenException.class)
                    .hasMessageStartingWith("cannot listen on 192.0.2.1:8080: ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void port_out_of_range_is_told(int port) {
        try (Millrace engine = TestServer.engine()) {
            assertThatThrownBy(() -> MillraceServer.start(engine, port))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("port must be from 0 to 65535, but was " + port);
        }
    }

    @Test
    void closed_server_leaves_no_thread_behind() {
        Set<Thread> before = threads();
        TestServer server = TestServer.start();
        server.client().get("/api/v1/auth/verify");
        assertThat(threads()).hasSizeGreaterThan(before.size());

        server.close();
        server.close();

        assertThat(left(before)).isEmpty();
    }

    @Test
    void server_that_cannot_listen_leaves_no_thread_behind() throws IOException {
        Set<Thread> before = threads();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Millrace engine = TestServer.engine()) {
            assertThatThrownBy(() -> MillraceServer.start(engine, taken.getLocalPort()))
                    .isInstanceOf(ListenException.class);
        }

        assertThat(left(before)).isEmpty();
    }

    /** Those of servers only; a thread may take a moment to end after it has let go of everything. */
    private static Set<Thread> left(Set<Thread> before) {
        Instant deadline = Instant.now().plusSeconds(20);
        Set<Thread> left = threads();
        left.removeAll(before);
        while (!left.isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
            left.removeIf(thread -> !thread.isAlive());
        }
        return left;
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("millrace-http"));
        return threads;
    }

    @Test
    void request_under_way_ends_within_the_grace_and_no_new_one_is_let_in() throws Exception {
        try (TestServer server = TestServer.start();
                RawClient client = RawClient.connect(server.server.port())) {
            int port = server.server.port();
            client.say(WAITING).heardUntil("100 Continue\r\n\r\n");
            var closing = CompletableFuture.runAsync(() -> server.server.close(Duration.ofSeconds(30)));
            assertThat(isShut(port)).isTrue();

            String heard = client.say("{\"deviceId\":\"d\"}").heardToTheEnd();

            assertThat(heard).startsWith("HTTP/1.1 200");
            closing.get(30, TimeUnit.SECONDS);
        }
    }

    private static boolean isShut(int port) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (Instant.now().isBefore(deadline)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
            } catch (IOException refused) {
                return true;
            }
        }
        return false;
    }

    @Test
    void request_under_way_is_cut_without_grace() {
        try (TestServer server = TestServer.start();
                RawClient client = RawClient.connect(server.server.port())) {
            client.say(WAITING).heardUntil("100 Continue\r\n\r\n");

            server.server.close();

            assertThat(client.heardToTheEnd()).doesNotContain("HTTP/1.1 200");
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /api/v1/system/health, 200",
        "GET, /api/v1/auth/verify, 401",
        "GET, /nothing, 404",
        "DELETE, /api/v1/system/health, 405",
        "GET, /%2e%2e/etc, 400",
        "GET, /a%00b, 400"
    })
    void every_response_tells_browsers_to_guess_keep_frame_and_run_nothing(String method, String path, int status) {
        try (TestServer server = TestServer.start()) {
            String heard = RawClient.exchange(
                    server.server.port(),
                    method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(heard)
                    .startsWith("HTTP/1.1 " + status)
                    .contains("X-Content-Type-Options: nosniff")
                    .contains("Cache-Control: no-store")
                    .contains("Referrer-Policy: no-referrer")
                    .contains("X-Frame-Options: DENY")
                    .contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'")
                    .contains("Content-Type: application/json")
                    .contains("\"code\":")
                    .containsIgnoringCase("\r\nDate: ")
                    .doesNotContainIgnoringCase("\r\nServer:")
                    .doesNotContainIgnoringCase("\r\nX-Powered-By:")
                    .doesNotContainIgnoringCase("\r\nSet-Cookie:");
        }
    }

    @Test
    void wrong_method_is_told_the_right_ones() {
        try (TestServer server = TestServer.start()) {
            TestClient stranger = server.stranger();

            assertThat(stranger.delete(HEALTH).header("Allow")).contains("GET");
            assertThat(stranger.post("/api/v1/auth/verify").status()).isEqualTo(405);
        }
    }
}
