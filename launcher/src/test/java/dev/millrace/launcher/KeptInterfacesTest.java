package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Interfaces and secrets that the database keeps. */
@Timeout(180)
class KeptInterfacesTest {
    private static final String PROXY_CALL =
            "{\"id\":\"w\",\"name\":\"Report\",\"steps\":[{\"id\":\"c\",\"moduleId\":\"proxy_call\","
                    + "\"parameters\":{\"platform\":\"stock\",\"api\":\"find\"}}]}";
    private static final String SCRIPT =
            "{\"id\":\"w\",\"name\":\"Report\",\"steps\":[{\"id\":\"c\",\"moduleId\":\"script\","
                    + "\"parameters\":{\"script\":\"(await $proxy('stock').find()).name\"}},"
                    + "{\"id\":\"o\",\"moduleId\":\"output\",\"parameters\":{\"value\":\"{{c.result}}\"}}]}";

    @TempDir
    Path folder;

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void startThePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                byte[] body = "{\"name\":\"Bolts\"}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stopThePlatform() {
        server.stop(0);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private String platforms(String token) throws IOException {
        return file("platforms.json", """
                {"platform_key":"stock","auth":{"type":"bearer"},
                 "instances":[{"instance_key":"main","base_url":"http://127.0.0.1:PORT","allowPrivate":true,
                   "credentials":{"token":"TOKEN"}}],
                 "apis":[{"api_key":"find","method":"GET","path":"/find"}]}
                """.replace(
                "PORT", String.valueOf(server.getAddress().getPort())).replace("TOKEN", token));
    }

    /** Everything that lies in the folder of the database, but for the key. */
    private String stored() throws IOException {
        StringBuilder all = new StringBuilder();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder.resolve("data"))) {
            listed.filter(file -> !file.endsWith("millrace.keys")).forEach(files::add);
        }
        for (Path file : files) {
            all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private static String post(Serving serving, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(serving.url() + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body();
    }

    private static String member(String name, String json) {
        Matcher member = Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(member.find()).as(json).isTrue();
        return member.group(1);
    }

    @Test
    void platform_of_an_earlier_start_is_called_and_its_credential_cannot_be_read_in_the_database() throws Exception {
        try (Serving first = Serving.start("--data", data(), "--platforms", platforms("canary-of-the-file"))) {
            assertThat(first.messages()).contains("ready, with");
        }

        String answer;
        try (Serving second = Serving.start("--data", data())) {
            String token = member("token", post(second, "/api/v1/auth/token", "", "{\"deviceId\":\"d\"}"));
            String id = member("id", post(second, "/api/v1/workflows", token, PROXY_CALL));
            post(second, "/api/v1/workflows/" + id + "/enable", token, "{}");
            answer = post(second, "/api/v1/workflows/" + id + "/execute", token, "{\"async\":false}");
        }

        assertThat(answer).contains("\"status\":\"completed\"", "Bolts");
        assertThat(authorizations).containsExactly("Bearer canary-of-the-file");
        assertThat(stored()).contains("stock").doesNotContain("canary-of-the-file");
    }

    @Test
    void platform_of_a_file_takes_the_place_of_the_kept_one_and_secrets_come_from_the_database() throws Exception {
        String workflow = file("workflow.json", SCRIPT);
        Called first = Called.with("run", workflow, "--data", data(), "--platforms", platforms("of the first file"));
        Called put = Called.withInput("canary-of-the-database\n", "secret", "put", "stock", "--data", data());

        Called second = Called.with("run", workflow, "--data", data(), "--platforms", platforms("${secret:stock}"));
        Called third = Called.with("run", workflow, "--data", data());

        assertThat(List.of(first, put, second, third))
                .extracting(Called::exitCode)
                .containsOnly(0);
        assertThat(third.json().get("output").asText()).isEqualTo("Bolts");
        assertThat(authorizations)
                .containsExactly(
                        "Bearer of the first file", "Bearer canary-of-the-database", "Bearer canary-of-the-database");
        assertThat(stored()).contains("stock").doesNotContain("canary-of-the-database", "of the first file");
    }

    @Test
    void nothing_is_kept_in_memory() throws Exception {
        try (Serving serving = Serving.start("--platforms", platforms("t"))) {
            assertThat(serving.messages()).contains("ready, with");
        }

        Called called = Called.with("run", file("workflow.json", PROXY_CALL));

        assertThat(called.err()).contains("no interfaces are configured here");
    }

    @Test
    void file_with_a_masked_credential_keeps_the_one_of_before() throws Exception {
        String workflow = file("workflow.json", PROXY_CALL);
        Called.with("run", workflow, "--data", data(), "--platforms", platforms("first"));

        Called masked = Called.with("run", workflow, "--data", data(), "--platforms", platforms("******"));
        Called withoutData = Called.with("run", workflow, "--platforms", platforms("******"));

        assertThat(masked.exitCode()).as(masked.err()).isZero();
        assertThat(authorizations).containsExactly("Bearer first", "Bearer first");
        assertThat(withoutData.err()).contains("no value is known to keep");
    }
}
