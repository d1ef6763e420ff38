package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.LogEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spec sync-api-trigger 9.1 and its vectors 15 to 19; decision D7. */
class ParallelTest {
    private final TestEngine engine = TestEngine.with(MillraceBuilder::history);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void vector_15_two_branches_wait_at_the_same_time() {
        ExecutionResult result = engine.run("""
                parallel
                branch {name: 'a'}
                  sleep {ms: 300}
                A: give {value: 'x'}
                branch {name: 'b'}
                  sleep {ms: 300}
                B: give {value: 'y'}
                J: end_parallel
                note '{{A.value}}{{B.value}}'
                """);

        assertThat(engine.trace()).containsExactly("xy");
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.300Z");
        assertThat(result.outputs("J"))
                .isEqualTo(Map.of(
                        "winner", "a",
                        "completed", List.of("a", "b"),
                        "failed", List.of(),
                        "cancelled", List.of(),
                        "errors", Map.of()));
    }

    @Test
    void vector_16_any_goes_on_with_the_first_and_cancels_the_rest() {
        ExecutionResult result = engine.run("""
                parallel {join: 'any'}
                branch {name: 'slow'}
                  note 'begun'
                S: give {value: 1}
                  sleep {ms: 5000}
                  note 'never'
                branch {name: 'fast'}
                  sleep {ms: 50}
                J: end_parallel
                note 'on'
                """);

        assertThat(engine.trace()).containsExactly("begun", "on");
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.050Z");
        assertThat(result.outputs("J"))
                .containsEntry("winner", "fast")
                .containsEntry("completed", List.of("fast"))
                .containsEntry("cancelled", List.of("slow"));
        assertThat(result.outputs("S"))
                .as("outputs of a cancelled branch are kept")
                .containsEntry("value", 1L);
    }

    @Test
    void vector_17_custom_waits_for_the_named_branches_only() {
        ExecutionResult result = engine.run("""
                parallel {join: 'custom', joinBranches: ['a', 'b']}
                branch {name: 'a'}
                  sleep {ms: 100}
                branch {name: 'b'}
                  sleep {ms: 200}
                branch {name: 'c'}
                  sleep {ms: 5000}
                J: end_parallel
                """);

        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.200Z");
        assertThat(result.outputs("J"))
                .containsEntry("completed", List.of("a", "b"))
                .containsEntry("cancelled", List.of("c"));
    }

