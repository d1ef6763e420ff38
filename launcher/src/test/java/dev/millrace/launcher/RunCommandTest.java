package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.jdbc.JdbcSettings;
import dev.millrace.store.jdbc.JdbcStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
    private static final String GREETING = """
            {"id": "greeting", "name": "Greeting", "steps": [
              {"id": "text", "moduleId": "text_replace", "parameters": {"text": "Hello NAME", "find": "NAME", "replace": "[[name]]"}},
              {"id": "note", "moduleId": "log", "parameters": {"message": "said {{text.result}}"}},
              {"id": "answer", "moduleId": "output", "parameters": {"value": {"text": "{{text.result}}"}}}
            ]}""";
    private static final String FAILING = """
            {"id": "failing", "name": "Failing", "steps": [
              {"id": "stop", "moduleId": "throw", "parameters": {"name": "Closed", "content": "come again tomorrow"}}
            ]}""";
    private static final String WAITING = """
            {"id": "waiting", "name": "Waiting", "steps": [
              {"id": "wait", "moduleId": "wait_signal", "parameters": {"name": "never"}}
            ]}""";
    private static final String ECHO = """
            {"id": "echo", "name": "Echo", "steps": [
              {"id": "answer", "moduleId": "output", "parameters": {"value": "[[x]]", "asText": true}}
            ]}""";

    private static final String FILES = """
            {"id": "files", "name": "Files", "steps": [
              {"id": "write", "moduleId": "file_operation",
               "parameters": {"operation": "write", "file_path": "note.txt", "content": "hello"}},
              {"id": "read", "moduleId": "file_operation", "parameters": {"file_path": "[[where]]"}},
              {"id": "answer", "moduleId": "output", "parameters": {"value": "{{read.content}}"}}
            ]}""";

    @TempDir
    Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void result_is_one_json_object_with_its_fields_in_order() throws IOException {
        Called called = Called.with("run", file("greeting.json", GREETING), "--input", "name=Ann");

        JsonNode result = called.json();
        assertThat(called.exitCode()).isZero();
        assertThat(called.err()).isEmpty();
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly("executionId", "status", "outputs", "variables", "output", "error", "duration");
        assertThat(result.get("status").asText()).isEqualTo("completed");
        assertThat(result.at("/outputs/text/result")).hasToString("{\"type\":\"string\",\"value\":\"Hello Ann\"}");
        assertThat(result.at("/variables/name")).hasToString("{\"type\":\"string\",\"value\":\"Ann\"}");
        assertThat(result.get("output")).hasToString("{\"text\":\"Hello Ann\"}");
        assertThat(result.get("error").isNull()).isTrue();
        assertThat(result.get("duration").isIntegralNumber()).isTrue();
    }

    @Test
    void execution_is_in_the_history_of_the_folder_that_was_named() throws IOException {
        Path data = folder.resolve("data");

        Called called =
                Called.with("run", file("greeting.json", GREETING), "--input", "name=Ann", "--data", data.toString());

        assertThat(called.exitCode()).isZero();
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(data))) {
            assertThat(stores.history(Retention.DEFAULT)
                            .find(called.json().get("executionId").asText()))
                    .hasValueSatisfying(view -> assertThat(view.status()).isEqualTo(ExecutionStatus.COMPLETED));
        }
    }

    @Test
    void files_are_below_the_folders_that_were_named() throws IOException {
        String workflow = file("files.json", FILES);
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.writeString(second.resolve("other.txt"), "other");

        Called own = Called.with("run", workflow, "--files", first.toString(), "--input", "where=note.txt");
        Called both = Called.with(
                "run",
                workflow,
                "--files",
                first.toString(),
                "--files",
                second.toString(),
                "--input",
                "where=" + second.resolve("other.txt"));
        Called outside = Called.with("run", workflow, "--files", first.toString(), "--input", "where=" + workflow);

        assertThat(own.json().get("output").asText()).isEqualTo("hello");
        assertThat(both.json().get("output").asText()).isEqualTo("other");
        assertThat(outside.exitCode()).isEqualTo(1);
        assertThat(outside.err()).contains("Invalid path", "below " + first);
    }

    @Test
    void files_are_off_without_a_folder_and_the_folder_must_exist() throws IOException {
        String workflow = file("files.json", FILES);

        Called none = Called.with("run", workflow, "--input", "where=note.txt");
        Called missing = Called.with(
                "run", workflow, "--files", folder.resolve("missing").toString());

        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("Files are off", "--files DIR");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("--files", "missing", "Fix: name a folder that exists");
    }

    @Test
    void dash_reads_the_workflow_from_the_standard_input() throws IOException {
        Called called = Called.withInput(GREETING, "run", "-", "--input", "name=李雷");

        assertThat(called.json().at("/output/text").asText()).isEqualTo("Hello 李雷");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "x=5          | \"5\"",
                "x=           | \"\"",
                "x=a=b        | \"a=b\"",
                "x:=5         | 5",
                "x:=2.50      | 2.5",
                "x:=\"5\"     | \"5\"",
                "x:=null      | null",
                "x:=[1,{}]    | [1,{}]",
                "x:=1e3       | 1000"
            })
    void input_is_text_after_equals_and_json_after_colon_equals(String input, String output) throws IOException {
        Called called = Called.with("run", file("echo.json", ECHO), "--input", input);

        assertThat(called.json().get("output")).hasToString(output);
    }

    @Test
    void input_after_at_is_the_json_of_a_file() throws IOException {
        String data = file("data.json", "{\"a\": [1, 2]}");

        Called called = Called.with("run", file("echo.json", ECHO), "--input", "x=@" + data);

        assertThat(called.json().get("output")).hasToString("{\"a\":[1,2]}");
    }

    @ParameterizedTest(name = "--input {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "x             | --input \"x\" has no name and value",
                "=5            | has no name and value",
                ":=5           | has no name and value",
                "x:=abc        | \"abc\" is no JSON",
                "x:=1 2        | is no JSON",
                "x=@nowhere    | there is no file \"nowhere\"",
                "x:=1e-100000000 | is no JSON"
            })
    void unusable_input_is_explained(String input, String message) throws IOException {
        Called called = Called.with("run", file("echo.json", ECHO), "--input", input);

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.out()).isEmpty();
        assertThat(called.err()).contains(message).contains("Fix: ");
    }

    @Test
    void input_given_twice_is_refused() throws IOException {
        Called called = Called.with("run", file("echo.json", ECHO), "--input", "x=1", "--input", "x=2");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("--input gives \"x\" twice");
    }

    @Test
    void failed_execution_prints_its_error_and_gives_1() throws IOException {
        Called called = Called.with("run", file("failing.json", FAILING));

        assertThat(called.exitCode()).isEqualTo(1);
        assertThat(called.json().get("status").asText()).isEqualTo("failed");
        assertThat(called.json().get("error"))
                .hasToString(
                        "{\"title\":\"Closed\",\"message\":\"come again tomorrow\",\"stepId\":\"stop\",\"stepIndex\":0}");
        assertThat(called.err()).contains("the execution failed at step 1 (stop): Closed: come again tomorrow");
    }

    @Test
    void timeout_stops_an_execution_that_waits_for_ever() throws IOException {
        Called called = Called.with("run", file("waiting.json", WAITING), "--timeout", "0.05");

        assertThat(called.exitCode()).isEqualTo(1);
        assertThat(called.json().get("status").asText()).isEqualTo("timeout");
        assertThat(called.err()).contains("took longer than it may");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "abc", "NaN", "1e400", "999999999"})
    void timeout_out_of_range_is_refused(String seconds) throws IOException {
        Called called = Called.with("run", file("waiting.json", WAITING), "--timeout=" + seconds);

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("--timeout must be").contains(seconds).contains("Fix: ");
    }

    @Test
    void log_shows_entries_as_lines_on_the_standard_error() throws IOException {
        Called called = Called.with("run", file("greeting.json", GREETING), "--input", "name=Ann", "--log");

        assertThat(called.err()).containsPattern("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} info step 2 \\(log\\): said Hello Ann");
        assertThat(called.json().get("status").asText()).isEqualTo("completed");
    }

    @Test
    void steps_reach_this_machine_only_if_they_may() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String target = "127.0.0.1:" + socket.getLocalPort();
            String file = file("fetch.json", """
                    {"id": "fetch", "name": "Fetch", "steps": [
                      {"id": "r", "moduleId": "http_request", "parameters": {"url": "http://TARGET/", "timeout": 0.2}}
                    ]}""".replace("TARGET", target));

            Called refused = Called.with("run", file);
            Called allowed = Called.with("run", file, "--allow-host", "localhost", "--allow-host", target);

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("a loopback address", "--allow-host", target);
            assertThat(allowed.err()).contains("Timeout").doesNotContain("--allow-host"); // it waited for an answer
        }
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource({"http://localhost", "localhost:99999", "10.0.0.0/99"})
    void target_that_is_none_is_refused(String target) throws IOException {
        Called called = Called.with("run", file("greeting.json", GREETING), "--allow-host", target);

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("--allow-host", target, "HOST:PORT", "Fix: ");
    }

    @Test
    void trace_shows_start_and_end_of_every_step() throws IOException {
        Called called = Called.with("run", file("greeting.json", GREETING), "--input", "name=Ann", "--trace");

        assertThat(called.err())
                .contains("> Greeting 1 text (text_replace)")
                .containsPattern("< Greeting 1 text \\(text_replace\\) [0-9.]+ ms \\{\"result\":\"Hello Ann\"}")
                .contains("> Greeting 3 answer (output)");
    }

    @Test
    void trace_shows_failures_retries_and_skips() throws IOException {
        String workflow = """
                {"id": "w", "name": "W", "steps": [
                  {"id": "a", "moduleId": "parse_json", "parameters": {"json": "{", "path": "x", "__error_policy": "RETRY", "__retry_count": 1, "__retry_interval": 1}}
                ]}""";

        Called retried = Called.with("run", file("w.json", workflow), "--trace");
        Called skipped = Called.with("run", file("s.json", workflow.replace("RETRY", "SKIP")), "--trace");

        assertThat(retried.exitCode()).isEqualTo(1);
        assertThat(retried.err())
                .contains("is tried again in 1 ms")
                .contains("attempt 2")
                .contains("failed");
        assertThat(skipped.exitCode()).isZero();
        assertThat(skipped.err()).contains("goes on without its result");
    }

    @Test
    void several_workflows_need_a_choice() throws IOException {
        String file = file("both.json", "[" + GREETING + "," + FAILING + "]");

        Called called = Called.with("run", file);

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err())
                .contains("holds 2 workflows")
                .contains("--workflow")
                .contains("greeting (\"Greeting\"), failing (\"Failing\")");
    }

    @ParameterizedTest
    @CsvSource({"failing", "Failing"})
    void workflow_is_chosen_by_id_or_name(String choice) throws IOException {
        String file = file("both.json", "[" + GREETING + "," + FAILING + "]");

        assertThat(Called.with("run", file, "--workflow", choice).exitCode()).isEqualTo(1);
    }

    @Test
    void unknown_workflow_is_answered_with_the_nearest_names() throws IOException {
        Called called =
                Called.with("run", file("both.json", "[" + GREETING + "," + FAILING + "]"), "--workflow", "greting");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("holds no workflow \"greting\"").contains("did you mean \"greeting\"");
    }

    @Test
    void others_of_the_file_can_be_called() throws IOException {
        String caller = """
                {"id": "caller", "name": "Caller", "steps": [
                  {"id": "call", "moduleId": "call_workflow", "parameters": {"workflow_id": "called"}},
                  {"id": "answer", "moduleId": "output", "parameters": {"value": "{{call.result}}"}}
                ]}""";
        String called = """
                {"id": "called", "name": "Called", "isEnabled": false, "steps": [
                  {"id": "r", "moduleId": "return", "parameters": {"value": 7}}
                ]}""";

        Called run = Called.with("run", file("two.json", "[" + caller + "," + called + "]"), "--workflow", "caller");

        assertThat(run.json().get("output").asInt()).isEqualTo(7);
    }

    @Test
    void disabled_workflow_runs_by_hand() throws IOException {
        String disabled = GREETING.replace("\"steps\"", "\"isEnabled\": false, \"steps\"");

        assertThat(Called.with("run", file("off.json", disabled), "--input", "name=Ann")
                        .exitCode())
                .isZero();
    }

    @Test
    void trigger_data_reaches_the_steps() throws IOException {
        String workflow = """
                {"id": "w", "name": "W", "triggers": [{"id": "on", "moduleId": "trigger_notification", "parameters": {}}],
                 "steps": [{"id": "a", "moduleId": "output", "parameters": {"value": "{{on.content}}"}}]}""";
        String file = file("w.json", workflow);

        Called first = Called.with("run", file, "--trigger-data", "{\"content\": \"hi\"}");
        Called named = Called.with("run", file, "--trigger", "on", "--trigger-data", "{\"content\": \"hi\"}");
        Called unknown = Called.with("run", file, "--trigger", "off");

        assertThat(first.json().get("output").asText()).isEqualTo("hi");
        assertThat(named.json().get("output").asText()).isEqualTo("hi");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("has no trigger \"off\"").contains("choose one of its triggers: on");
    }

    @Test
    void what_is_no_workflow_beside_a_sound_one_is_told_and_the_sound_one_runs() throws IOException {
        Called called = Called.with("run", file("odd.json", "[7, " + GREETING + "]"), "--input", "name=Ann");

        assertThat(called.exitCode()).isZero();
        assertThat(called.err()).contains("a workflow must be an object, but was 7");
    }

    @Test
    void all_problems_are_told_with_place_and_fix_and_nothing_is_run() throws IOException {
        String broken = """
                {"id": "b", "name": "Broken", "steps": [
                  {"id": "one", "moduleId": "parse_jsn", "parameters": {}},
                  {"id": "two", "moduleId": "loop", "parameters": {"count": "abc"}}
                ]}""";
        String file = file("broken.json", broken);

        Called called = Called.with("run", file);

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.out()).isEmpty();
        assertThat(called.err())
                .contains("error in " + file + ": Workflow \"Broken\", step 1 (one), moduleId")
                .contains("UNKNOWN_MODULE")
                .contains("step 2 (two), parameters.count")
                .contains("Fix: ")
                .contains("nothing was run: 3 errors");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"nowhere.json, there is no file \"nowhere.json\"", ".,            \".\" is a directory"})
    void file_that_cannot_be_read_is_explained(String file, String message) {
        Called called = Called.with("run", file);

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains(message).contains("Fix: ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"{    | line 1", "[]   | holds no workflow", "null | must hold an object or an array"})
    void content_that_is_no_workflow_is_explained(String content, String message) {
        Called called = Called.withInput(content, "run", "-");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("standard input").contains(message);
    }
}
