package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepResult;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shapes on which a pass that looks at all steps for each step would not come to an end. */
class LargeWorkflowTest {
    private static final int SIZE = 20_000;
    private static final Map<String, @Nullable Object> TRUE = Map.of("condition", "true");
    private static final Map<String, @Nullable Object> NONE = Map.of();
    private static final Module GIVE = Module.of(
            ModuleDescriptor.builder("give")
                    .input(Input.number("n"), Input.text("text"))
                    .output(Output.number("n"))
                    .build(),
            step -> StepResult.done());

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wholeShapes", "brokenShapes"})
    void large_workflow_is_checked(String row, List<Step> steps, @Nullable ProblemCode expected) {
        Workflow workflow = workflow(steps);

        List<Problem> problems;
        try (Millrace millrace =
                Millrace.builder().withoutDiscovery().module(GIVE).build()) {
            problems = millrace.check(workflow);
        }

        assertThat(problems).hasSizeLessThanOrEqualTo(2_000);
        if (expected == null) {
            assertThat(problems).noneMatch(Problem::isError);
        } else {
            assertThat(problems).anyMatch(problem -> problem.isError() && problem.code() == expected);
        }
    }

    private static Workflow workflow(List<Step> steps) {
        Workflow.Builder builder = Workflow.builder("w");
        steps.forEach(builder::step);
        return builder.build();
    }

    static Stream<Arguments> wholeShapes() {
        return Stream.of(
                arguments(
                        "one if with many else_if",
                        around(
                                "if_condition",
                                TRUE,
                                "endif",
                                i -> step(i, i % 2 == 0 ? "else_if" : "give", i % 2 == 0 ? TRUE : NONE)),
                        null),
                arguments("comments", steps(i -> step(i, "comment", NONE)), null),
                arguments("disabled steps", steps(i -> step(i, "give", NONE).disable()), null),
                arguments(
                        "empty ifs",
                        steps(i -> i % 2 == 0 ? step(i, "if_condition", TRUE) : step(i, "endif", NONE)),
                        null),
                arguments(
                        "breaks of one loop",
                        around("loop", Map.of("count", 1), "end_loop", i -> step(i, "break", NONE)),
                        null),
                arguments("jumps", steps(i -> step(i, "jump", Map.of("target_step_index", SIZE))), null),
                arguments(
                        "jumps at the greatest depth",
                        nested(99, i -> step(i, "jump", Map.of("target_step_index", SIZE / 2))),
                        null),
                arguments(
                        "disabled blocks in disabled blocks",
                        disabledBlocks(nested(99, i -> step(i, "give", NONE))),
                        null),
                arguments(
                        "references to the first step",
                        steps(i -> step(i, "give", i == 0 ? NONE : Map.of("n", "{{s0.n}}"))),
                        null));
    }

    static Stream<Arguments> brokenShapes() {
        return Stream.of(
                arguments(
                        "unknown steps",
                        steps(i -> step(i, "give", Map.of("n", "{{x" + i + ".n}}"))),
                        ProblemCode.UNKNOWN_STEP),
                arguments(
                        "unknown outputs",
                        steps(i -> step(i, "give", Map.of("n", "{{s0.m" + i + "}}"))),
                        ProblemCode.UNKNOWN_OUTPUT),
                arguments("unknown modules", steps(i -> step(i, "gibe" + i, NONE)), ProblemCode.UNKNOWN_MODULE),
                arguments(
                        "steps with one id", steps(i -> Step.of("same", "give", NONE)), ProblemCode.DUPLICATE_STEP_ID),
                arguments(
                        "blocks that are never closed",
                        steps(i -> step(i, "if_condition", TRUE)),
                        ProblemCode.BLOCK_NOT_CLOSED),
                arguments(
                        "ends that were never opened",
                        steps(i -> step(i, "endif", NONE)),
                        ProblemCode.BLOCK_NOT_OPENED),
                arguments(
                        "stray ends inside many blocks",
                        steps(i -> i < SIZE / 2 ? step(i, "if_condition", TRUE) : step(i, "end_loop", NONE)),
                        ProblemCode.BLOCK_NOT_OPENED),
                arguments(
                        "stray parts inside many blocks",
                        steps(i -> i < SIZE / 2 ? step(i, "if_condition", TRUE) : step(i, "catch", NONE)),
                        ProblemCode.BLOCK_PART_MISPLACED),
                arguments(
                        "parallel blocks in each other",
                        steps(i -> step(i, "parallel", NONE)),
                        ProblemCode.BLOCK_TOO_DEEP),
                arguments(
                        "blocks nested too deep",
                        nested(SIZE / 2, i -> step(i, "give", NONE)),
                        ProblemCode.BLOCK_TOO_DEEP),
                arguments(
                        "references between the depths of two blocks",
                        nested(SIZE / 3, i -> step(i, "give", Map.of("n", "{{s" + SIZE / 2 + ".n}}"))),
                        ProblemCode.BLOCK_TOO_DEEP),
                arguments(
                        "many else of one if",
                        around("if_condition", TRUE, "endif", i -> step(i, "else", NONE)),
                        ProblemCode.BLOCK_PART_REPEATED),
                arguments(
                        "branches beyond the limit",
                        around("parallel", NONE, "end_parallel", i -> step(i, "branch", NONE)),
                        ProblemCode.LIMIT_EXCEEDED));
    }

    private static Step step(int index, String module, Map<String, @Nullable Object> parameters) {
        return Step.of("s" + index, module, parameters);
    }

    private static List<Step> steps(IntFunction<Step> step) {
        return IntStream.range(0, SIZE).mapToObj(step).toList();
    }

    private static List<Step> around(
            String start, Map<String, @Nullable Object> parameters, String end, IntFunction<Step> inner) {
        return steps(i -> i == 0 ? step(i, start, parameters) : i == SIZE - 1 ? step(i, end, NONE) : inner.apply(i));
    }

    private static List<Step> nested(int depth, IntFunction<Step> inner) {
        return steps(i -> i < depth
                ? step(i, "if_condition", TRUE)
                : i >= SIZE - depth ? step(i, "endif", NONE) : inner.apply(i));
    }

    private static List<Step> disabledBlocks(List<Step> steps) {
        return steps.stream()
                .map(step -> step.moduleId().equals("if_condition") ? step.disable() : step)
                .toList();
    }
}
