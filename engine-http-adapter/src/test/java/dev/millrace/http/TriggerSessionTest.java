package dev.millrace.http;

import static dev.millrace.http.TriggeredApi.definition;
import static dev.millrace.http.TriggeredApi.output;
import static dev.millrace.http.TriggeredApi.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of the requirement document and of docs/api-triggers.md, as a shell runs them. */
class TriggerSessionTest {
    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    private final TriggeredApi apis = new TriggeredApi();

    @AfterEach
    void close() {
        apis.close();
    }

    private String shell(String commands) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands).redirectErrorStream(true);
        builder.environment().put("SERVER", apis.server.server.url());
        builder.environment().put("TOKEN", editorToken(apis));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static String editorToken(TriggeredApi apis) {
        return apis.caller
                .post("/api/v1/auth/token", "{\"deviceId\": \"shell\"}")
                .text("data.token");
    }

    /** The document's lines, with the address of this server in the place of theirs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            none | POST | botman | curl -s -d '{}' http://8.218.xxx.xx/v1/api/botman/test/sync | {"response":{"data":"botman.cc","code":0,"msg":"","uid":"
            token | GET | botman | curl -s http://8.218.xxx.xx/v1/api/botman/test/sync | {"response":{"error":{"code":"requestError.invalidParams","message":"Token is required"}}}
            token | GET | admin | curl -s -H'token:123456' http://8.218.xxx.xx/v1/api/admin/test/sync | {"response":{"data":"botman.cc","code":0,"msg":"","uid":"
            password | GET | botman | curl -s http://8.218.xxx.xx/v1/api/botman/test/sync | {"response":{"error":{"code":"requestError.invalidParams","message":"User/Password is required"}}}
            password | GET | botman | curl -s -H'user:botman' -H'password:123456' http://8.218.xxx.xx/v1/api/botman/test/sync | {"response":{"data":"botman.cc","code":0,"msg":"","uid":"
            """)
    void lines_of_the_requirement_document(String auth, String method, String owner, String line, String answer)
            throws IOException, InterruptedException {
        Map<String, Object> credential = switch (auth) {
            case "token" -> token("123456");
            case "password" -> Map.of("type", "password", "user", "botman", "password", "123456");
            default -> Map.of("type", "none");
        };
        apis.save(
                definition("owner", owner, "function", "sync", "method", method, "auth", credential),
                output("botman.cc"));

        String said = shell(line.replace("http://8.218.xxx.xx", "$SERVER"));

        assertThat(said).startsWith(answer);
    }

    @Test
    void session_of_the_page() throws IOException, InterruptedException {
        String page = Files.readString(Path.of("..", "docs", "api-triggers.md"));
        String commands =
                COMMANDS.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining("\necho\n"));

        String said = shell(commands);

        assertThat(said)
                .contains("{\"response\":{\"data\":{\"hello\":\"Ann\"},\"code\":0")
                .contains("Token is required")
                .contains("{\"response\":{\"data\":{\"hello\":\"Ben\"},\"code\":0");
    }
}