    @Test
    void vector_18_failing_branch_cancels_the_others_and_fails_the_block() {
        ExecutionResult result = engine.run("""
                parallel
                branch {name: 'a'}
                  sleep {ms: 5000}
                branch {name: 'b'}
                  sleep {ms: 50}
                F: fail {text: 'boom'}
                end_parallel
                """);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().message()).isEqualTo("boom");
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.050Z");
    }

    @Test
    void vector_19_loop_around_a_parallel_block_runs_it_each_round() {
        engine.run("""
                L: loop {count: 3}
                     parallel
                     branch
                A:     give {value: 'a{{L.loop_index}}'}
                     branch
                B:     give {value: 'b{{L.loop_index}}'}
                     end_parallel
                     note '{{A.value}}{{B.value}}'
                   end_loop
                """);

        assertThat(engine.trace()).containsExactly("a1b1", "a2b2", "a3b3");
    }

    @Test
    void vector_23_throw_in_a_branch_keeps_its_code() {
        ExecutionResult result = engine.run("""
                parallel
                branch
                  T: throw {content: 'sold out', code: 2409}
                end_parallel
                """);

        assertThat(result.error().orElseThrow().code()).isEqualTo(2409);
        assertThat(result.error().orElseThrow().message()).isEqualTo("sold out");
    }

    @Test
    void ignored_failure_counts_as_done_with_an_error() {
        ExecutionResult result = engine.run("""
                parallel {onBranchError: 'ignore'}
                branch {name: 'a'}
                  throw {content: 'boom'}
                branch {name: 'b'}
                  sleep {ms: 100}
                  note 'b ran'
                J: end_parallel
                """);

        assertThat(result.isCompleted()).isTrue();
        assertThat(engine.trace()).containsExactly("b ran");
        assertThat(result.outputs("J"))
                .containsEntry("failed", List.of("a"))
                .containsEntry("completed", List.of("b"))
                .containsEntry("errors", Map.of("a", "boom"));
    }

    @Test
    void any_fails_with_the_first_error_when_every_branch_fails() {
        ExecutionResult result = engine.run("""
                parallel {join: 'any'}
                branch
                  sleep {ms: 20}
                  throw {content: 'later'}
                branch
                  sleep {ms: 10}
                  throw {content: 'sooner'}
                end_parallel
                """);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().message()).isIn("later", "sooner");
    }

    @Test
    void any_goes_on_when_the_first_to_end_fails() {
        ExecutionResult result = engine.run("""
                parallel {join: 'any'}
                branch {name: 'a'}
                  throw {content: 'no'}
                branch {name: 'b'}
                  sleep {ms: 10}
                J: end_parallel
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(result.outputs("J")).containsEntry("winner", "b").containsEntry("failed", List.of("a"));
    }

    @Test
    void custom_fails_when_a_named_branch_fails() {
        ExecutionResult result = engine.run("""
                parallel {join: 'custom', joinBranches: ['a']}
                branch {name: 'a'}
                  throw {content: 'named'}
                branch {name: 'b'}
                end_parallel
                """);

        assertThat(result.error().orElseThrow().message()).isEqualTo("named");
    }

    @Test
    void failure_of_a_branch_that_custom_does_not_name_is_no_matter() {
        ExecutionResult result = engine.run("""
                parallel {join: 'custom', joinBranches: ['a']}
                branch {name: 'a'}
                  sleep {ms: 100}
                branch {name: 'b'}
                  throw {content: 'other'}
                J: end_parallel
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(result.outputs("J")).containsEntry("failed", List.of("b"));
    }

    @Test
    void rest_is_waited_for_if_wanted() {
        ExecutionResult result = engine.run("""
                parallel {join: 'any', onRest: 'wait'}
                branch {name: 'slow'}
                  sleep {ms: 500}
                branch {name: 'fast'}
                  sleep {ms: 50}
                J: end_parallel
                """);

        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.500Z");
        assertThat(result.outputs("J"))
                .containsEntry("winner", "fast")
                .containsEntry("completed", List.of("slow", "fast"))
                .containsEntry("cancelled", List.of());
    }

    @Test
    void no_more_branches_run_at_once_than_allowed() {
        engine.run("""
                parallel {maxConcurrency: 1}
                branch
                  sleep {ms: 100}
                branch
                  sleep {ms: 100}
                branch
                  sleep {ms: 100}
                end_parallel
                """);

        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.300Z");
    }

    @Test
    void empty_branch_completes_at_once_and_branches_have_names_of_their_own() {
        ExecutionResult result = engine.run("""
                parallel {join: 'any'}
                branch
                  sleep {ms: 100}
                branch
                J: end_parallel
                """);

        assertThat(result.outputs("J")).containsEntry("winner", "branch 2");
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void branches_see_the_variables_as_they_were_at_the_fork_and_the_later_branch_wins() {
        ExecutionResult result = engine.run("""
                create_variable {type: 'number', value: 1, variableName: 'v'}
                parallel
                branch {name: 'a'}
                  sleep {ms: 100}
                  set_variable {variable: '[[v]]', expression: '[[v]] + 10'}
                branch {name: 'b'}
                  set_variable {variable: '[[v]]', expression: '[[v]] + 100'}
                end_parallel
                """);

        assertThat(result.variables()).containsEntry("v", 101L);
        assertThat(result.view().log())
                .anySatisfy(entry -> assertThat(entry.message()).contains("Two branches wrote the variable v"));
    }

    @Test
    void variable_that_only_one_branch_wrote_keeps_that_value() {
        ExecutionResult result = engine.run("""
                create_variable {type: 'number', value: 1, variableName: 'v'}
                parallel
                branch {name: 'a'}
                  set_variable {variable: '[[v]]', newValue: 2}
                branch {name: 'b'}
                  note '[[v]]'
                end_parallel
                """);

        assertThat(result.variables()).containsEntry("v", 2L);
        assertThat(engine.trace()).containsExactly("1");
    }

    @Test
    void same_variable_may_be_created_in_two_branches() {
        ExecutionResult result = engine.run("""
                parallel
                branch
                  create_variable {value: 'a', variableName: 'v'}
                branch
                  create_variable {value: 'b', variableName: 'v'}
                end_parallel
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(result.variables()).containsEntry("v", "b");
    }

    @Test
    void variable_that_a_module_named_merges_like_any_other() {
        ExecutionResult result = engine.run("""
                assign {name: 'n', value: 'before'}
                parallel
                branch {name: 'a'}
                  assign {name: 'n', value: 'a'}
                branch {name: 'b'}
                  note 'reads only'
                end_parallel
                """);

        assertThat(result.variables()).containsEntry("n", "a");
    }

    @Test
    void outputs_are_seen_by_the_own_branch_at_once_and_by_others_after_the_join() {
        engine.run("""
                G: give {value: 'old'}
                parallel
                branch {name: 'a'}
                A: give {value: 'new'}
                   note 'a {{A.value}}'
                branch {name: 'b'}
                   note 'b {{A.value}}'
                end_parallel
                note 'after {{A.value}}'
                """);

        assertThat(engine.trace()).containsExactly("a new", "b ", "after new");
    }

    @Test
    void return_in_a_branch_ends_the_workflow_and_cancels_the_others() {
        ExecutionResult result = engine.run("""
                parallel
                branch
                  sleep {ms: 5000}
                  note 'never'
                branch
                  sleep {ms: 10}
                  return {value: 42}
                end_parallel
                note 'never'
                """);

        assertThat(result.isCompleted()).isTrue();
        assertThat(result.output()).isEqualTo(42L);
        assertThat(engine.trace()).isEmpty();
        assertThat(engine.clock.now()).isEqualTo("2026-01-01T00:00:00.010Z");
    }

    @Test
    void stop_in_a_branch_runs_the_finally_around_the_block() {
        ExecutionResult result = engine.run("""
                try
                  parallel
                  branch
                    stop_workflow
                  end_parallel
                finally
                  note 'finally'
                end_try
                note 'never'
                """);

        assertThat(result.isCompleted()).isTrue();
        assertThat(engine.trace()).containsExactly("finally");
    }

    @Test
    void error_policy_of_the_start_holds_for_the_block() {
        ExecutionResult result = engine.run("""
                P: parallel {__error_policy: 'SKIP'}
                branch
                  throw {content: 'boom'}
                end_parallel
                note '{{P.error}}'
                """);

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(engine.trace()).containsExactly("boom");
    }

    @Test
    void block_is_run_again_by_a_retry_of_its_start() {
        ExecutionResult result = engine.run("""
                parallel {__error_policy: 'RETRY', __retry_count: 2, __retry_interval: 10}
                branch
                  note 'again'
                  throw {content: 'boom'}
                end_parallel
                """);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(engine.trace()).containsExactly("again", "again", "again");
    }

    @Test
    void failure_of_a_branch_can_be_caught_around_the_block() {
        engine.run("""
                   try
                     parallel
                     branch
                T:     throw {content: 'boom'}
                     end_parallel
                C: catch
                     note '{{C.step_id}} {{C.error}}'
                   end_try
                """);

        assertThat(engine.trace()).containsExactly("T boom");
    }

    @Test
    void blocking_call_in_one_branch_does_not_hold_the_other() {
        ExecutionHandle handle = engine.start("""
                parallel
                branch
                  block {gate: 'g'}
                branch
                  note 'other'
                end_parallel
                """);
        engine.until(() -> engine.trace().size() == 2);

        engine.modules.open("g", 1);

        engine.until(handle::isOver);
        assertThat(engine.trace()).containsExactlyInAnyOrder("blocked at g", "other");
    }

    @Test
    void cancelling_interrupts_the_blocking_calls_of_all_branches() {
        ExecutionHandle handle = engine.start("""
                parallel
                branch
                  block {gate: 'g'}
                branch
                  block {gate: 'h'}
                end_parallel
                """);
        engine.until(() -> engine.trace().size() == 2);

        handle.cancel();

        engine.until(handle::isOver);
        assertThat(engine.trace()).contains("interrupted at g", "interrupted at h");
        assertThat(TestEngine.await(handle.completion()).status()).isEqualTo(ExecutionStatus.CANCELLED);
    }

    @Test
    @KnownDefect("neither BlockPairing.checkWhole nor Lowering.awaited looks for unknown names")
    void custom_join_of_a_name_that_no_branch_has_fails_before_any_branch_starts() {
        boolean refused;
        try {
            refused = !engine.run("""
                    parallel {join: 'custom', joinBranches: ['nobody']}
                    branch {name: 'a'}
                      note 'ran'
                    end_parallel
                    """).isCompleted();
        } catch (InvalidWorkflowException e) {
            refused = true;
        }

        assertThat(refused).isTrue();
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void log_names_the_branch_and_a_view_shows_each_running_branch() {
        ExecutionHandle handle = engine.start("""
                parallel
                branch {name: 'a'}
                  sleep {ms: 100}
                branch {name: 'b'}
                  note 'x'
                  sleep {ms: 100}
                end_parallel
                """);

        assertThat(engine.view(handle).currentSteps()).containsExactly(2, 5);
        ExecutionResult result = engine.finish(handle);
        assertThat(result.view().log())
                .filteredOn(entry -> entry.moduleId().equals("note"))
                .extracting(LogEntry::branch)
                .containsOnly("b");
    }

    @Test
    void partial_outputs_of_a_failed_step_are_not_those_of_the_skipped_block_around_it() {
        ExecutionResult result = engine.run("""
                P: parallel {__error_policy: 'SKIP'}
                branch
                  fail {text: 'boom', partial: 7}
                end_parallel
                """);

        assertThat(result.outputs("P")).isEqualTo(Map.of("error", "boom", "success", false));
    }

    @Test
    @KnownDefect("Forked.mayStart starts no branch once the join is satisfied, even if the rest is to be waited for")
    void rest_runs_also_when_the_first_branch_completes_at_once() {
        engine.run("""
                parallel {join: 'any', onRest: 'wait'}
                branch
                  note 'A'
                branch
                  note 'B'
                end_parallel
                """);

        assertThat(engine.trace()).containsExactly("A", "B");
    }
}
