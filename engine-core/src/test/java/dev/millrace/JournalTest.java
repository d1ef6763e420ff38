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
import dev.millrace.module.Input;
import dev.millrace.module.LogLevel;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.store.ExecutionLostException;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.ManualClock;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written down when, and what a crash at the worst moment leaves (architecture, journal; decision D8). */
class JournalTest {
    private final HeldStore store = new HeldStore();
    /** What steps did to the world, which no crash undoes. */
    private final List<String> world = new ArrayList<>();

    private TestEngine engine() {
        return engine(builder -> builder);
    }

    private TestEngine engine(UnaryOperator<MillraceBuilder> settings) {
        return TestEngine.with(builder -> settings.apply(builder.executions(store)
                .module(touching("pay", Effect.ONCE))
                .module(logging())
                .module(touching("put", Effect.REPEATABLE))
                .module(touching("think", Effect.PURE))));
    }

    private Module touching(String id, Effect effect) {
        ModuleDescriptor descriptor = ModuleDescriptor.builder(id)
                .input(Input.any("value"))
                .output(Output.any("value"))
                .effect(effect)
                .build();
        return Module.of(descriptor, step -> {
            world.add(id + " " + step.input("value"));
            return StepResult.done("value", step.input("value"));
        });
    }

    private static Module logging() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("log")
                .input(Input.text("message"))
                .effect(Effect.PURE)
                .build();
        return Module.of(descriptor, step -> {
            step.log(LogLevel.INFO, step.text("message"), Map.of());
            return StepResult.done();
        });
    }

    /** The process dies; another engine takes up what is durable, and runs until it waits or ends. */
    private TestEngine afterCrash(TestEngine crashed) {
        store.lose();
        crashed.crash();
        TestEngine next = engine();
        next.millrace.recover();
        next.settle();
        return next;
    }

    private static ExecutionHandle found(TestEngine engine, String id) {
        return engine.millrace.find(id).orElseThrow();
    }

    // ---------------------------------------------------------------- before a step

    @Test
    void step_that_must_not_happen_twice_begins_only_when_it_is_durable_that_it_is_about_to() {
        try (TestEngine engine = engine()) {
            ExecutionHandle handle = engine.millrace.start(Listing.workflow("pay {value: 1}"), StartRequest.plain());
            store.hold();
            engine.settle();
            assertThat(world).isEmpty();
            assertThat(engine.view(handle).status()).isEqualTo(ExecutionStatus.RUNNING);

            store.releaseOne();
            engine.settle();

            assertThat(world).containsExactly("pay 1");
        }
    }

    @Test
    void step_with_an_effect_waits_for_what_the_step_before_it_has_brought() {
        try (TestEngine engine = engine()) {
            engine.millrace.start(Listing.workflow("""
                    put {value: 1}
                    put {value: 2}
                    """), StartRequest.plain());
            store.hold();
            engine.settle();
            assertThat(world).containsExactly("put 1");

            store.releaseOne();
            engine.settle();

            assertThat(world).containsExactly("put 1", "put 2");
        }
    }

    @Test
    void steps_that_compute_write_nothing_but_start_and_end() {
        try (TestEngine engine = engine()) {
            List<Long> numbers = new ArrayList<>();

            ExecutionHandle handle = engine.millrace.start(Listing.workflow("""
                    create_variable {type: 'number', value: 1, variableName: 'n'}
                    loop {count: 100}
                      think {value: '[[n]]'}
                    end_loop
                    wait_signal {name: 'go'}
                    """), StartRequest.plain());
            engine.settle();
            store.find(handle.id()).orElseThrow().records().forEach(written -> numbers.add(written.number()));

            assertThat(numbers).as("the start and the wait").containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"once       | pay   | 1 | FAILED    | Outcome unknown", "repeatable | put   | 2 | COMPLETED | "})
    void step_whose_result_was_lost_with_the_process_is_done_again_unless_it_must_not(
            String row, String module, int times, ExecutionStatus status, String error) {
        TestEngine engine = engine();
        ExecutionHandle handle =
                engine.millrace.start(Listing.workflow(module + " {value: 1}\nput {value: 2}"), StartRequest.plain());
        store.hold();
        engine.settle();
        if (store.heldWrites() == 1 && world.isEmpty()) {
            store.releaseOne();
            engine.settle();
        }
        assertThat(world).containsExactly(module + " 1");

        try (TestEngine next = afterCrash(engine)) {
            ExecutionHandle revived = found(next, handle.id());

            assertThat(world.stream().filter((module + " 1")::equals)).hasSize(times);
            assertThat(revived.view().status()).isEqualTo(status);
            assertThat(TestEngine.await(revived.completion()).error().map(cause -> cause.title()))
                    .isEqualTo(Optional.ofNullable(error));
        }
    }

    @Test
    void policy_of_a_step_decides_what_an_unknown_outcome_means() {
        TestEngine engine = engine();
        ExecutionHandle handle = engine.millrace.start(Listing.workflow("""
                p: pay {value: 1, __error_policy: 'SKIP'}
                put {value: '{{p.error}}'}
                """), StartRequest.plain());
        store.hold();
        engine.settle();
        store.releaseOne();
        engine.settle();

        try (TestEngine next = afterCrash(engine)) {
            assertThat(world)
                    .containsExactly(
                            "pay 1", "put the engine stopped while the step was under way; it is not done twice");
            assertThat(found(next, handle.id()).isOver()).isTrue();
        }
    }

    @Test
    void announced_step_that_had_not_begun_when_the_engine_was_closed_is_no_unknown_outcome() {
        TestEngine engine = engine();
        ExecutionHandle handle = engine.millrace.start(Listing.workflow("pay {value: 1}"), StartRequest.plain());
        store.hold();
        engine.settle();
        TestEngine.inside(handle).suspend();
        engine.settle();

        store.release();
        engine.settle();
        assertThat(world).isEmpty();

        try (TestEngine next = afterCrash(engine)) {
            assertThat(world).containsExactly("pay 1");
            assertThat(TestEngine.await(found(next, handle.id()).completion()).status())
                    .isEqualTo(ExecutionStatus.COMPLETED);
        }
    }

    // ---------------------------------------------------------------- start and end

    @Test
    void end_is_told_when_it_is_durable() {
        try (TestEngine engine = engine()) {
            ExecutionHandle handle = engine.millrace.start(Listing.workflow("put {value: 1}"), StartRequest.plain());
            store.hold();
            engine.settle();
            assertThat(world).containsExactly("put 1");
            assertThat(handle.isOver()).isFalse();
            assertThat(handle.completion()).isNotDone();

            store.release();
            engine.settle();

            assertThat(handle.isOver()).isTrue();
            assertThat(TestEngine.await(handle.completion()).status()).isEqualTo(ExecutionStatus.COMPLETED);
        }
    }

    @Test
    void execution_that_was_started_and_ran_no_step_yet_survives() {
        TestEngine engine = engine();
        String id = engine.millrace
                .start(Listing.workflow("put {value: '[[who]]'}"), StartRequest.inputs(Map.of("who", "Ann")))
                .id();

        try (TestEngine next = afterCrash(engine)) {
            assertThat(world).containsExactly("put Ann");
            assertThat(found(next, id).isOver()).isTrue();
        }
    }

    @Test
    void execution_ends_on_the_definition_it_started_with() {
        TestEngine engine = engine();
        Workflow before = Listing.builder("""
                wait_signal {name: 'go'}
                put {value: 'old'}
                """).id("changed").build();
        engine.millrace.deploy(before);
        String id = engine.start(before).id();

        try (TestEngine next = afterCrash(engine)) {
            next.millrace.deploy(
                    Listing.builder("put {value: 'new'}").id("changed").build());
            found(next, id).signal("go", null);
            next.settle();

            assertThat(world).containsExactly("put old");
        }
    }

    @Test
    void time_limit_goes_on_while_the_engine_is_down() {
        TestEngine engine = engine();
        String id = engine.millrace
                .start(
                        Listing.workflow("wait_signal {name: 'go'}"),
                        StartRequest.plain().withTimeLimit(Duration.ofMinutes(1)))
                .id();
        engine.settle();

        try (TestEngine next = afterCrash(engine)) {
            next.advance(Duration.ofMinutes(2));

            assertThat(found(next, id).view().status()).isEqualTo(ExecutionStatus.TIMEOUT);
        }
    }

    // ---------------------------------------------------------------- from outside

    @Test
    void signal_that_was_accepted_is_there_after_a_crash_and_is_taken_once() {
        TestEngine engine = engine();
        String id = engine.start("""
                sleep {ms: 60000}
                w: wait_signal {name: 'go'}
                put {value: '{{w.payload}}'}
                wait_signal {name: 'go'}
                """).id();
        found(engine, id).signal("go", "hello");

        try (TestEngine second = afterCrash(engine)) {
            second.advance(Duration.ofMinutes(1));
            assertThat(world).containsExactly("put hello");
            assertThat(second.view(found(second, id)).status()).isEqualTo(ExecutionStatus.WAITING);

            try (TestEngine third = afterCrash(second)) {
                third.advance(Duration.ofMinutes(5));

                assertThat(world).containsExactly("put hello");
                assertThat(third.view(found(third, id)).status()).isEqualTo(ExecutionStatus.WAITING);
            }
        }
    }

    @Test
    void cancelled_execution_stays_cancelled() {
        TestEngine engine = engine();
        ExecutionHandle handle = engine.start("""
                ask {gate: 'never'}
                put {value: 1}
                """);
        store.hold();
        handle.cancel();
        engine.settle();
        assertThat(store.heldWrites())
                .as("that it is to stop, and that it is over")
                .isEqualTo(2);
        store.releaseOne();

        try (TestEngine next = afterCrash(engine)) {
            next.advance(Duration.ofMinutes(1));

            assertThat(found(next, handle.id()).view().status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(world).isEmpty();
        }
    }

    @Test
    void paused_execution_stays_paused() {
        TestEngine engine = engine();
        ExecutionHandle handle = engine.start("""
                sleep {ms: 1000}
                put {value: 1}
                """);
        handle.pause();
        engine.settle();

        try (TestEngine next = afterCrash(engine)) {
            next.advance(Duration.ofMinutes(1));
            assertThat(world).isEmpty();

            found(next, handle.id()).resume();
            next.settle();

            assertThat(world).containsExactly("put 1");
        }
    }

    // ---------------------------------------------------------------- branches

    @Test
    void branches_go_on_each_where_it_stood() {
        TestEngine engine = engine();
        String id = engine.start("""
                parallel {}
                branch {name: 'a'}
                  put {value: 'a1'}
                  sleep {ms: 1000}
                  put {value: 'a2'}
                branch {name: 'b'}
                  put {value: 'b1'}
                  wait_signal {name: 'go'}
                  put {value: 'b2'}
                branch {name: 'c'}
                  put {value: 'c1'}
                end_parallel
                put {value: 'joined'}
                """).id();
        assertThat(world).containsExactly("put a1", "put b1", "put c1");

        try (TestEngine second = afterCrash(engine)) {
            second.advance(Duration.ofSeconds(1));
            assertThat(world).containsExactly("put a1", "put b1", "put c1", "put a2");

            try (TestEngine third = afterCrash(second)) {
                found(third, id).signal("go", null);
                third.settle();

                assertThat(world).containsExactly("put a1", "put b1", "put c1", "put a2", "put b2", "put joined");
                assertThat(found(third, id).isOver()).isTrue();
            }
        }
    }

    @Test
    void branch_that_had_won_has_won_after_a_crash() {
        TestEngine engine = engine();
        String id = engine.start("""
                p: parallel {join: 'any'}
                branch {name: 'slow'}
                  put {value: 'slow'}
                  sleep {ms: 60000}
                branch {name: 'quick'}
                  put {value: 'quick'}
                  sleep {ms: 1000}
                e: end_parallel
                wait_signal {name: 'go'}
                put {value: '{{e.winner}}'}
                """).id();
        engine.advance(Duration.ofSeconds(2));

        try (TestEngine next = afterCrash(engine)) {
            found(next, id).signal("go", null);
            next.settle();

            assertThat(world).containsExactly("put slow", "put quick", "put quick");
        }
    }

    @Test
    void rounds_of_a_list_that_were_done_are_not_done_again() {
        TestEngine engine = engine();
        String id = engine.start("""
                for_each {input_list: [1, 2, 3, 4, 5], maxConcurrency: 2}
                  f: put {value: 'x'}
                  sleep {ms: 1000}
                end_for_each
                put {value: 'end'}
                """).id();
        engine.advance(Duration.ofMillis(1500));
        assertThat(world).hasSize(4);

        try (TestEngine next = afterCrash(engine)) {
            next.advance(Duration.ofMinutes(1));

            assertThat(world).containsExactly("put x", "put x", "put x", "put x", "put x", "put end");
            assertThat(found(next, id).isOver()).isTrue();
        }
    }

    @Test
    void who_had_an_execution_started_is_known_after_a_restart() {
        TestEngine engine = engine();
        String id = engine.millrace
                .start(
                        Listing.workflow("wait_signal {name: 'go'}"),
                        StartRequest.plain().withTriggeredBy("api").withCallerId("application:east"))
                .id();
        engine.settle();

        try (TestEngine next = afterCrash(engine)) {
            ExecutionView view = next.view(found(next, id));

            assertThat(view.triggeredBy()).isEqualTo("api");
            assertThat(view.callerId()).isEqualTo("application:east");
        }
    }

    @Test
    void results_of_rounds_are_kept_across_a_restart_by_their_numbers() {
        TestEngine engine = engine();
        engine.start("""
                l: for_each {input_list: [30, 10, 20], maxConcurrency: 3}
                  s: think {value: '{{l.item}}'}
                  put {value: '{{s.value}}'}
                  sleep {ms: '{{l.item}}'}
                end_for_each
                put {value: '{{s.output.0.value}} {{s.output.1.value}} {{s.output.2.value}}'}
                """);
        engine.advance(Duration.ofMillis(15));

        try (TestEngine next = afterCrash(engine)) {
            next.advance(Duration.ofMinutes(1));

            assertThat(world).endsWith("put 30 10 20");
        }
    }

    @Test
    void sub_workflow_goes_on_where_it_stood_and_on_its_definition() {
        TestEngine engine = engine();
        engine.deploy("called", """
                put {value: 'in [[a]]'}
                sleep {ms: 1000}
                return {value: 'back'}
                """);
        String id = engine.start("""
                create_variable {type: 'number', value: 7, variableName: 'a'}
                c: call_workflow {workflow_id: 'called'}
                put {value: '{{c.result}}'}
                """).id();

        try (TestEngine next = afterCrash(engine)) {
            next.advance(Duration.ofSeconds(1));

            assertThat(world).containsExactly("put in 7", "put back");
            assertThat(found(next, id).isOver()).isTrue();
        }
    }

    @Test
    void store_is_told_once_of_each_workflow_that_an_execution_calls() {
        TestEngine engine = engine();
        engine.deploy("deeper", "put {value: 'deep'}");
        engine.deploy("called", "d: call_workflow {workflow_id: 'deeper'}");

        engine.start("""
                l: loop {count: 3}
                c: call_workflow {workflow_id: 'called'}
                end: end_loop {}
                """);

        assertThat(world).hasSize(3);
        assertThat(store.called()).containsExactly("called", "deeper");
    }

    @Test
    void loop_keeps_its_round_and_its_items() {
        TestEngine engine = engine();
        String id = engine.start("""
                f: for_each {input_list: ['a', 'b', 'c']}
                  put {value: '{{f.item}}'}
                  sleep {ms: 1000}
                end_for_each
                """).id();
        engine.advance(Duration.ofSeconds(1));
        assertThat(world).containsExactly("put a", "put b");

        try (TestEngine next = afterCrash(engine)) {
            next.advance(Duration.ofMinutes(1));

            assertThat(world).containsExactly("put a", "put b", "put c");
            assertThat(found(next, id).isOver()).isTrue();
        }
    }

    // ---------------------------------------------------------------- the log

    @Test
    void log_and_start_of_an_execution_that_rested_are_those_of_before_the_crash() {
        KeptLog history = new KeptLog();
        TestEngine engine = engine(builder -> builder.history(history));
        Instant started = engine.clock.now();
        String id = engine.start("""
                log {message: 'before'}
                sleep {ms: 60000}
                log {message: 'after'}
                """).id();
        store.lose();
        engine.crash();

        try (TestEngine next = engine(builder -> builder.history(history))) {
            next.clock.advance(Duration.ofSeconds(30));
            next.millrace.recover();
            next.advance(Duration.ofMinutes(1));

            ExecutionView end = history.find(id).orElseThrow();
            assertThat(end.startedAt()).contains(started);
            assertThat(end.log())
                    .extracting(LogEntry::message)
                    .containsSubsequence("before", "Completed step: log", "after", "Completed step: log")
                    .containsOnlyOnce("before", "after");
        }
    }

    /** Keeps what is said of executions under way too, as a history does that outlives the process. */
    private static final class KeptLog implements ExecutionHistory {
        private final ExecutionHistory rest =
                ExecutionHistory.inMemory(Retention.DEFAULT, ManualClock.at("2026-01-01T00:00:00Z"));
        private final Map<String, List<LogEntry>> logs = new HashMap<>();

        @Override
        public void logged(String executionId, List<LogEntry> entries) {
            logs.computeIfAbsent(executionId, unused -> new ArrayList<>()).addAll(entries);
        }

        @Override
        public List<LogEntry> log(String executionId) {
            return logs.getOrDefault(executionId, List.of());
        }

        @Override
        public void started(ExecutionSummary execution) {
            rest.started(execution);
        }

        @Override
        public void ended(ExecutionView execution) {
            rest.ended(execution);
        }

        @Override
        public Optional<ExecutionView> find(String executionId) {
            return rest.find(executionId);
        }

        @Override
        public HistoryPage list(HistoryFilter filter, int offset, int limit) {
            return rest.list(filter, offset, limit);
        }

        @Override
        public int delete(HistoryFilter filter) {
            return rest.delete(filter);
        }

        @Override
        public HistoryStatistics statistics(HistoryFilter filter) {
            return rest.statistics(filter);
        }
    }

    // ---------------------------------------------------------------- leaving

    @Test
    void closing_an_engine_leaves_executions_to_the_next_one() {
        String id;
        try (TestEngine first = engine()) {
            id = first.start("""
                    put {value: 1}
                    wait_signal {name: 'go'}
                    put {value: 2}
                    """).id();
            TestEngine.inside(first.millrace.find(id).orElseThrow()).suspend();
            first.settle();

            assertThat(first.millrace.find(id)).isEmpty();
        }
        try (TestEngine second = engine()) {
            assertThat(second.millrace.recover()).isEqualTo(new Recovery(1, List.of()));
            second.settle();
            found(second, id).signal("go", null);
            second.settle();

            assertThat(world).containsExactly("put 1", "put 2");
        }
    }

    @Test
    void execution_that_another_engine_has_taken_stops_before_its_next_step() {
        try (TestEngine engine = engine()) {
            ExecutionHandle handle = engine.millrace.start(Listing.workflow("""
                    put {value: 1}
                    put {value: 2}
                    """), StartRequest.plain());
            store.hold();
            engine.settle();

            store.refuse(handle.id());
            engine.settle();

            assertThat(world).containsExactly("put 1");
            assertThat(engine.millrace.find(handle.id())).isEmpty();
            assertThatThrownBy(() -> handle.await(Duration.ofSeconds(10))).isInstanceOf(ExecutionLostException.class);
        }
    }

    @Test
    void journal_that_cannot_be_read_is_reported_and_stops_no_other() {
        TestEngine engine = engine();
        Workflow workflow =
                Listing.builder("wait_signal {name: 'go'}").id("waits").build();
        String good = engine.start(workflow).id();
        store.append(new JournalRecord(
                        "exec-broken", "waits", workflow.contentHash(), 1, JournalRecord.Kind.SNAPSHOT, "{\"pc\": "))
                .join();
        store.append(new JournalRecord("exec-strange", "gone", "no-such-hash", 1, JournalRecord.Kind.SNAPSHOT, "{}"))
                .join();
        engine.crash();

        try (TestEngine next = engine()) {
            Recovery recovery = next.millrace.recover();
            next.settle();

            assertThat(recovery.restored()).isEqualTo(1);
            assertThat(recovery.broken())
                    .extracting(Recovery.Broken::executionId)
                    .containsExactly("exec-broken", "exec-strange");
            assertThat(recovery.broken().get(0).why()).contains("no JSON object");
            assertThat(recovery.broken().get(1).why()).contains("no-such-hash");
            assertThat(found(next, good).isOver()).isFalse();
            assertThat(store.find("exec-broken")).isPresent();
        }
    }
}
