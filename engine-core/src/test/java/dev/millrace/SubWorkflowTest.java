package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spec vflow-model 3.8, decision D6. */
class SubWorkflowTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void variables_of_the_caller_are_copied_in_and_stay_as_they_are() {
        engine.deploy("sub", """
                note 'in [[v]]'
                set_variable {variable: '[[v]]', newValue: 'changed'}
                """);

        ExecutionResult result = engine.run("""
                call_workflow {workflow_id: 'sub'}
                note 'out [[v]]'
                """, Map.of("v", "old"));

        assertThat(engine.trace()).containsExactly("in old", "out old");
        assertThat(result.variables()).containsEntry("v", "old");
    }

    @Test
    void inputs_are_variables_on_top_of_the_copied_ones() {
        engine.deploy("sub", "note '[[v]] [[w]]'");

        engine.run("""
                call_workflow {workflow_id: 'sub', inputs: {v: 'new {{current_time}}', w: 2}}
                """, Map.of("v", "old"));

        assertThat(engine.trace()).containsExactly("new 1767225600000 2");
    }

    @Test
    void every_variable_comes_back_under_its_name_and_the_result_is_null_without_a_return() {
        engine.deploy("sub", "create_variable {type: 'number', value: 5, variableName: 'made'}");

        ExecutionResult result = engine.run("C: call_workflow {workflow_id: 'sub', inputs: {given: 1}}");

        assertThat(result.outputs("C"))
                .containsEntry("result", null)
                .containsEntry("var_made", 5L)
                .containsEntry("var_given", 1L);
    }

    @Test
    void workflow_that_creates_a_variable_can_be_called_twice() {
        engine.deploy("sub", "create_variable {value: 'a', variableName: 'x'}");

        ExecutionResult result = engine.run("""
                call_workflow {workflow_id: 'sub'}
                call_workflow {workflow_id: 'sub'}
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
    }

    @Test
    void stop_ends_the_sub_workflow_only() {
        engine.deploy("sub", """
                note 'A'
                stop_workflow
                note 'B'
                """);

        engine.run("""
                call_workflow {workflow_id: 'sub'}
                note 'C'
                """);

        assertThat(engine.trace()).containsExactly("A", "C");
    }

    @Test
    void failure_inside_fails_the_call_with_the_inner_message() {
        engine.deploy("sub", "throw {content: 'inner', code: 3000}");

        ExecutionResult result = engine.run("C: call_workflow {workflow_id: 'sub'}");

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().message()).contains("inner");
        assertThat(result.error().orElseThrow().stepId()).isEqualTo("C");
        assertThat(result.error().orElseThrow().code()).isEqualTo(3000);
    }

    @Test
    void failure_inside_can_be_caught_outside_and_skipped() {
        engine.deploy("sub", "throw {content: 'inner'}");

        engine.run("""
                   try
                     call_workflow {workflow_id: 'sub'}
                K: catch
                     note 'caught {{K.error}}'
                   end_try
                S: call_workflow {workflow_id: 'sub', __error_policy: 'SKIP'}
                   note 'skipped {{S.error}}'
                """);

        assertThat(engine.trace()).containsExactly("caught inner", "skipped inner");
    }

    @Test
    void unknown_workflow_fails_the_step() {
        ExecutionResult result = engine.run("call_workflow {workflow_id: 'nobody'}");

        assertThat(result.error().orElseThrow().message()).contains("nobody");
    }

    @Test
    void recursion_over_two_workflows_fails() {
        engine.deploy("w", "call_workflow {workflow_id: 'sub'}");
        engine.deploy("sub", "call_workflow {workflow_id: 'w'}");

        ExecutionResult result = engine.run("call_workflow {workflow_id: 'sub'}");

        assertThat(result.error().orElseThrow().title()).isEqualTo("Recursive call");
    }

    @Test
    void calls_go_32_deep_and_no_deeper() {
        for (int i = 1; i <= 40; i++) {
            engine.deploy("sub" + i, """
                    note '%d'
                    call_workflow {workflow_id: 'sub%d'}
                    """.formatted(i, i + 1));
        }

        ExecutionResult result = engine.run("call_workflow {workflow_id: 'sub1'}");

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(engine.trace()).hasSize(32);
    }

    @Test
    void disabled_workflow_with_a_time_limit_and_re_entry_rules_can_be_called_all_the_same() {
        engine.millrace.deploy(Listing.builder("""
                        sleep {ms: 5000}
                        return {value: 'done'}
                        """)
                .id("sub")
                .enabled(false)
                .maxExecutionSeconds(1)
                .build());

        ExecutionResult result = engine.run("""
                parallel
                branch
                  A: call_workflow {workflow_id: 'sub'}
                branch
                  B: call_workflow {workflow_id: 'sub'}
                end_parallel
                return {value: '{{A.result}} {{B.result}}'}
                """);

        assertThat(result.output()).isEqualTo("done done");
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:05Z");
    }

    @Test
    void output_step_inside_does_not_set_the_output_of_the_caller() {
        engine.deploy("sub", "output {value: 'inner'}");

        ExecutionResult result = engine.run("call_workflow {workflow_id: 'sub'}");

        assertThat(result.output()).isNull();
    }

    @Test
    void cancelling_the_caller_ends_what_it_called() {
        engine.deploy("sub", """
                block {gate: 'g'}
                note 'never'
                """);
        ExecutionHandle handle = engine.start("""
                call_workflow {workflow_id: 'sub'}
                note 'never'
                """);
        engine.until(() -> engine.trace().contains("blocked at g"));

        handle.cancel();

        engine.until(handle::isOver);
        assertThat(engine.trace()).containsExactly("blocked at g", "interrupted at g");
    }
}
