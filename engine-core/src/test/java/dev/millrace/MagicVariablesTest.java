package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepResult;
import dev.millrace.value.ValueType;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Document 001 and spec vflow-model 4.4, 4.5: what an editor offers to refer to. */
class MagicVariablesTest {
    private final TestEngine engine = TestEngine.with(builder -> builder.module(trigger()));

    @AfterEach
    void close() {
        engine.close();
    }

    private static Module trigger() {
        return Module.of(
                ModuleDescriptor.builder("trigger_post")
                        .name("来信", "Post")
                        .output(Output.text("sender").label("发件人", "Sender"))
                        .build(),
                step -> StepResult.done());
    }

    private List<String> keys(String listing) {
        return engine.millrace.magicVariables(Listing.workflow(listing)).stream()
                .map(MagicVariable::key)
                .toList();
    }

    private List<String> keys(String listing, String stepId) {
        return engine.millrace.magicVariables(Listing.workflow(listing), stepId).stream()
                .map(MagicVariable::key)
                .toList();
    }

    private ValueType type(String listing, String key) {
        return engine.millrace.magicVariables(Listing.workflow(listing)).stream()
                .filter(variable -> variable.key().equals(key))
                .map(MagicVariable::type)
                .collect(Collectors.toList())
                .get(0);
    }

    // ---------------------------------------------------------------- all

    @Test
    void triggers_come_first_then_steps_in_order() {
        Workflow workflow = Listing.builder("G: give {value: 1}\nN: note 'A'")
                .trigger("T", "trigger_post", Map.of())
                .build();

        assertThat(engine.millrace.magicVariables(workflow))
                .startsWith(new MagicVariable(
                        "{{T.sender}}",
                        "T",
                        -1,
                        new LocalizedText("来信", "Post"),
                        "sender",
                        new LocalizedText("发件人", "Sender"),
                        ValueType.STRING))
                .extracting(MagicVariable::key, MagicVariable::stepIndex, MagicVariable::type)
                .containsExactly(
                        tuple("{{T.sender}}", -1, ValueType.STRING),
                        tuple("{{G.value}}", 0, ValueType.ANY),
                        tuple("{{N.text}}", 1, ValueType.STRING));
    }

    @Test
    void disabled_steps_and_blocks_give_nothing() {
        assertThat(keys("""
                disabled A: give {value: 1}
                disabled L: loop {count: 2}
                   B: give {value: 1}
                end_loop
                C: give {value: 1}
                """)).containsExactly("{{C.value}}");
    }

    @Test
    void of_two_steps_with_one_id_references_mean_the_first() {
        assertThat(keys("A: give {value: 1}\nA: note 'B'")).containsExactly("{{A.value}}");
    }

    @Test
    void step_that_is_skipped_when_it_fails_gives_error_and_success() {
        assertThat(keys("A: give {value: 1, __error_policy: 'SKIP'}"))
                .containsExactly("{{A.value}}", "{{A.error}}", "{{A.success}}");
    }

