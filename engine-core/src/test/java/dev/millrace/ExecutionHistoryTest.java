package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistoryPage;
import dev.millrace.history.HistoryStatistics;
import dev.millrace.history.Retention;
import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Document 001 and spec vflow-model 7.5, 7.9: what an engine tells its history. */
class ExecutionHistoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicInteger ids = new AtomicInteger();
    private final ManualClock clock = ManualClock.at(START);
    private final ExecutionHistory history = ExecutionHistory.inMemory(Retention.DEFAULT, clock);
    private final TestEngine engine = with(history);

    private TestEngine with(ExecutionHistory kept) {
        return with(kept, builder -> builder);
    }

    private TestEngine with(ExecutionHistory kept, UnaryOperator<MillraceBuilder> settings) {
        return TestEngine.with(builder ->
                settings.apply(builder.clock(clock, clock).history(kept).ids(() -> "exec-" + ids.incrementAndGet())));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private ExecutionHandle start(String workflowId, String listing) {
        return engine.start(Listing.builder(listing)
                .id(workflowId)
                .name("workflow " + workflowId)
                .build());
    }

    private void end(ExecutionHandle handle) {
        while (!handle.isOver()) {
            clock.advanceToNextTimer();
            engine.settle();
        }
    }

    private HistoryPage list(HistoryFilter filter) {
        return history.list(filter, 0, 100);
    }

    private void assertListed(HistoryFilter filter, String... executionIds) {
        assertThat(list(filter).executions())
                .extracting(ExecutionSummary::executionId)
                .containsExactly(executionIds);
        assertThat(list(filter).total()).isEqualTo(executionIds.length);
    }

    @Test
    void execution_under_way_is_listed_as_running() {
        start("a", "sleep {ms: 100}");

        assertThat(list(HistoryFilter.any()).executions())
                .containsExactly(new ExecutionSummary(
                        "exec-1",
                        "a",
                        "workflow a",
                        "manual",
                        ExecutionStatus.RUNNING,
                        Optional.of(START),
                        Optional.empty(),
                        null));
        assertThat(history.find("exec-1")).isEmpty();
    }

    @Test
    void execution_that_is_over_is_found_with_all_it_left() {
        end(start("a", """
            G: give {value: 1}
               create_variable {variableName: 'n', type: 'number', value: 7}
               sleep {ms: 100}
               fail 'no luck'
            """));

        ExecutionView view = history.find("exec-1").orElseThrow();
        assertThat(view.outputs()).containsEntry("G", Map.of("value", 1L));
        assertThat(view.variables()).containsEntry("n", 7L);
        assertThat(view.log()).isNotEmpty();
        assertThat(list(HistoryFilter.any()).executions())
                .containsExactly(new ExecutionSummary(
                        "exec-1",
                        "a",
                        "workflow a",
                        "manual",
                        ExecutionStatus.FAILED,
                        Optional.of(START),
                        Optional.of(START.plusMillis(100)),
                        "no luck"));
    }

    @Test
    void caller_that_learns_of_the_end_finds_it_in_the_history() {
        ExecutionHandle handle = start("a", "sleep {ms: 100}");
        CompletableFuture<Boolean> found = handle.completion()
                .thenApply(result -> history.find(handle.id()).isPresent());

        end(handle);

        assertThat(found).isCompletedWithValue(true);
    }

    @Test
    void execution_on_the_callers_thread_is_listed_too() {
        engine.millrace.run(Listing.workflow("note 'A'"), Map.of());

        assertListed(HistoryFilter.any().in(ExecutionStatus.COMPLETED), "exec-1");
    }

    @Test
    void execution_that_may_not_start_is_not_listed() {
        start("a", "sleep {ms: 100}");

        assertThatThrownBy(() -> start("a", "sleep {ms: 100}")).isInstanceOf(StartRefusedException.class);

        assertListed(HistoryFilter.any(), "exec-1");
    }

    @Test
    void restored_execution_is_listed_and_its_end_as_well() {
        ExecutionStore store = ExecutionStore.inMemory();
        try (TestEngine first = TestEngine.with(builder -> builder.executions(store))) {
            first.deploy("a", "sleep {ms: 100}");
            first.millrace.start("a", StartRequest.plain());
            first.settle();
            first.crash();
            try (TestEngine second = TestEngine.with(
                    builder -> builder.executions(store).clock(clock, clock).history(history))) {
                second.deploy("a", "sleep {ms: 100}");

                second.millrace.recover();

                assertThat(list(HistoryFilter.any()).executions())
                        .extracting(ExecutionSummary::status)
                        .containsExactly(ExecutionStatus.RUNNING);
                clock.advance(Duration.ofSeconds(1));
                second.settle();
                assertThat(list(HistoryFilter.any()).executions())
                        .extracting(ExecutionSummary::status)
                        .containsExactly(ExecutionStatus.COMPLETED);
            }
        }
    }

    @Test
    void history_that_fails_does_not_keep_the_execution_from_its_end() {
        try (TestEngine other = with(new BrokenHistory())) {
            assertThat(other.run("note 'A'").isCompleted()).isTrue();
        }
    }

    @Test
    void engine_gives_the_history_it_was_built_with() {
        assertThat(engine.millrace.history()).containsSame(history);
        try (TestEngine without = TestEngine.with(MillraceBuilder::history)) {
            assertThat(without.millrace.history()).isEmpty();
        }
    }

    @Test
    void retention_keeps_at_least_one_for_some_time() {
        assertThatThrownBy(() -> new Retention(0, Duration.ofDays(1))).hasMessageContaining("maxExecutions");
        assertThatThrownBy(() -> new Retention(1, Duration.ZERO)).hasMessageContaining("maxAge");
    }

    @Test
    void execution_that_is_over_on_its_callers_thread_is_told_of_once() {
        List<String> told = new ArrayList<>();
        try (TestEngine listened = with(listening(told))) {
            ExecutionHandle brief = startHere(listened, "note 'A'");

            assertThat(told).containsExactly("ended");
            assertThat(history.find(brief.id())).contains(brief.view());
        }
    }

    @Test
    void execution_that_leaves_its_callers_thread_is_listed_as_running() {
        List<String> told = new ArrayList<>();
        try (TestEngine listened = with(listening(told))) {
            ExecutionHandle waiting = startHere(listened, "sleep {ms: 100}");

            assertThat(told).containsExactly("started");
            assertListed(HistoryFilter.any().in(ExecutionStatus.RUNNING), waiting.id());
            waiting.cancel();
            listened.settle();
            assertThat(told).containsExactly("started", "ended");
        }
    }

    @Test
    void execution_that_is_over_on_its_callers_thread_is_not_listed_again_while_its_end_is_written_down() {
        HeldStore store = new HeldStore();
        List<String> told = new ArrayList<>();
        try (TestEngine listened =
                with(listening(told), builder -> builder.executions(store).module(holding(store)))) {
            ExecutionHandle brief = startHere(listened, "hold");
            assertThat(brief.isOver()).isFalse();

            store.release();
            listened.settle();

            assertThat(told).containsExactly("ended");
            assertListed(HistoryFilter.any().in(ExecutionStatus.COMPLETED), brief.id());
        }
    }

    /** A module that only computes, and whose execution writes nothing but its end afterwards. */
    private static Module holding(HeldStore store) {
        ModuleDescriptor descriptor =
                ModuleDescriptor.builder("hold").effect(Effect.PURE).build();
        return Module.of(descriptor, step -> {
            store.hold();
            return StepResult.done();
        });
    }

    @Test
    void execution_that_is_handed_to_a_worker_is_listed_before_anybody_is_told_of_its_start() {
        List<HistoryPage> found = new ArrayList<>();
        ExecutionObserver looking = new ExecutionObserver() {
            @Override
            public void executionStarted(ExecutionEvent execution) {
                found.add(list(HistoryFilter.any().ofExecution(execution.executionId())));
            }
        };
        try (TestEngine observed = with(history, builder -> builder.observer(looking))) {
            observed.start("note 'A'");

            assertThat(found).extracting(HistoryPage::total).containsExactly(1);
        }
    }

    @Test
    void execution_with_the_id_of_one_that_is_over_takes_its_own_place() {
        startHere(engine, "note 'A'", StartRequest.plain().withExecutionId("again"));
        clock.advance(Duration.ofHours(1));
        startHere(engine, "note 'B'", StartRequest.plain().withExecutionId("once"));
        clock.advance(Duration.ofHours(1));
        try (TestEngine later = with(history)) {
            startHere(later, "note 'C'", StartRequest.plain().withExecutionId("again"));

            assertListed(HistoryFilter.any(), "again", "once");
            clock.advance(Retention.DEFAULT.maxAge().minus(Duration.ofMinutes(30)));
            assertListed(HistoryFilter.any(), "again");
        }
    }

    private static ExecutionHandle startHere(TestEngine listened, String listing) {
        return startHere(listened, listing, StartRequest.plain());
    }

    private static ExecutionHandle startHere(TestEngine listened, String listing, StartRequest request) {
        return listened.millrace.prepare(Listing.workflow(listing)).startHere(request);
    }

    /** The history, and by their names the calls that tell it something. */
    private ExecutionHistory listening(List<String> told) {
        Set<String> telling = Set.of("started", "ended");
        return (ExecutionHistory) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ExecutionHistory.class}, (proxy, method, arguments) -> {
                    if (telling.contains(method.getName())) {
                        told.add(method.getName());
                    }
                    return method.invoke(history, arguments);
                });
    }

    private static final class BrokenHistory implements ExecutionHistory {
        @Override
        public void started(ExecutionSummary execution) {
            throw broken();
        }

        @Override
        public void ended(ExecutionView execution) {
            throw broken();
        }

        @Override
        public Optional<ExecutionView> find(String executionId) {
            throw broken();
        }

        @Override
        public HistoryPage list(HistoryFilter filter, int offset, int limit) {
            throw broken();
        }

        @Override
        public int delete(HistoryFilter filter) {
            throw broken();
        }

        @Override
        public HistoryStatistics statistics(HistoryFilter filter) {
            throw broken();
        }

        private static IllegalStateException broken() {
            return new IllegalStateException("disk full");
        }
    }
}
