package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
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
import net.jqwik.api.constraints.IntRange;

/** Executions share threads and nothing else. */
class InterleavingTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Provide
    Arbitrary<List<RandomWorkflow>> crowds() {
        return RandomWorkflow.any().list().ofMinSize(2).ofMaxSize(5);
    }

    @Provide
    Arbitrary<RandomWorkflow> workflows() {
        return RandomWorkflow.any();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void executions_interleaved_step_by_step_end_as_each_alone(@ForAll("crowds") List<RandomWorkflow> crowd) {
        crowd.forEach(random -> Assume.that(isShort(random)));
        try (TestEngine engine =
                TestEngine.with(builder -> builder.sliceSteps(1)).knowing(RandomWorkflow.CALLED)) {
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
        return new NaiveInterpreter(random.steps(), random.inputs()).ends();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void executions_on_two_workers_end_as_each_alone(@ForAll("crowds") List<RandomWorkflow> crowd)
            throws InterruptedException {
        crowd.forEach(random -> Assume.that(isShort(random)));
        try (TestEngine alone = TestEngine.create().knowing(RandomWorkflow.CALLED);
                Millrace together = Millrace.builder()
                        .withoutDiscovery()
                        .modules(new TestModules())
                        .threads(2)
                        .sliceSteps(1_000_000)
                        .build()) {
            together.deploy(RandomWorkflow.CALLED);
            List<ExecutionHandle> handles = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                crowd.forEach(
                        random -> handles.add(together.start(random.workflow(), StartRequest.inputs(random.inputs()))));
            }

            for (int i = 0; i < handles.size(); i++) {
                RandomWorkflow random = crowd.get(i % crowd.size());
                assertThat(state(handles.get(i).await(DEADLINE).orElseThrow()))
                        .isEqualTo(state(alone.run(random.workflow(), random.inputs())));
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void execution_cancelled_anywhere_ends_and_leaves_no_timer(
            @ForAll("workflows") RandomWorkflow random, @ForAll @IntRange(max = 200) int slices) {
        try (TestEngine engine =
                TestEngine.with(builder -> builder.sliceSteps(1)).knowing(RandomWorkflow.CALLED)) {
            ExecutionHandle handle = engine.millrace.start(random.workflow(), StartRequest.inputs(random.inputs()));
            engine.settle(slices);
            boolean wasOver = handle.isOver();

            handle.cancel();
            ExecutionResult result = engine.finish(handle);

            assertThat(wasOver || result.status() == ExecutionStatus.CANCELLED)
                    .as(result.toString())
                    .isTrue();
            assertThat(engine.clock.pendingTimers()).isZero();
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void execution_paused_anywhere_ends_as_if_it_had_not_been(
            @ForAll("workflows") RandomWorkflow random, @ForAll @IntRange(max = 200) int slices) {
        Assume.that(!random.forks() && isShort(random));
        try (TestEngine engine =
                TestEngine.with(builder -> builder.sliceSteps(1)).knowing(RandomWorkflow.CALLED)) {
            Object undisturbed = state(engine.run(random.workflow(), random.inputs()));
            ExecutionHandle handle = engine.millrace.start(random.workflow(), StartRequest.inputs(random.inputs()));
            engine.settle(slices);
            boolean wasOver = handle.isOver();

            handle.pause();
            engine.advance(Duration.ofSeconds(1));
            assertThat(handle.isOver()).isEqualTo(wasOver);
            handle.resume();

            assertThat(state(engine.finish(handle))).isEqualTo(undisturbed);
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