    @Test
    void outputs_follow_the_parameters() {
        assertThat(type("V: create_variable {type: 'number', value: 1}", "{{V.variable}}"))
                .isEqualTo(ValueType.NUMBER);
        assertThat(type("V: create_variable {type: 'list', value: []}", "{{V.variable}}"))
                .isEqualTo(ValueType.LIST);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1, 2]           | NUMBER",
                "['a', 'b']       | STRING",
                "[{k: 1}]         | DICTIONARY",
                "[1, 'a']         | ANY",
                "[]               | ANY",
                "'abc'            | STRING",
                "'{{V.variable}}' | NUMBER",
                "'{{N.text}}'     | STRING",
                "'{{G.value}}'    | ANY",
                "'{{X.none}}'     | ANY",
                "'[[name]]'       | ANY",
            })
    void item_has_the_type_of_the_elements(String list, ValueType type) {
        assertThat(type("""
                        V: create_variable {type: 'list', value: [1, 2]}
                        N: note 'A'
                        G: give {value: [1]}
                        F: for_each {input_list: %s}
                        end_for_each
                        """.formatted(list), "{{F.item}}")).isEqualTo(type);
    }

    @Test
    void call_gives_the_variables_that_the_called_workflow_creates() {
        engine.deploy("sub", """
                create_variable {variableName: 'sum', type: 'number', value: 1}
                create_variable {variableName: 'name', value: 'a'}
                create_variable {variableName: 'either', type: 'number', value: 1}
                create_variable {variableName: 'either', type: 'string', value: 'a'}
                create_variable {variableName: 'not.readable', value: 'a'}
                create_variable {value: 'nameless'}
                disabled create_variable {variableName: 'never', value: 'a'}
                """);
        Workflow workflow = Listing.workflow("C: call_workflow {workflow_id: 'sub'}");

        assertThat(engine.millrace.magicVariables(workflow))
                .extracting(MagicVariable::key, MagicVariable::type)
                .containsExactly(
                        tuple("{{C.result}}", ValueType.ANY),
                        tuple("{{C.var_sum}}", ValueType.NUMBER),
                        tuple("{{C.var_name}}", ValueType.STRING),
                        tuple("{{C.var_either}}", ValueType.ANY));
        assertThat(keys("C: call_workflow {workflow_id: 'unknown'}")).containsExactly("{{C.result}}");
    }

    @Test
    void workflow_with_problems_has_them_too() {
        assertThat(keys("""
                A: give {value: '{{nowhere.value}}'}
                I: if_condition {condition: '((('}
                   nothing
                   B: note 'A'
                """)).containsExactly("{{A.value}}", "{{I.result}}", "{{B.text}}");
    }

    // ---------------------------------------------------------------- those that one step may read

    @Test
    void step_reads_what_stands_before_it() {
        assertThat(keys("A: give {value: 1}\nB: give {value: 2}\nC: give {value: 3}", "B"))
                .containsExactly("{{A.value}}");
    }

    @Test
    void trigger_reads_nothing_and_is_read_by_every_step() {
        Workflow workflow = Listing.builder("A: give {value: 1}")
                .trigger("T", "trigger_post", Map.of())
                .build();

        assertThat(engine.millrace.magicVariables(workflow, "T")).isEmpty();
        assertThat(engine.millrace.magicVariables(workflow, "A"))
                .extracting(MagicVariable::key)
                .containsExactly("{{T.sender}}");
    }

    @Test
    void body_reads_the_variables_of_the_loops_around_it() {
        assertThat(keys("""
                L: loop {count: 2}
                   F: for_each {input_list: [1]}
                      A: give {value: 1}
                   end_for_each
                end_loop
                """, "A")).containsExactly("{{L.loop_index}}", "{{L.loop_total}}", "{{F.item}}", "{{F.index}}");
    }

    @Test
    void parts_of_an_if_do_not_read_one_another_and_what_follows_reads_all() {
        String listing = """
                I: if_condition {condition: 'true'}
                   A: give {value: 1}
                J: else_if {condition: 'true'}
                   B: give {value: 2}
                K: else
                   C: give {value: 3}
                endif
                D: give {value: 4}
                """;

        assertThat(keys(listing, "J")).doesNotContain("{{A.value}}");
        assertThat(keys(listing, "C")).contains("{{I.result}}").doesNotContain("{{A.value}}", "{{B.value}}");
        assertThat(keys(listing, "D")).contains("{{A.value}}", "{{B.value}}", "{{C.value}}");
    }

    @Test
    void branches_do_not_read_one_another_and_what_follows_reads_all() {
        String listing = """
                A: give {value: 0}
                parallel
                branch
                   B: give {value: 1}
                branch
                   C: give {value: 2}
                   D: give {value: 2}
                P: end_parallel
                E: give {value: 3}
                """;

        assertThat(keys(listing, "D")).containsExactly("{{A.value}}", "{{C.value}}");
        assertThat(keys(listing, "E"))
                .contains("{{A.value}}", "{{B.value}}", "{{C.value}}", "{{D.value}}", "{{P.winner}}");
    }

    @Test
    void handler_reads_what_it_guards() {
        assertThat(keys("""
                try
                   A: give {value: 1}
                H: catch
                   B: give {value: 2}
                end_try
                """, "B")).startsWith("{{A.value}}", "{{H.error}}");
    }

    @Test
    void unknown_step_is_refused() {
        assertThatThrownBy(() -> keys("A: give {value: 1}", "B"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"B\"");
    }

    @Test
    void ten_thousand_steps_are_no_burden() {
        String listing = IntStream.range(0, 5_000)
                .mapToObj(i -> "C%d: call_workflow {workflow_id: 'sub'}\nG%d: give {value: '{{G%d.value}}'}"
                        .formatted(i, i, Math.max(0, i - 1)))
                .collect(Collectors.joining("\n"));

        assertThat(keys(listing, "G4999")).hasSize(9_999);
    }

    // ---------------------------------------------------------------- without a step

    @Test
    void system_variables_are_those_of_the_document_and_can_be_read() {
        assertThat(engine.millrace.systemVariables())
                .extracting(SystemVariable::key, variable -> variable.label().chinese(), SystemVariable::type)
                .startsWith(
                        tuple("{{trigger.data}}", "触发器数据", ValueType.ANY),
                        tuple("{{current_time}}", "当前时间", ValueType.NUMBER),
                        tuple("{{device_info}}", "设备信息", ValueType.DICTIONARY));
        for (SystemVariable variable : engine.millrace.systemVariables()) {
            ExecutionHandle handle = engine.millrace.start(
                    Listing.workflow("G: give {value: '" + variable.key() + "'}"),
                    StartRequest.plain().withTriggerData("data"));
            assertThat(engine.finish(handle).outputs("G").get("value"))
                    .as(variable.key())
                    .isNotNull();
        }
    }
}
