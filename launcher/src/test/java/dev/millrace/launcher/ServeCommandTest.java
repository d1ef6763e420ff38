package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code millrace serve}. */
@Timeout(180)
class ServeCommandTest {
    private static final String LISTENS = "http://127.0.0.1:8080";
    private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\n(.*?)```");

    @TempDir
    Path folder;

    /** Runs commands as somebody would who has a shell and curl. */
    private String shell(String commands) throws IOException, InterruptedException {
        Path curl = folder.resolve("curl");
        Files.writeString(
                curl,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                        + System.getProperty("java.class.path") + "' " + Curl.class.getName() + " \"$@\"\n");
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        Path script = Files.writeString(folder.resolve("session.sh"), "set -e\n" + commands);
        File printed = folder.resolve("printed.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed);
        builder.environment().merge("PATH", "", (path, unused) -> folder + File.pathSeparator + path);
        int exitCode = builder.start().waitFor();
        String text = Files.readString(printed.toPath());
        assertThat(exitCode).as(text).isZero();
        return text;
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Launcher.run(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), err, arguments);
        return code + " " + err.toString(StandardCharsets.UTF_8);
    }

    /** The commands of a page, but for the one that starts the server. */
    private static String commands(String page) throws IOException {
        Matcher blocks = COMMANDS.matcher(Files.readString(Path.of("..", "docs", page)));
        return blocks.results()
                .map(block -> block.group(1))
                .filter(block -> !block.startsWith("./millrace"))
                .collect(Collectors.joining());
    }

    @Test
    void session_of_an_application_works_word_for_word() throws Exception {
        try (Serving serving = Serving.start("--workflows", "../examples/workflows")) {
            String printed = shell(commands("applications.md").replace(LISTENS, serving.url()));

            assertThat(printed)
                    .contains("\"text\":\"API服务\"")
                    .contains("{\"code\":0,\"message\":\"success\",\"data\":{\"workflows\":[")
                    .contains("\"userId\":\"warehouse01\",\"type\":\"application\"")
                    .contains("{\"operations\":[\"execution.get\",\"workflow.execute\"]}")
                    .contains("\"text\":\"禁用\"");
        }
    }

    @Test
    void session_of_business_objects_works_word_for_word() throws Exception {
        try (Serving serving = Serving.start(
                "--forms", "../examples/forms", "--engine-code", "engine-1", "--engine-secret", "a-long-secret")) {
            String printed = shell(commands("business-objects.md").replace(LISTENS, serving.url()));

            assertThat(printed)
                    .contains(
                            "{\"Successful\":true,\"ErrorMessage\":null,\"Logined\":false,\"ReturnData\":{\"BizObjectId\":")
                    .contains("\"ErrorCode\":\"DuplicateValue\"")
                    .contains("\"F_No\":\"PR-1\",\"F_Amount\":1200.5")
                    .contains("\"TotalCount\":1")
                    .contains("\"ErrorMessage\":\"BizObject not found: ");
            assertThat(serving.messages()).contains("0 workflows and 1 form");
        }
    }

    @Test
    void session_of_the_documentation_works_word_for_word() throws Exception {
        try (Serving serving = Serving.start("--workflows", "../examples/workflows")) {
            String printed = shell(commands("editor-api.md").replace(LISTENS, serving.url()));

            assertThat(printed)
                    .contains("{{greeting.result_text}}")
                    .contains("Hello, Ann")
                    .contains("event: snapshot")
                    .contains("\"workflowName\":\"Greeting\"")
                    .contains("Completed step: text_process")
                    .contains("Token revoked successfully");
            assertThat(serving.messages()).contains("ready, with");
        }
    }

    @Test
    void printed_command_gets_a_token_as_it_is() throws Exception {
        try (Serving serving = Serving.start()) {
            assertThat(shell(serving.results())).contains("\"tokenType\":\"Bearer\"");
        }
    }

    @Test
    void files_of_the_folder_are_loaded_and_broken_ones_told_of() throws Exception {
        Files.writeString(
                folder.resolve("a.json"),
                "{\"id\": \"a\", \"name\": \"First\", \"steps\": [{\"id\": \"s\", \"moduleId\": \"comment\"}]}");
        Files.writeString(folder.resolve("b.json"), "{\"name\": ");
        Files.writeString(folder.resolve("c.json"), "{\"id\": \"a\", \"name\": \"Second\", \"steps\": []}");
        Files.writeString(folder.resolve("readme.txt"), "not a workflow");

        try (Serving serving = Serving.start("--workflows", folder.toString())) {
            assertThat(serving.messages())
                    .contains("b.json")
                    .contains("\"Second\" of " + folder.resolve("c.json") + " is left out")
                    .contains("ready, with 1 workflow")
                    .doesNotContain("readme.txt");
        }
    }

    @Test
    void being_told_to_end_ends_it_well() {
        Serving serving = Serving.start();

        serving.close();

        assertThat(serving.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--host 0.0.0.0                            | no pairing secret is set",
                "--host no-such-host.invalid               | cannot listen on no-such-host.invalid",
                "--port 70000                              | --port must be from 0 to 65535",
                "--pairing-secret short                    | at least 8 characters",
                "--pairing-required                        | nobody who may get a token",
                "--workflows no-such-folder                | there is no folder",
                "--store jdbc:postgresql://db/flows        | contradict each other",
                "--cluster jdbc:postgresql://db/flows      | contradict each other",
                "--forms no-such-folder                    | there is no folder",
                "--engine-code e                           | has no secret",
                "--engine-code e --engine-secret short     | at least 8 characters",
            })
    void impossible_options_are_explained(String options, String said) {
        String printed = run(("serve --memory " + options).split(" "));

        assertThat(printed).startsWith("2 ").contains(said).contains("Fix: ");
    }

    @Test
    void data_that_cannot_be_kept_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        String printed = run("serve", "--data", file.toString());

        assertThat(printed).startsWith("2 ").contains(file.toString()).contains("Fix: ");
    }

    @Test
    void workflows_executions_and_tokens_are_there_when_it_is_started_again() throws Exception {
        String data = folder.resolve("data").toString();
        String token;
        try (Serving first = Serving.start("--data", data)) {
            token = member("token", call(first, "/api/v1/auth/token", "", "{\"deviceId\":\"d\"}"));
            String id = member("id", call(first, "/api/v1/workflows", token, """
                    {"name": "Kept", "steps": [
                      {"id": "w", "moduleId": "wait_signal", "parameters": {"name": "go"}}
                    ]}"""));
            call(first, "/api/v1/workflows/" + id + "/enable", token, "{}");
            call(first, "/api/v1/workflows/" + id + "/execute", token, "{\"async\":true}");
        }
        try (Serving second = Serving.start("--data", data)) {
            assertThat(second.messages()).contains("goes on with 1 execution of before");
            assertThat(call(second, "/api/v1/executions?status=running", token, ""))
                    .contains("\"workflowName\":\"Kept\"");
        }
    }

    /** @param body empty to get */
    private static String call(Serving serving, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(serving.url() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        body.isEmpty()
                                ? request.build()
                                : request.POST(HttpRequest.BodyPublishers.ofString(body))
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
    void port_that_is_taken_is_told() {
        try (Serving serving = Serving.start()) {
            String port = serving.url().replaceAll(".*:", "");

            assertThat(run("serve", "--memory", "--port", port))
                    .startsWith("2 ")
                    .contains("cannot listen on 127.0.0.1:" + port);
        }
    }
}
