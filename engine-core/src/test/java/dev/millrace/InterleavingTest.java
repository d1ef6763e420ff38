package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.workflow.ReentryBehavior;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Executions share threads and nothing else. */
class InterleavingTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Provide
    Arbitrary<List<RandomWorkflow>> crowds() {
        return RandomWorkflow.any().list().ofMinSize(2).ofMaxSize(5);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void executions_interleaved_step_by_step_end_as_each_alone(@ForAll("crowds") List<RandomWorkflow> crowd) {
        crowd.forEach(random -> Assume.that(isShort(random)));
        try (TestEngine engine = TestEngine.with(builder -> builder.sliceSteps(1))) {
            List<Object> alone = crowd.stream()
                    .map(random -> state(engine.run(random.workflow(), random.inputs())))
                    .toList();

            List<ExecutionHandle> together = new ArrayList<>();
            crowd.forEach(random ->
                    together.add(engine.millrace.start(random.workflow(), StartRequest.inputs(random.inputs()))));

            for (int i = 0; i < crowd.size(); i++) {
                assertThat(state(engine.finish(together.get(i)))).isEqualTo(alone.get(i));
            }
        }
    }

    private static boolean isShort(RandomWorkflow random) {
        try {
            new NaiveInterpreter(random.steps(), random.inputs()).run();
            return true;
        } catch (NaiveInterpreter.TooLong e) {
            return false;
        }
    }

    private static Object state(ExecutionResult result) {
        return List.of(
                result.status(),
                result.error(),
                result.variables(),
                result.view().outputs(),
                Collections.singletonList(result.output()));
    }

    @Example
    void nested_branches_8_by_8_by_8_end_on_one_worker() throws InterruptedException {
        try (TestEngine engine = TestEngine.onWorkers(1)) {
            ExecutionHandle handle = engine.millrace.start(Listing.workflow(nested(3)), StartRequest.plain());
            engine.until(() -> handle.view().currentSteps().size() == 8);

            engine.modules.open("all", "leaf");

            ExecutionResult result = handle.await(DEADLINE).orElseThrow();
            assertThat(result.isCompleted()).as(result.toString()).isTrue();
            assertThat(result.view().outputs().values())
                    .filteredOn(outputs -> "leaf".equals(outputs.get("value")))
                    .hasSize(512);
        }
    }

    private static String nested(int depth) {
        return depth == 0
                ? "ask {gate: 'all'}\n"
                : "parallel\n" + ("branch\n" + nested(depth - 1)).repeat(8) + "end_parallel\n";
    }

    @Example
    void endless_loop_does_not_hold_up_a_thousand_short_executions_on_one_worker() throws InterruptedException {
        try (TestEngine engine = TestEngine.onWorkers(1)) {
            ExecutionHandle endless = engine.millrace.start(
                    Listing.workflow("while {condition: 'true'}\nend_while"), StartRequest.plain());
            PreparedWorkflow brief = engine.millrace.prepare(Listing.builder("return {value: '[[n]]'}")
                    .id("brief")
                    .reentry(ReentryBehavior.ALLOW_PARALLEL)
                    .build());

            List<ExecutionHandle> handles = IntStream.range(0, 1_000)
                    .mapToObj(n -> brief.start(StartRequest.plain().withInput("n", n)))
                    .toList();

            for (int n = 0; n < handles.size(); n++) {
                assertThat(handles.get(n).await(DEADLINE).orElseThrow().output())
                        .isEqualTo((long) n);
            }
            assertThat(endless.isOver()).isFalse();
            endless.cancel();
            assertThat(endless.await(DEADLINE)).isPresent();
        }
    }
}
