package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the compiler finds: each kind of problem with its place, its text and its fix. Steps count from 1 in texts. */
class CheckTest {
    private static final String WHERE = "Workflow \"w\", ";

    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    private String problems(String listing) {
        return problems(Listing.workflow(listing));
    }

    private String problems(Workflow workflow) {
        return engine.millrace.check(workflow).stream()
                .map(problem -> problem.toString().replace(WHERE, "") + "\n")
                .collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void broken_blocks(String row, String listing, String expected) {
        assertThat(problems(listing)).isEqualTo(expected);
    }

    static Stream<Arguments> blocks() {
        return Stream.of(
                arguments("loop without end", """
                        note 'A'
                        L: loop {count: 2}
                        note 'B'
                        """, """
                        error BLOCK_NOT_CLOSED: step 2 (L): this loop is never closed. Fix: add end_loop behind its last step
                        """),
                arguments("two blocks without end, both told", """
                        if_condition {condition: 'true'}
                        loop {count: 2}
                        """, """
                        error BLOCK_NOT_CLOSED: step 1 (s1): this if_condition is never closed. Fix: add endif behind its last step
                        error BLOCK_NOT_CLOSED: step 2 (s2): this loop is never closed. Fix: add end_loop behind its last step
                        """),
                arguments("stray end", """
                        end_loop
                        """, """
                        error BLOCK_NOT_OPENED: step 1 (s1): this end_loop closes a block that was never opened. Fix: remove it, or put the start of the block before it
                        """),
                arguments("end of another kind", """
                        L: loop {count: 2}
                        end_for_each
                        end_loop
                        """, """
                        error BLOCK_NOT_OPENED: step 2 (s2): this end_for_each closes a block that was never opened. Fix: remove it, or put the start of the block before it
                        """),
                arguments("crossing blocks", """
                        I: if_condition {condition: 'true'}
                        L: loop {count: 2}
                        endif
                        end_loop
                        """, """
                        error BLOCKS_CROSS: step 2 (L): this loop is still open where step 3 (s3) closes the block around it. Fix: close it with end_loop before step 3
                        """),
                arguments("crossing blocks and an end too many", """
                        I: if_condition {condition: 'true'}
                        L: loop {count: 2}
                        endif
                        end_loop
                        end_loop
                        """, """
                        error BLOCKS_CROSS: step 2 (L): this loop is still open where step 3 (s3) closes the block around it. Fix: close it with end_loop before step 3
                        error BLOCK_NOT_OPENED: step 5 (s5): this end_loop closes a block that was never opened. Fix: remove it, or put the start of the block before it
                        """),
                arguments("crossing blocks with an else between", """
                        if_condition {condition: 'true'}
                        loop {count: 2}
                        else
                        endif
                        end_loop
                        """, """
                        error BLOCKS_CROSS: step 3 (s3): an else stands inside another block that is not closed yet. Fix: close the inner block first
                        """),
                arguments("stray else", """
                        else
                        """, """
                        error BLOCK_PART_MISPLACED: step 1 (s1): an else stands outside any if block. Fix: remove it, or put it into a block of its kind
                        """),
                arguments("else inside a loop inside its if", """
                        if_condition {condition: 'true'}
                        loop {count: 2}
                        else
                        end_loop
                        endif
                        """, """
                        error BLOCKS_CROSS: step 3 (s3): an else stands inside another block that is not closed yet. Fix: close the inner block first
                        """),
                arguments("two else", """
                        if_condition {condition: 'false'}
                        else
                        else
                        endif
                        """, """
                        error BLOCK_PART_REPEATED: step 3 (s3): this if has an else already. Fix: remove it, or move it before
                        """),
                arguments("else_if behind else", """
                        if_condition {condition: 'false'}
                        else
                        else_if {condition: 'true'}
                        endif
                        """, """
                        error BLOCK_PART_REPEATED: step 3 (s3): an else_if stands behind the else of its if. Fix: remove it, or move it before
                        """),
                arguments("two catch and two finally", """
                        try
                        catch
                        catch
                        finally
                        finally
                        end_try
                        """, """
                        error BLOCK_PART_REPEATED: step 3 (s3): this try has a catch already. Fix: remove it, or move it before
                        error BLOCK_PART_REPEATED: step 5 (s5): this try has a finally already. Fix: remove it, or move it before
                        """),
                arguments("catch behind finally", """
                        try
                        finally
                        catch
                        end_try
                        """, """
                        error BLOCK_PART_REPEATED: step 3 (s3): a catch stands behind the finally of its try. Fix: remove it, or move it before
                        """),
                arguments("try with neither", """
                        try
                        end_try
                        """, """
                        error BLOCK_PART_MISPLACED: step 1 (s1): this try has neither a catch nor a finally. Fix: put a catch or a finally before its end_try
                        """),
                arguments("parallel without a branch", """
                        P: parallel
                        end_parallel
                        """, """
                        error BRANCHES_MISSING: step 1 (P): this parallel block has no branch. Fix: put a branch step behind it for each branch
                        """),
                arguments("step before the first branch", """
                        parallel
                        N: note 'A'
                        branch
                        end_parallel
                        """, """
                        error BLOCK_PART_MISPLACED: step 2 (N): a step stands between parallel and its first branch. Fix: put a branch step before it, or move it before the parallel step
                        """),
                arguments("only steps in a parallel", """
                        parallel
                        note 'A'
                        end_parallel
                        """, """
                        error BRANCHES_MISSING: step 1 (s1): this parallel block has no branch. Fix: put a branch step behind it for each branch
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flow")
    void ways_that_lead_nowhere(String row, String listing, String expected) {
        assertThat(problems(listing)).isEqualTo(expected);
    }

    static Stream<Arguments> flow() {
        return Stream.of(
                arguments("break outside a loop", "break", """
                        error BREAK_OUTSIDE_LOOP: step 1 (s1): this break stands outside any loop. Fix: move it into a loop, or remove it
                        """),
                arguments("continue outside a loop", """
                        if_condition {condition: 'true'}
                          continue
                        endif
                        """, """
                        error CONTINUE_OUTSIDE_LOOP: step 2 (s2): this continue stands outside any loop. Fix: move it into a loop, or remove it
                        """),
                arguments("break out of a branch", """
                        loop {count: 2}
                          parallel
                          branch
                            break
                          end_parallel
                        end_loop
                        """, """
                        error LEAVES_BRANCH: step 4 (s4): this break would leave a parallel branch. Fix: end the branch with its steps, and decide behind the join
                        """),
                arguments("break out of rounds side by side", """
                        for_each {input_list: [1], maxConcurrency: 2}
                          break
                        end_for_each
                        """, """
                        error LEAVES_BRANCH: step 2 (s2): this break would leave a parallel branch. Fix: end the branch with its steps, and decide behind the join
                        """),
                arguments("jump beyond the end", """
                        jump {target_step_index: 3}
                        """, """
                        error JUMP_TARGET: step 1 (s1), parameters.target_step_index: the jump leads to step 3, but the workflow has 1 steps. Fix: choose a step from 1 to 1
                        """),
                arguments("jump to step 0", """
                        jump {target_step_index: 0}
                        """, """
                        error INVALID_PARAMETER: step 1 (s1), parameters.target_step_index: target_step_index must be at least 1, but was 0. Fix: choose a number in the range
                        """),
                arguments("jump into a loop", """
                        jump {target_step_index: 3}
                        loop {count: 2}
                          note 'A'
                        end_loop
                        """, """
                        error JUMP_INTO_LOOP: step 1 (s1), parameters.target_step_index: the jump would enter the body of a loop, try or branch from outside. Fix: jump to the start of the block
                        """),
                arguments("jump out of a branch", """
                        parallel
                        branch
                          jump {target_step_index: 5}
                        end_parallel
                        note 'A'
                        """, """
                        error LEAVES_BRANCH: step 3 (s3), parameters.target_step_index: the jump would leave a parallel branch. Fix: choose a step of the same branch
                        """),
                arguments("jump into another branch", """
                        parallel
                        branch
                          jump {target_step_index: 5}
                        branch
                          note 'A'
                        end_parallel
                        """, """
                        error LEAVES_BRANCH: step 3 (s3), parameters.target_step_index: the jump would leave a parallel branch. Fix: choose a step of the same branch
                        """),
                arguments("steps behind a stop", """
                        stop_workflow
                        A: note 'A'
                        note 'B'
                        """, """
                        warning UNREACHABLE_STEP: step 2 (A): no execution can come to this step. Fix: remove it, or remove what ends the workflow before it
                        """),
                arguments("steps behind an endless jump", """
                        note 'A'
                        jump {target_step_index: 1}
                        note 'B'
                        """, """
                        warning UNREACHABLE_STEP: step 3 (s3): no execution can come to this step. Fix: remove it, or remove what ends the workflow before it
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void modules_and_parameters(String row, String listing, String expected) {
        assertThat(problems(listing)).isEqualTo(expected);
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                arguments("unknown module with a near name", "nota 'A'", """
                        error UNKNOWN_MODULE: step 1 (s1), moduleId: unknown module: nota. Fix: write note
                        """),
                arguments("unknown module far from all", "make_coffee", """
                        error UNKNOWN_MODULE: step 1 (s1), moduleId: unknown module: make_coffee. Fix: register it, or use a module of the catalogue
                        """),
                arguments("unknown module that may be skipped", "make_coffee {__error_policy: 'SKIP'}", """
                        warning UNKNOWN_MODULE: step 1 (s1), moduleId: unknown module: make_coffee. Fix: register it, or use a module of the catalogue
                        """),
                arguments("module that is not available here", "phone_only 'A'", """
                        warning UNAVAILABLE_MODULE: step 1 (s1), moduleId: module not available on this platform: phone_only. Fix: remove the step, or register a module under this id; the step fails when it is reached
                        """),
                arguments("two steps with one id", """
                        A: note 'A'
                        A: note 'B'
                        """, """
                        error DUPLICATE_STEP_ID: step 2 (A), id: another step has the id "A" already. Fix: give each step an id of its own
                        """),
                arguments("missing parameter", "sleep", """
                        error MISSING_PARAMETER: step 1 (s1), parameters.ms: sleep needs the parameter ms. Fix: add it
                        """),
                arguments("missing condition", """
                        if_condition
                        endif
                        """, """
                        error MISSING_PARAMETER: step 1 (s1), parameters.condition: if_condition needs the parameter condition. Fix: add it, or input1
                        """),
                arguments("parameter with a near name", "fail {tims: 1}", """
                        warning UNKNOWN_PARAMETER: step 1 (s1), parameters.tims: fail has no parameter "tims". Fix: write times
                        """),
                arguments("text where a number must be", "sleep {ms: 'soon'}", """
                        error INVALID_PARAMETER: step 1 (s1), parameters.ms: ms must be a number, but was "soon". Fix: write a number such as 5, or refer to an output: {{step.output}}
                        """),
                arguments("loop of 0 rounds", """
                        loop {count: 0}
                        end_loop
                        """, """
                        error INVALID_PARAMETER: step 1 (s1), parameters.count: count must be at least 1, but was 0. Fix: choose a number in the range
                        """),
                arguments("loop count that is no number", """
                        loop {count: 'abc'}
                        end_loop
                        """, """
                        error INVALID_PARAMETER: step 1 (s1), parameters.count: count must be a number, but was "abc". Fix: write a number such as 5, or refer to an output: {{step.output}}
                        """),
                arguments("unknown option with a near one", """
                        parallel {join: 'al'}
                        branch
                        end_parallel
                        """, """
                        error INVALID_PARAMETER: step 1 (s1), parameters.join: join must be one of all, any, custom, but was "al". Fix: write all
                        """),
                arguments("unreadable expression", """
                        if_condition {condition: '1 + + 2 ==='}
                        endif
                        """, """
                        error INVALID_EXPRESSION: step 1 (s1), parameters.condition: the expression "1 + + 2 ===" cannot be read at column 9: found an operator of another language. Fix: write ==
                        """),
                arguments("set_variable without brackets", "set_variable {variable: 'v', newValue: 1}", """
                        error INVALID_PARAMETER: step 1 (s1), parameters.variable: variable must name a variable as [[name]], but was "v". Fix: write [[v]]
                        """),
                arguments("set_variable without a value", "set_variable {variable: '[[v]]'}", """
                        error MISSING_PARAMETER: step 1 (s1), parameters.newValue: set_variable needs the parameter newValue. Fix: add it, or expression
                        """),
                arguments("variable made twice", """
                        create_variable {value: 'a', variableName: 'v'}
                        create_variable {value: 'b', variableName: 'v'}
                        """, """
                        warning DUPLICATE_VARIABLE: step 2 (s2), parameters.variableName: step 1 makes the variable "v" already; this step fails if both run. Fix: use set_variable, or another name
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void references_that_do_not_hold(String row, String listing, String expected) {
        assertThat(problems(listing)).isEqualTo(expected);
    }

    static Stream<Arguments> references() {
        return Stream.of(
                arguments("unknown step with a near name", """
                        first: give {value: 1}
                        note '{{fist.value}}'
                        """, """
                        error UNKNOWN_STEP: step 2 (s2), parameters.text: {{fist.value}} refers to a step that does not exist: "fist". Fix: write {{first.value}}
                        """),
                arguments("unknown step far from all", "note 'x {{nothing.value}}'", """
                        error UNKNOWN_STEP: step 1 (s1), parameters.text: {{nothing.value}} refers to a step that does not exist: "nothing". Fix: use the id of a step before this one
                        """),
                arguments("unknown output with a near name", """
                        G: give {value: 1}
                        note '{{G.valu}}'
                        """, """
                        error UNKNOWN_OUTPUT: step 2 (s2), parameters.text: {{G.valu}}: give has no output "valu". Fix: write {{G.value}}
                        """),
                arguments("step that runs later", """
                        note '{{G.value}}'
                        G: give {value: 1}
                        """, """
                        error STEP_RUNS_LATER: step 1 (s1), parameters.text: {{G.value}} refers to step 2, which runs later. Fix: refer to a step before this one, or move the step
                        """),
                arguments("the step itself", "G: give {value: '{{G.value}}'}", """
                        error STEP_RUNS_LATER: step 1 (G), parameters.value: {{G.value}} refers to the step it stands in. Fix: refer to a step before this one, or move the step
                        """),
                arguments("later step of a common loop", """
                        loop {count: 2}
                          note '{{G.value}}'
                          G: give {value: 1}
                        end_loop
                        """, """
                        warning STEP_RUNS_LATER: step 2 (s2), parameters.text: {{G.value}} refers to step 3, which runs later. Fix: make sure that it holds a value the first time
                        """),
                arguments("step in a part of an if", """
                        if_condition {condition: 'true'}
                          G: give {value: 1}
                        endif
                        note '{{G.value}}'
                        """, """
                        warning STEP_MAY_NOT_RUN: step 4 (s4), parameters.text: {{G.value}} refers to a step that stands in a branch of an if that may not be taken; it gives null then. Fix: test it with "exists" first, or set a variable before the block
                        """),
                arguments("step in a for_each", """
                        for_each {input_list: [1]}
                          G: give {value: 1}
                        end_for_each
                        note '{{G.value}}'
                        """, """
                        warning STEP_MAY_NOT_RUN: step 4 (s4), parameters.text: {{G.value}} refers to a step that stands in a for_each, which has no round when the list is empty; it gives null then. Fix: test it with "exists" first, or set a variable before the block
                        """),
                arguments("step in a try, behind it and in its catch", """
                        try
                          G: give {value: 1}
                          note '{{G.value}}'
                        catch
                          note '{{G.value}}'
                        end_try
                        """, """
                        warning STEP_MAY_NOT_RUN: step 5 (s5), parameters.text: {{G.value}} refers to a step that stands in a try that may fail before it; it gives null then. Fix: test it with "exists" first, or set a variable before the block
                        """),
                arguments("step in a catch", """
                        try
                          note 'A'
                        C: catch
                          G: give {value: 1}
                        end_try
                        note '{{G.value}}'
                        """, """
                        warning STEP_MAY_NOT_RUN: step 6 (s6), parameters.text: {{G.value}} refers to a step that stands in a catch, which runs only after a failure; it gives null then. Fix: test it with "exists" first, or set a variable before the block
                        """),
                arguments("step in another branch", """
                        parallel
                        branch
                          G: give {value: 1}
                        branch
                          note '{{G.value}}'
                        end_parallel
                        note '{{G.value}}'
                        """, """
                        warning STEP_MAY_NOT_RUN: step 5 (s5), parameters.text: {{G.value}} refers to a step that stands in another branch, whose outputs are seen after the join; it gives null then. Fix: test it with "exists" first, or set a variable before the block
                        """),
                arguments("step in a branch that may be cancelled", """
                        parallel {join: 'any'}
                        branch
                          G: give {value: 1}
                        branch
                        end_parallel
                        note '{{G.value}}'
                        """, """
                        warning STEP_MAY_NOT_RUN: step 6 (s6), parameters.text: {{G.value}} refers to a step that stands in a branch that may be cancelled or fail; it gives null then. Fix: test it with "exists" first, or set a variable before the block
                        """),
                arguments("disabled step", """
                        disabled G: give {value: 1}
                        note '{{G.value}}'
                        """, """
                        warning STEP_MAY_NOT_RUN: step 2 (s2), parameters.text: {{G.value}} refers to a step that is disabled; it gives null then. Fix: test it with "exists" first, or set a variable before the block
                        """),
                arguments("output of a type that cannot be meant", """
                        A: fail {times: 0}
                        for_each {input_list: '{{A.runs}}'}
                        end_for_each
                        P: parallel {joinBranches: [1]}
                        branch
                        E: end_parallel
                        C: call_workflow {workflow_id: 'x', inputs: '{{E.completed}}'}
                        """, """
                        error TYPE_MISMATCH: step 7 (C), parameters.inputs: inputs must be a dictionary, but {{E.completed}} gives a list. Fix: refer to another output, or convert it in a step before
                        """),
                arguments("sound references", """
                        G: give {value: 1}
                        L: loop {count: 2}
                          note '{{G.value}} {{L.loop_index}} {{trigger.data.x}} {{current_time}} [[v]]'
                        end_loop
                        note '{{L.loop_total}}'
                        """, ""));
    }

    @Test
    void blocks_may_be_nested_a_hundred_deep() {
        String deep = "loop {count: 1}\n".repeat(101) + "end_loop\n".repeat(101);

        assertThat(problems(deep)).isEqualTo("""
                error BLOCK_TOO_DEEP: step 101 (s101): this block is nested more than 100 deep. Fix: move inner blocks into a sub-workflow
                """);
        assertThat(problems("loop {count: 1}\n".repeat(100) + "end_loop\n".repeat(100)))
                .isEmpty();
    }

    @Test
    void parallel_blocks_may_be_nested_eight_deep() {
        String nine = "parallel\nbranch\n".repeat(9) + "end_parallel\n".repeat(9);

        assertThat(problems(nine)).isEqualTo("""
                error BLOCK_TOO_DEEP: step 17 (s17): parallel blocks are nested more than 8 deep. Fix: move inner parallel blocks into a sub-workflow
                """);
    }

    @Test
    void parallel_block_has_64_branches_at_most() {
        assertThat(problems("parallel\n" + "branch\n".repeat(65) + "end_parallel"))
                .isEqualTo("""
                error LIMIT_EXCEEDED: step 66 (s66): a parallel block has more than 64 branches. Fix: use for_each with maxConcurrency, or nest the branches
                """);
        assertThat(problems("parallel\n" + "branch\n".repeat(64) + "end_parallel"))
                .isEmpty();
    }

    @Test
    void join_branches_must_name_branches_of_the_block() {
        String listing = """
                parallel {join: 'custom', joinBranches: ['a', 'nobody']}
                branch {name: 'a'}
                end_parallel
                """;

        assertThat(engine.millrace.check(Listing.workflow(listing))).anySatisfy(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.place().path()).isEqualTo("parameters.joinBranches");
            assertThat(problem.message()).contains("nobody");
        });
    }

    @Test
    void all_problems_are_told_at_once_and_refuse_the_start() {
        Workflow workflow = Listing.workflow("""
                break
                nota 'A'
                sleep
                note '{{nothing.x}}'
                """);

        assertThat(engine.millrace.check(workflow))
                .extracting(problem -> problem.place().stepIndex())
                .containsExactly(0, 1, 2, 3);
        assertThatThrownBy(() -> engine.run(workflow, Map.of()))
                .isInstanceOfSatisfying(
                        InvalidWorkflowException.class,
                        refusal -> assertThat(refusal.problems()).hasSize(4));
    }

    @Test
    void unreachable_steps_are_told_beside_other_errors() {
        String listing = """
                sleep
                get_variable
                set_variable {variable: 'x'}
                stop_workflow
                note 'B'
                """;

        assertThat(problems(listing)).contains("""
                warning UNREACHABLE_STEP: step 5 (s5)""".strip());
    }

    @Test
    void warnings_do_not_stop_a_start() {
        Workflow workflow = Listing.workflow("""
                note 'A'
                stop_workflow
                note 'B'
                """);

        assertThat(engine.millrace.check(workflow))
                .singleElement()
                .satisfies(problem -> assertThat(problem.isError()).isFalse());
        assertThat(engine.run(workflow, Map.of()).isCompleted()).isTrue();
    }

    @Test
    void disabled_steps_are_not_checked_and_take_their_block_with_them() {
        String listing = """
                disabled sleep
                disabled loop {count: 0}
                  note 'never'
                end_loop
                note 'A'
                """;

        assertThat(problems(listing)).isEmpty();
        engine.run(listing);
        assertThat(engine.trace()).containsExactly("A");
    }

    @Test
    void values_in_messages_are_cut_to_80_characters() {
        Problem problem = engine.millrace
                .check(Listing.workflow("sleep {ms: '%s'}".formatted("x".repeat(500))))
                .get(0);

        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PARAMETER);
        assertThat(problem.message()).contains("x".repeat(80)).doesNotContain("x".repeat(81));
    }

    @Test
    void workflow_with_thousands_of_problems_tells_a_bounded_number() {
        List<Problem> problems = engine.millrace.check(Listing.workflow(
                IntStream.range(0, 5_000).mapToObj(i -> "break").collect(Collectors.joining("\n"))));

        assertThat(problems).hasSizeBetween(1_000, 2_000);
    }

    @Test
    void problem_is_one_line_of_bounded_length_whatever_names_and_ids_are_used() {
        Workflow workflow = Workflow.builder("w")
                .step("a\nerror", "no\nmodule", Map.of())
                .step("b", "x".repeat(10_000), Map.of())
                .build();

        assertThat(engine.millrace.check(workflow))
                .extracting(Problem::toString)
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).doesNotContain("\n").hasSizeLessThan(500));
    }
}
