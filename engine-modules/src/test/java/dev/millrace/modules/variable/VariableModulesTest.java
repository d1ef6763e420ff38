package dev.millrace.modules.variable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.WorkflowStore;
import dev.millrace.test.ModuleTester;
import dev.millrace.value.TextForm;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableModulesTest {
    @Test
    void random_number_reaches_both_ends_and_nothing_else() {
        assertThat(drawn("1", "3", "1")).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(drawn("0", "1", "0.5")).containsExactlyInAnyOrder(0L, 0.5, 1L);
        assertThat(drawn("0", "5", "2")).containsExactlyInAnyOrder(0L, 2L, 4L);
        assertThat(drawn("-1", "-1", "1")).containsExactly(-1L);
    }

    @Test
    void random_number_is_0_to_100_if_nothing_can_be_read() {
        for (int seed = 0; seed < 50; seed++) {
            Object value =
                    random().seed(seed).with("min", "").with("max", "x").run().output("randomVariable");
            assertThat((Long) value).isBetween(0L, 100L);
        }
    }

    @Test
    void random_repeats_with_the_seed() {
        assertThat(random().seed(3).run().output("randomVariable"))
                .isEqualTo(random().seed(3).run().output("randomVariable"));
    }

    @ParameterizedTest(name = "min {0} max {1} step {2}")
    @CsvSource({"5,1,1", "0,1,0", "0,1,-1", "0,1e300,1"})
    void impossible_ranges_fail(String min, String max, String step) {
        range(min, max, step).run().failed().withTitle("Invalid range");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"string", "文本"})
    void random_text_has_eight_letters_and_digits_if_nothing_is_said(String type) {
        Object text = random().with("type", type).run().output("randomVariable");

        assertThat((String) text).matches("[A-Za-z0-9]{8}");
    }

    @Test
    void random_text_draws_from_its_own_characters() {
        String text = TextForm.of(random().with("type", "string")
                .with("custom_chars", "中😀")
                .with("length", 40)
                .run()
                .output("randomVariable"));

        assertThat(text.codePoints().distinct().toArray())
                .containsExactlyInAnyOrder("中".codePointAt(0), "😀".codePointAt(0));
        assertThat(text.codePointCount(0, text.length())).isEqualTo(40);
    }

    @ParameterizedTest(name = "length {0}")
    @CsvSource({"0,0", "-5,0", "abc,8", "3.9,3"})
    void length_is_forgiving(String length, int expected) {
        Object text =
                random().with("type", "string").with("length", length).run().output("randomVariable");

        assertThat((String) text).hasSize(expected);
    }

    @Test
    void endless_text_fails() {
        random().with("type", "string").with("length", 1e12).run().failed().withMessageContaining("100000");
    }

    @Test
    void random_value_is_kept_under_its_name() {
        range("5", "5", "1").with("variableName", "five").run().hasVariable("five", 5);
    }

    @Test
    void name_that_is_taken_fails() {
        random().with("variableName", "taken")
                .variable("taken", 1)
                .run()
                .failed()
                .withTitle("Variable exists")
                .withMessageContaining("\"taken\"");
    }

    @Test
    void unknown_type_fails() {
        random().with("type", "image").run().failed().withMessageContaining("number, string");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"copy", "复制"})
    void copy_takes_over_the_named_variables_that_exist(String mode) {
        var outcome = load(mode).with("variable_names", " city ,missing,, lang").run();

        outcome.isDone().hasNoOutputs().hasVariable("city", "Paris").hasVariable("lang", "fr");
        outcome.hasVariable("secret", null);
    }

    @Test
    void copied_values_are_not_converted_and_missing_ones_are_empty() {
        var outcome = load("copy").with("variable_names", "text12,zero,none,no").run();

        outcome.hasVariable("text12", "12").hasVariable("zero", 0).hasVariable("none", List.of());
        outcome.hasVariable("no", false);
    }

    @Test
    void what_no_create_step_makes_is_skipped() {
        var outcome = load("copy").with("variable_names", "secret,off").run();

        outcome.hasVariable("secret", null).hasVariable("off", null);
    }

    @Test
    void share_changes_nothing() {
        load("share").with("variable_names", "city").run().hasVariable("city", null);
    }

    @Test
    void unknown_workflow_or_missing_store_is_no_failure() {
        load("copy")
                .with("workflow_id", "other")
                .with("variable_names", "city")
                .run()
                .isDone();
        ModuleTester.of(new LoadVariables())
                .with("workflow_id", "w")
                .with("mode", "copy")
                .run()
                .isDone();
    }

    private static Set<Object> drawn(String min, String max, String step) {
        Set<Object> drawn = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            drawn.add(range(min, max, step).seed(seed * 7919L).run().output("randomVariable"));
        }
        return drawn;
    }

    private static ModuleTester range(String min, String max, String step) {
        return random().with("min", min).with("max", max).with("step", step);
    }

    private static ModuleTester random() {
        return ModuleTester.of(new RandomVariable());
    }

    private static ModuleTester load(String mode) {
        WorkflowStore workflows = WorkflowStore.inMemory();
        workflows.save(Workflow.builder("Settings")
                .id("settings")
                .step("s1", "create_variable", Map.of("type", "string", "value", "Paris", "variableName", "city"))
                .step("s2", "vflow.variable.create", Map.of("type", "文本", "value", "fr", "variableName", " lang "))
                .step("s3", "create_variable", Map.of("type", "number", "value", "12", "variableName", "text12"))
                .step("s4", "create_variable", Map.of("type", "数字", "value", "", "variableName", "zero"))
                .step("s5", "create_variable", Map.of("type", "list", "variableName", "none"))
                .step("s6", "create_variable", Map.of("type", "vflow.type.boolean", "variableName", "no"))
                .step("s7", "create_variable", Map.of("value", "unnamed"))
                .step("s8", "create_variable", Map.of("value", "later", "variableName", "city"))
                .step("s9", "random_variable", Map.of("variableName", "secret"))
                .step(Step.of("s10", "create_variable", Map.of("variableName", "off"))
                        .disable())
                .build());
        return ModuleTester.of(new LoadVariables())
                .service(WorkflowStore.class, workflows)
                .with("workflow_id", "settings")
                .with("mode", mode);
    }
}
