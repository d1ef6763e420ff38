package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code check}, {@code modules}, and what is common to all commands. */
class OtherCommandsTest {
    private static final String SOUND =
            "{\"id\": \"s\", \"name\": \"Sound\", \"steps\": [{\"id\": \"d\", \"moduleId\": \"delay\", \"parameters\": {\"duration\": 1}}]}";
    private static final String BROKEN =
            "{\"id\": \"b\", \"name\": \"Broken\", \"steps\": [{\"id\": \"x\", \"moduleId\": \"dely\", \"parameters\": {}}]}";

    @Test
    void check_of_a_sound_file_gives_0() {
        Called called = Called.withInput(SOUND, "check", "-");

        assertThat(called.exitCode()).isZero();
        assertThat(called.out()).isEqualToIgnoringNewLines("standard input: workflow \"Sound\": no problems");
    }

    @Test
    void check_shows_the_problems_of_every_workflow() {
        Called called = Called.withInput("[" + BROKEN + "," + SOUND + "]", "check", "-");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.out())
                .contains("error in standard input: Workflow \"Broken\", step 1 (x), moduleId")
                .contains("Fix: write delay")
                .contains("workflow \"Broken\": 1 error")
                .contains("workflow \"Sound\": no problems");
    }

    @Test
    void check_gives_problems_as_json() throws IOException {
        Called called = Called.withInput("[" + BROKEN + "," + SOUND + "]", "check", "--json", "-");

        JsonNode problem = called.json().at("/workflows/0/problems/0");
        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.json().get("valid").asBoolean()).isFalse();
        assertThat(problem.get("code").asText()).isEqualTo("UNKNOWN_MODULE");
        assertThat(problem.get("stepId").asText()).isEqualTo("x");
        assertThat(problem.get("stepIndex").asInt()).isZero();
        assertThat(called.json().at("/workflows/1/problems")).isEmpty();
    }

    @Test
    void check_of_what_is_no_json_gives_2() {
        Called called = Called.withInput("{", "check", "-");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.out()).contains("INVALID_JSON").contains("no workflow could be read");
    }

    @Test
    void modules_lists_language_and_built_in_modules_by_category() {
        Called called = Called.with("modules");

        assertThat(called.exitCode()).isZero();
        assertThat(called.out().lines().map(line -> line.split(" +", 3)).map(row -> row[0] + " " + row[1]))
                .contains(
                        "CATEGORY ID",
                        "trigger trigger_manual",
                        "logic if_condition",
                        "data parse_json",
                        "system delay")
                .doesNotHaveDuplicates();
        assertThat(called.out()).doesNotContain("not available here");
        assertThat(Called.with("modules", "--all").out()).contains("not available here");
    }

    @Test
    void module_is_shown_in_full_under_its_id_and_its_alias() {
        Called byId = Called.with("modules", "text_process");
        Called byAlias = Called.with("modules", "vflow.data.text_processing");

        assertThat(byId.out())
                .contains("text_process: Process Text")
                .contains("aliases    vflow.data.text_processing")
                .contains("effect     pure")
                .contains("operation (string, required, default \"join\")")
                .contains("options: join, split, replace, regex_extract")
                .contains("result_text (string)")
                .contains("example: Join");
        assertThat(byAlias.out()).isEqualTo(byId.out());
    }

    @Test
    void modules_are_given_as_json() throws IOException {
        JsonNode all = Called.with("modules", "--json").json();
        JsonNode one = Called.with("modules", "if_condition", "--json").json();

        assertThat(all.isArray()).isTrue();
        assertThat(all.findValuesAsText("id")).contains("if_condition", "delay");
        assertThat(one.at("/block/endModuleId").asText()).isEqualTo("endif");
        assertThat(one.at("/inputs/0/syntax").asText()).isEqualTo("expression");
    }

    @Test
    void unknown_module_is_answered_with_the_nearest_names() {
        Called called = Called.with("modules", "parse_jsn");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("there is no module \"parse_jsn\"").contains("did you mean \"parse_json\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--version,     millrace ",
        "--help,        Examples:",
        "run --help,    --trigger-data",
        "check --help,  Exit codes: 0 no errors",
        "modules --help, --all",
        "secret --help, millrace secret put",
        "secret put --help, --store=URL"
    })
    void help_and_version_go_to_the_standard_output(String arguments, String expected) {
        Called called = Called.with(arguments.split(" "));

        assertThat(called.exitCode()).isZero();
        assertThat(called.out()).contains(expected).doesNotContain("${");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "rum x,              Did you mean: millrace run?",
        "run,                Missing required parameter: 'FILE'",
        "run x --timout 3,   Unknown option",
        "check,              millrace check --help",
        "secret,             millrace secret --help",
        "secret put,         Missing required parameter: 'NAME'"
    })
    void wrong_arguments_are_explained(String arguments, String message) {
        Called called = Called.with(arguments.split(" "));

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.out()).isEmpty();
        assertThat(called.err()).contains(message).contains("Fix: see millrace");
    }

    @Test
    void no_arguments_show_the_help_and_give_2() {
        Called called = Called.with();

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("Usage: millrace");
    }
}
