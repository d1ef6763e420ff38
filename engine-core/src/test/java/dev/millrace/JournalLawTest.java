package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.execution.Execution;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.StoredExecution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** The law of journals: an execution of which a crash leaves nothing but its journal does what it does undisturbed. */
class JournalLawTest {
    private static final int MAX_CRASHES = 200_000;

    @Provide
    Arbitrary<RandomWorkflow> workflows() {
        return RandomWorkflow.any();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void execution_that_crashes_after_every_record_ends_as_one_left_alone(@ForAll("workflows") RandomWorkflow random) {
        compare(random);
    }

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    @Tag("by-hand")
    void execution_that_crashes_after_every_record_ends_as_one_left_alone_at_length(
            @ForAll("workflows") RandomWorkflow random) {
        compare(random);
    }

    private static void compare(RandomWorkflow random) {
        Assume.that(new NaiveInterpreter(random.steps(), random.inputs()).ends());
        EarlyEnds earlyEnds = new EarlyEnds();
        ExecutionStore store = ExecutionStore.inMemory();
        try (TestEngine undisturbed = TestEngine.with(
                                builder -> builder.sliceSteps(1).observer(earlyEnds))
                        .knowing(RandomWorkflow.CALLED);
                TestEngine crashing = TestEngine.with(
                                builder -> builder.sliceSteps(1).executions(store))
                        .knowing(RandomWorkflow.CALLED)) {
            ExecutionResult expected = undisturbed.run(random.workflow(), random.inputs());
            // where one branch ends the others, how far those got is a matter of time
            Assume.that(!random.forks() || !earlyEnds.seen());

            ExecutionResult actual = runWithCrashes(crashing, store, random);

            if (random.forks()) {
                assertThat(crashing.trace()).as("notes").containsExactlyInAnyOrderElementsOf(undisturbed.trace());
            } else {
                assertThat(crashing.trace()).as("notes").isEqualTo(undisturbed.trace());
            }
            assertThat(actual.status()).as(actual.toString()).isEqualTo(expected.status());
            assertThat(actual.error()).isEqualTo(expected.error());
            assertThat(actual.variables()).isEqualTo(expected.variables());
            assertThat(withoutWinners(actual)).isEqualTo(withoutWinners(expected));
            assertThat(actual.view().output()).isEqualTo(expected.view().output());
            assertThat(actual.view().returnValue()).isEqualTo(expected.view().returnValue());
            assertThat(store.find(actual.view().id())).isEmpty();
        }
    }

    /**
     * Runs one task at a time; after each that has written something, all that the engine has in memory of the execution is
     * thrown away. What computes only is not written, so it would never get on if it crashed more often.
     */
    private static ExecutionResult runWithCrashes(TestEngine engine, ExecutionStore store, RandomWorkflow random) {
        Execution execution =
                TestEngine.inside(engine.millrace.start(random.workflow(), StartRequest.inputs(random.inputs())));
        String id = execution.id();
        long written = 0;
        for (int crashes = 0; !execution.isOver(); crashes++) {
            assertThat(crashes).as("crashes").isLessThan(MAX_CRASHES);
            if (!engine.runOne()) {
                assertThat(engine.clock.advanceToNextTimer()).isTrue();
                continue;
            }
            Optional<StoredExecution> stored = store.find(id);
            if (!execution.isOver() && stored.isPresent() && stored.get().lastNumber() > written) {
                written = stored.get().lastNumber();
                engine.forgetTasks();
                engine.clock.close();
                execution = engine.millrace.restore(stored.get());
            }
        }
        return ExecutionResult.of(execution);
    }

    /** Which branch was first goes by time. */
    private static Map<String, Map<String, @Nullable Object>> withoutWinners(ExecutionResult result) {
        Map<String, Map<String, @Nullable Object>> outputs = new LinkedHashMap<>();
        result.view().outputs().forEach((step, values) -> {
            Map<String, @Nullable Object> rest = new LinkedHashMap<>(values);
            rest.remove("winner");
            outputs.put(step, rest);
        });
        return outputs;
    }
}
