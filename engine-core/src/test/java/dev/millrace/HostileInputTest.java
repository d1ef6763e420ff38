package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowFile;
import dev.millrace.workflow.WorkflowReader;
import dev.millrace.workflow.WorkflowWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever the bytes are: problems or a plan, never an exception. */
class HostileInputTest {
    private static final TestEngine ENGINE = TestEngine.create();
    private static final List<String> FRAGMENTS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\\",
            "{{",
            "}}",
            "[[",
            "]]",
            "null",
            "-1",
            "1e999999999",
            "1e-99999999",
            "0.1",
            "true",
            "\u0000",
            "\"\\ud800\"",
            "loop",
            "end_loop",
            "parallel",
            "branch",
            "else",
            "jump",
            "catch",
            "__error_policy",
            "parameters",
            "moduleId",
            "{{s1.value}}",
            "[[a]]",
            "{{s1.",
            "steps",
            "😀");

    @AfterContainer
    static void close() {
        ENGINE.close();
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void any_bytes_give_problems_or_plans(@ForAll byte[] bytes) {
        readAndCheck(bytes);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void workflow_with_damage_gives_problems_or_plans(@ForAll("damaged") String json) {
        readAndCheck(json.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void workflow_with_steps_in_disorder_gives_problems_or_a_plan(@ForAll("disorder") Workflow workflow) {
        assertThat(ENGINE.millrace.check(workflow)).allSatisfy(HostileInputTest::isTold);
    }

    private static void readAndCheck(byte[] bytes) {
        WorkflowFile file = WorkflowReader.create().read(bytes);

        assertThat(file.problems()).allSatisfy(HostileInputTest::isTold);
        for (Workflow workflow : file.workflows()) {
            assertThat(ENGINE.millrace.check(workflow)).allSatisfy(HostileInputTest::isTold);
        }
    }

    private static void isTold(Problem problem) {
        assertThat(problem.message()).isNotBlank();
    }

    private record Damage(int place, int length, String insert) {
        String apply(String text) {
            int from = place % (text.length() + 1);
            int to = Math.min(text.length(), from + length);
            return text.substring(0, from) + insert + text.substring(to);
        }
    }

    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<Damage> damage = Combinators.combine(
                        Arbitraries.integers().between(0, 20_000),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(FRAGMENTS))
                .as(Damage::new);
        return Combinators.combine(
                        RandomWorkflow.any(), damage.list().ofMinSize(1).ofMaxSize(5))
                .as((random, all) -> {
                    String json = WorkflowWriter.create().stored(random.workflow());
                    for (Damage one : all) {
                        json = one.apply(json);
                    }
                    return json;
                });
    }

    @Provide
    Arbitrary<Workflow> disorder() {
        return RandomWorkflow.any()
                .flatMap(random -> Arbitraries.shuffle(random.steps()))
                .map(steps -> Workflow.builder("w").id("w").steps(steps).build());
    }
}
