package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API document as a page. */
class DocsTest {
    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private final TestServer server = TestServer.start();
    private final TestClient stranger = server.stranger();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void page_gets_all_that_it_names_from_this_server() {
        Reply page = stranger.get("/docs");

        List<String> addresses = ADDRESS.matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(page.header("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(addresses).hasSizeGreaterThan(3).noneMatch(address -> address.contains(":"));
        for (String address : addresses) {
            Reply file = stranger.get("/" + address);
            assertThat(file.status()).as(address).isEqualTo(200);
            assertThat(file.bytes()).as(address).isNotEmpty();
            assertThat(file.header("X-Content-Type-Options")).hasValue("nosniff");
        }
        assertThat(stranger.get("/docs/start.js").body()).contains("url: \"openapi.json\"");
    }

    @Test
    void page_has_no_script_within_and_lets_none_run() {
        Reply page = stranger.get("/docs");

        assertThat(page.body()).doesNotContain("<style").doesNotContainPattern("<script(?![^>]* src=)");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains(
                        "default-src 'none'",
                        "script-src 'self';",
                        "style-src 'self';",
                        "connect-src 'self'",
                        "frame-ancestors 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/index.html", "/docs/Swagger-UI.css", "/docs/docs.html", "/docs/"})
    void nothing_else_is_served(String path) {
        assertThat(stranger.get(path).status()).isEqualTo(404);
    }
}
