package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.execution.Execution;
import dev.millrace.execution.ExecutionSnapshot;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.StoredExecution;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The law of snapshots: written down, forgotten and restored at every step, an execution does what it does undisturbed. */
class SnapshotTest {
    private static final int MAX_RESTARTS = 200_000;

    @Provide
    Arbitrary<RandomWorkflow> workflows() {
        return RandomWorkflow.any();
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void execution_restored_at_every_step_ends_as_one_left_alone(@ForAll("workflows") RandomWorkflow random)
            throws IOException {
        compare(random);
    }

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    @Tag("by-hand")
    void execution_restored_at_every_step_ends_as_one_left_alone_at_length(@ForAll("workflows") RandomWorkflow random)
            throws IOException {
        compare(random);
    }

    private static void compare(RandomWorkflow random) throws IOException {
        Assume.that(new NaiveInterpreter(random.steps(), random.inputs()).ends());
        EarlyEnds earlyEnds = new EarlyEnds();
        try (TestEngine undisturbed = TestEngine.with(
                                builder -> builder.sliceSteps(1).observer(earlyEnds))
                        .knowing(RandomWorkflow.CALLED);
                TestEngine restarted =
                        TestEngine.with(builder -> builder.sliceSteps(1)).knowing(RandomWorkflow.CALLED)) {
            ExecutionResult expected = undisturbed.run(random.workflow(), random.inputs());

            // where one branch ends the others, how far those got is a matter of time
            Assume.that(!random.forks() || !earlyEnds.seen());

            ExecutionResult actual = runWithRestarts(restarted, random.workflow(), random.inputs());

            // restarts change the order in which branches get on, and nothing else
            if (random.forks()) {
                assertThat(restarted.trace()).as("notes").containsExactlyInAnyOrderElementsOf(undisturbed.trace());
            } else {
                assertThat(restarted.trace()).as("notes").isEqualTo(undisturbed.trace());
            }
            assertThat(actual.status()).as(actual.toString()).isEqualTo(expected.status());
            assertThat(actual.error()).isEqualTo(expected.error());
            assertThat(actual.variables()).isEqualTo(expected.variables());
            assertThat(withoutWinners(actual)).isEqualTo(withoutWinners(expected));
            assertThat(actual.view().output()).isEqualTo(expected.view().output());
            assertThat(actual.view().returnValue()).isEqualTo(expected.view().returnValue());
        }
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

    /** Runs one task at a time; after each, all that the engine has in memory of the execution is thrown away. */
    private static ExecutionResult runWithRestarts(TestEngine engine, Workflow workflow, Map<String, ?> inputs)
            throws IOException {
        Execution execution = TestEngine.inside(engine.millrace.start(workflow, StartRequest.inputs(inputs)));
        for (int restarts = 0; !execution.isOver(); restarts++) {
            assertThat(restarts).as("restarts").isLessThan(MAX_RESTARTS);
            if (!engine.runOne()) {
                assertThat(engine.clock.advanceToNextTimer()).isTrue();
                continue;
            }
            if (!execution.isOver()) {
                ExecutionSnapshot snapshot = TestEngine.throughText(execution.snapshot());
                engine.forgetTasks();
                engine.clock.close();
                execution = engine.millrace.restore(snapshot);
            }
        }
        return ExecutionResult.of(execution);
    }

    @Test
    void waiting_execution_is_kept_by_its_store_alone_and_goes_on_from_there() {
        ExecutionStore store = ExecutionStore.inMemory();
        try (TestEngine engine = TestEngine.with(builder -> builder.executions(store))) {
            ExecutionHandle handle = engine.start("""
                    create_variable {type: 'number', value: 1, variableName: 'n'}
                    sleep {ms: 60000}
                    note '[[n]]'
                    """);

            assertThat(store.find(handle.id())).isPresent();
            assertThat(engine.view(handle).status()).isEqualTo(ExecutionStatus.WAITING);
            assertThat(engine.view(handle).variables()).containsEntry("n", 1L);

            engine.advance(Duration.ofMinutes(1));

            assertThat(handle.isOver()).isTrue();
            assertThat(engine.trace()).containsExactly("1");
            assertThat(store.find(handle.id())).isEmpty();
        }
    }

    @Test
    void another_engine_goes_on_with_what_a_store_holds() {
        ExecutionStore store = ExecutionStore.inMemory();
        String id;
        Workflow workflow = Listing.workflow("""
                w: wait_signal {name: 'go'}
                note '{{w.payload}}'
                """);
        try (TestEngine first = TestEngine.with(builder -> builder.executions(store))) {
            id = first.start(workflow).id();
            first.crash();
        }
        try (TestEngine second = TestEngine.with(builder -> builder.executions(store))) {
            second.millrace.deploy(workflow);

            Recovery recovery = second.millrace.recover();
            second.settle();
            second.millrace.find(id).orElseThrow().signal("go", "hello");
            second.settle();

            assertThat(recovery).isEqualTo(new Recovery(1, List.of()));
            assertThat(second.trace()).containsExactly("hello");
            assertThat(second.millrace.find(id).orElseThrow().isOver()).isTrue();
            assertThat(store.find(id)).isEmpty();
        }
    }

    @Test
    void signal_that_comes_while_the_execution_is_written_down_finds_it_whole() {
        SignallingStore store = new SignallingStore();
        try (TestEngine engine = TestEngine.with(builder -> builder.executions(store))) {
            store.millrace = engine.millrace;

            ExecutionHandle handle = engine.start("""
                    create_variable {type: 'number', value: 1, variableName: 'n'}
                    w: wait_signal {name: 'go'}
                    note '[[n]] {{w.payload}}'
                    """);

            assertThat(handle.isOver()).isTrue();
            assertThat(engine.trace()).containsExactly("1 hello");
        }
    }

    /** Sends a signal at the worst moment. */
    private static final class SignallingStore implements ExecutionStore {
        private final ExecutionStore kept = ExecutionStore.inMemory();
        private @Nullable Millrace millrace;

        @Override
        public CompletableFuture<Void> append(JournalRecord entry) {
            CompletableFuture<Void> written = kept.append(entry);
            if (entry.number() == 2) {
                Optional.ofNullable(millrace)
                        .flatMap(engine -> engine.find(entry.executionId()))
                        .ifPresent(handle -> handle.signal("go", "hello"));
            }
            return written;
        }

        @Override
        public CompletableFuture<Void> remove(String executionId) {
            return kept.remove(executionId);
        }

        @Override
        public Optional<StoredExecution> find(String executionId) {
            return kept.find(executionId);
        }

        @Override
        public void forEach(Consumer<StoredExecution> action) {
            kept.forEach(action);
        }

        @Override
        public void keep(Workflow definition) {
            kept.keep(definition);
        }

        @Override
        public void keepFor(String executionId, Workflow called) {
            kept.keepFor(executionId, called);
        }

        @Override
        public Optional<Workflow> definition(String contentHash) {
            return kept.definition(contentHash);
        }
    }
}
