package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of strangers in a browser on this machine (threat T22): by their name, or by making their name point here. */
class HostAndOriginTest {
    private static final String HEALTH = "/api/v1/system/health";

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "localhost, 200",
        "LocalHost, 200",
        "localhost:8080, 200",
        "127.0.0.1, 200",
        "127.0.0.1:1, 200",
        "192.168.1.7:8080, 200",
        "[::1]:8080, 200",
        "editor.example.com, 200",
        "EDITOR.example.com:443, 200",
        "evil.example, 421",
        "localhost.evil.example, 421",
        "editor.example.com.evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "evil.example:8080, 421",
        "localhost., 421",
        "x-localhost, 421",
        "0x7f000001, 421",
        "2130706433, 421"
    })
    void server_answers_under_its_own_names_only(String host, int status) {
        String heard = heard(settings -> settings.withHost("Editor.example.com"), "GET", HEALTH, Map.of("Host", host));

        assertThat(heard).startsWith("HTTP/1.1 " + status);
        if (status == 421) {
            assertThat(heard).contains("\"code\":421", "allowed hosts").doesNotContain(host);
        }
    }

    @Test
    void old_client_without_a_host_is_refused() {
        try (TestServer server = TestServer.start()) {
            String heard = RawClient.exchange(server.server.port(), "GET " + HEALTH + " HTTP/1.0\r\n\r\n");

            assertThat(heard).contains(" 421 ");
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "http://localhost, 200",
        "http://localhost:1, 403",
        "https://editor.example.com, 403",
        "http://evil.example, 403",
        "null, 403",
        "http://localhost.evil.example, 403",
        "'', 403",
        "*, 403"
    })
    void without_configuration_only_pages_of_this_server_may_call(String origin, int status) {
        String heard = heard(UnaryOperator.identity(), "GET", HEALTH, Map.of("Host", "localhost", "Origin", origin));

        assertThat(heard).startsWith("HTTP/1.1 " + status).doesNotContain("Access-Control");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "https://editor.example.com, 200",
        "http://editor.example.com, 403",
        "https://editor.example.com:8443, 403",
        "https://EDITOR.example.com, 403",
        "https://editor.example.com.evil.example, 403",
        "https://evil.example, 403",
        "null, 403"
    })
    void configured_origin_is_compared_exactly(String origin, int status) {
        String heard = heard(
                settings -> settings.withOrigin("https://editor.example.com"),
                "GET",
                HEALTH,
                Map.of("Host", "localhost", "Origin", origin));

        assertThat(heard).startsWith("HTTP/1.1 " + status);
        if (status == 200) {
            assertThat(heard)
                    .contains("Access-Control-Allow-Origin: https://editor.example.com", "Vary: Origin")
                    .doesNotContain("Access-Control-Allow-Credentials");
        } else {
            assertThat(heard).doesNotContain("Access-Control");
        }
    }

    @Test
    void any_origin_goes_without_credentials() {
        String heard = heard(
                settings -> settings.withOrigin("*"),
                "GET",
                HEALTH,
                Map.of("Host", "localhost", "Origin", "https://anyone.example"));

        assertThat(heard).contains("Access-Control-Allow-Origin: *").doesNotContain("Access-Control-Allow-Credentials");
    }

    @Test
    void browser_that_asks_first_is_told_what_a_page_may_send() {
        String heard = heard(
                settings -> settings.withOrigin("https://editor.example.com"),
                "OPTIONS",
                "/api/v1/auth/token",
                Map.of(
                        "Host", "localhost",
                        "Origin", "https://editor.example.com",
                        "Access-Control-Request-Method", "POST"));

        assertThat(heard)
                .startsWith("HTTP/1.1 204")
                .contains("Access-Control-Allow-Origin: https://editor.example.com")
                .contains("Access-Control-Allow-Methods: POST")
                .contains("Access-Control-Allow-Headers: Authorization, Content-Type")
                .contains("Access-Control-Max-Age: 86400");
    }

    @ParameterizedTest(name = "{0} of {1} → {2}")
    @CsvSource({
        "https://evil.example, /api/v1/auth/token, 403",
        "https://editor.example.com, /api/v1/nothing, 404",
        "https://editor.example.com, /api/v1/auth/token/, 404"
    })
    void browser_that_asks_for_too_much_is_refused(String origin, String path, int status) {
        String heard = heard(
                settings -> settings.withOrigin("https://editor.example.com"),
                "OPTIONS",
                path,
                Map.of("Host", "localhost", "Origin", origin, "Access-Control-Request-Method", "POST"));

        assertThat(heard).startsWith("HTTP/1.1 " + status).doesNotContain("Access-Control-Allow-Methods");
    }

    @Test
    void form_of_a_page_cannot_send_json() {
        try (TestServer server = TestServer.start()) {
            for (String type :
                    new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
                String heard = RawClient.exchange(
                        server.server.port(),
                        "POST /api/v1/auth/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                                + type + "\r\nContent-Length: 16\r\n\r\n{\"deviceId\":\"d\"}");

                assertThat(heard).startsWith("HTTP/1.1 415");
            }
        }
    }

    private static String heard(
            UnaryOperator<HttpSettings> settings, String method, String path, Map<String, String> headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        new TreeMap<>(headers).forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        try (TestServer server = TestServer.start(settings)) {
            return RawClient.exchange(server.server.port(), request + "\r\n");
        }
    }
}
