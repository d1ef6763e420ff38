package dev.millrace.modules;

import static dev.millrace.modules.ManualEngine.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionResult;
import dev.millrace.StartRequest;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.Workflow;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code random_variable} and {@code load_variables} in loops, branches and sub-workflows. */
class VariablesInWorkflowsTest {
    private final ManualEngine engine = ManualEngine.create();

    @BeforeEach
    void deploySettings() {
        engine.millrace.deploy(Workflow.builder("Settings")
                .id("settings")
                .step("c", "create_variable", Map.of("value", "Paris", "variableName", "city"))
                .step("n", "create_variable", Map.of("type", "number", "value", 2, "variableName", "count"))
                .build());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void load_copies_initial_values_out_of_the_engine_s_store() {
        ExecutionResult result = engine.run(workflow()
                .step("l", "load_variables", load("city, count, missing"))
                .step("o", "output", Map.of("value", "[[city]] [[count]]")));

        assertThat(result.output()).isEqualTo("Paris 2");
        assertThat(result.variables()).containsOnlyKeys("city", "count");
    }

    @Test
    void load_by_the_phone_app_s_ids_does_the_same() {
        ExecutionResult result = engine.run(workflow()
                .step(
                        "l",
                        "vflow.variable.load",
                        Map.of("workflow_id", "settings", "variable_names", "city", "mode", "复制")));

        assertThat(result.variables()).containsEntry("city", "Paris");
    }

    @Test
    void workflow_loads_its_own_variables() {
        Workflow own = workflow()
                .step("l", "load_variables", Map.of("workflow_id", "w", "variable_names", "x", "mode", "copy"))
                .step("s", "set_variable", Map.of("variable", "[[x]]", "newValue", "changed"))
                .step("o", "output", Map.of("value", "[[x]]"))
                .step("q", "stop_workflow")
                .step("c", "create_variable", Map.of("value", "first", "variableName", "x"))
                .build();
        engine.millrace.deploy(own);

        ExecutionResult result = engine.run(own, StartRequest.plain());

        assertThat(result.output()).isEqualTo("changed");
    }

    @Test
    void load_of_an_undeployed_workflow_does_nothing() {
        engine.millrace.undeploy("settings");

        ExecutionResult result = engine.run(workflow().step("l", "load_variables", load("city")));

        assertThat(result.isCompleted()).isTrue();
        assertThat(result.variables()).isEmpty();
    }

    @Test
    void load_in_a_loop_sets_the_initial_value_again_each_round() {
        ExecutionResult result = engine.run(workflow()
                .step("seen", "create_variable", Map.of("type", "number", "value", 0, "variableName", "sum"))
                .step("f", "loop", Map.of("count", 3))
                .step("l", "load_variables", load("count"))
                .step("m", "set_variable", Map.of("variable", "[[count]]", "expression", "[[count]] + 1"))
                .step("p", "set_variable", Map.of("variable", "[[sum]]", "expression", "[[sum]] + [[count]]"))
                .step("e", "end_loop"));

        assertThat(result.variables()).containsEntry("sum", 9L);
    }

    @Test
    void load_in_a_branch_is_merged_at_the_join() {
        ExecutionResult result = engine.run(workflow()
                .step("p", "parallel")
                .step("a", "branch", Map.of("name", "a"))
                .step("l", "load_variables", load("city"))
                .step("b", "branch", Map.of("name", "b"))
                .step("k", "load_variables", load("count"))
                .step("j", "end_parallel")
                .step("o", "output", Map.of("value", "[[city]] [[count]]")));

        assertThat(result.output()).isEqualTo("Paris 2");
    }

    @Test
    void random_variable_draws_anew_in_each_round_and_keeps_its_name() {
        ExecutionResult result = engine.run(workflow()
                .step("a", "create_variable", Map.of("type", "list", "variableName", "all"))
                .step("f", "loop", Map.of("count", 20))
                .step("r", "random_variable", Map.of("max", 1_000_000, "variableName", "drawn"))
                .step("x", "list_edit", Map.of("operation", "add", "list", "[[all]]", "value", "[[drawn]]"))
                .step("s", "set_variable", Map.of("variable", "[[all]]", "newValue", "{{x.result}}"))
                .step("e", "end_loop"));

        assertThat(result.error()).isEmpty();
        Collection<?> all = (Collection<?>) result.variables().get("all");
        assertThat(new HashSet<>(all)).hasSizeGreaterThan(15);
        assertThat(result.outputs("r"))
                .containsEntry("randomVariable", result.variables().get("drawn"));
    }

    @Test
    void random_variable_that_another_step_has_made_fails() {
        ExecutionResult result = engine.run(workflow()
                .step("c", "create_variable", Map.of("value", "x", "variableName", "taken"))
                .step("r", "random_variable", Map.of("variableName", "taken")));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().message()).contains("\"taken\"");
    }

    @Test
    void random_variables_of_branches_are_there_after_the_join() {
        ExecutionResult result = engine.run(workflow()
                .step("p", "parallel")
                .step("a", "branch", Map.of("name", "a"))
                .step("r", "random_variable", Map.of("min", 5, "max", 5, "variableName", "five"))
                .step("b", "branch", Map.of("name", "b"))
                .step("d", "delay", Map.of("duration", 10))
                .step("q", "random_variable", Map.of("type", "string", "length", 4, "variableName", "text"))
                .step("j", "end_parallel")
                .step("o", "output", Map.of("value", "{{r.randomVariable}}[[five]]")));

        assertThat(result.output()).isEqualTo("55");
        assertThat((String) result.variables().get("text")).hasSize(4);
    }

    @Test
    void two_branches_may_make_the_same_variable_and_the_later_one_wins() {
        ExecutionResult result = engine.run(workflow()
                .step("p", "parallel")
                .step("a", "branch", Map.of("name", "a"))
                .step("d", "delay", Map.of("duration", 10))
                .step("r", "random_variable", Map.of("min", 1, "max", 1, "variableName", "v"))
                .step("b", "branch", Map.of("name", "b"))
                .step("q", "random_variable", Map.of("min", 2, "max", 2, "variableName", "v"))
                .step("j", "end_parallel"));

        assertThat(result.variables()).containsEntry("v", 2L);
    }

    @Test
    void variables_of_a_sub_workflow_stay_in_it() {
        engine.millrace.deploy(Workflow.builder("Inner")
                .id("inner")
                .step("l", "load_variables", load("city"))
                .step("r", "return", Map.of("value", "[[city]]"))
                .build());

        ExecutionResult result = engine.run(workflow().step("c", "call_workflow", Map.of("workflow_id", "inner")));

        assertThat(result.outputs("c")).containsEntry("result", "Paris");
        assertThat(result.variables()).isEmpty();
    }

    private static Map<String, Object> load(String names) {
        return Map.of("workflow_id", "settings", "variable_names", names, "mode", "copy");
    }
}
