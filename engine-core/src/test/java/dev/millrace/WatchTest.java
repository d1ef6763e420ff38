package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.module.LogLevel;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.observe.StepEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Observers that join one execution while it runs. */
class WatchTest {
    private static final int STEPS = 30_000;
    private static final int LINES = 20_000;
    private static final String TWO_NOTES = """
            A: note 'A'
            S: sleep {ms: 100}
            B: note 'B'
            """;

    /** Notes what it is told. */
    private static final class Watcher implements ExecutionObserver {
        final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void executionStarted(ExecutionEvent execution) {
            told.add("started");
        }

        @Override
        public void executionEnded(ExecutionEvent execution, ExecutionView end) {
            told.add("ended " + end.status());
        }

        @Override
        public void stepStarted(ExecutionEvent execution, StepEvent step) {
            told.add("begins " + step.stepId());
        }

        @Override
        public void stepCompleted(ExecutionEvent execution, StepEvent step) {
            told.add("completes " + step.stepId());
        }
    }

    /** Counts, for executions with many events. */
    private static final class Counter implements ExecutionObserver {
        final List<String> lines = new ArrayList<>();
        int completed;

        @Override
        public void stepCompleted(ExecutionEvent execution, StepEvent step) {
            completed++;
        }

        @Override
        public void logged(ExecutionEvent execution, LogEntry entry) {
            lines.add(entry.message());
        }
    }

    @Test
    void what_was_before_is_in_the_view_and_what_comes_is_told() {
        Watcher watcher = new Watcher();
        try (TestEngine engine = TestEngine.with(MillraceBuilder::history)) {
            ExecutionHandle handle = engine.start(TWO_NOTES);

            ExecutionView view = engine.answer(() -> handle.watch(watcher));
            engine.finish(handle);

            assertThat(view.status()).isEqualTo(ExecutionStatus.WAITING);
            assertThat(view.currentSteps()).containsExactly(1);
            assertThat(view.log())
                    .extracting(LogEntry::message)
                    .containsExactly("Starting step: note", "Completed step: note");
            assertThat(watcher.told).containsExactly("completes S", "begins B", "completes B", "ended COMPLETED");
        }
    }

    @Test
    void watcher_that_has_left_is_told_nothing_more() {
        Watcher watcher = new Watcher();
        try (TestEngine engine = TestEngine.with(MillraceBuilder::history)) {
            ExecutionHandle handle = engine.start(TWO_NOTES);
            engine.answer(() -> handle.watch(watcher));

            handle.unwatch(watcher);
            engine.finish(handle);

            assertThat(watcher.told).isEmpty();
        }
    }

    @Test
    void watching_twice_tells_once() {
        Watcher watcher = new Watcher();
        try (TestEngine engine = TestEngine.with(MillraceBuilder::history)) {
            ExecutionHandle handle = engine.start(TWO_NOTES);

            engine.answer(() -> handle.watch(watcher));
            engine.answer(() -> handle.watch(watcher));
            engine.finish(handle);

            assertThat(watcher.told).containsOnlyOnce("ended COMPLETED");
        }
    }

    @Test
    void other_executions_are_not_told() {
        Watcher watcher = new Watcher();
        try (TestEngine engine = TestEngine.with(MillraceBuilder::history)) {
            ExecutionHandle handle = engine.start(TWO_NOTES);
            engine.answer(() -> handle.watch(watcher));

            engine.start(Listing.builder("note 'C'").id("other").build());

            assertThat(watcher.told).isEmpty();
        }
    }

    @Test
    void execution_that_is_over_has_a_view_and_nothing_to_tell() {
        Watcher watcher = new Watcher();
        try (TestEngine engine = TestEngine.with(MillraceBuilder::history)) {
            ExecutionHandle handle = engine.start("note 'A'");

            ExecutionView view = handle.watch(watcher);

            assertThat(view.status()).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(watcher.told).isEmpty();
        }
    }

    @Test
    void observers_of_the_engine_go_on_being_told() {
        Watcher all = new Watcher();
        Watcher watcher = new Watcher();
        try (TestEngine engine = TestEngine.with(builder -> builder.observer(all))) {
            ExecutionHandle handle = engine.start(TWO_NOTES);
            ExecutionView view = engine.answer(() -> handle.watch(watcher));
            handle.unwatch(all);
            engine.finish(handle);

            assertThat(view.log()).isEmpty();
            assertThat(all.told).startsWith("started").endsWith("ended COMPLETED");
            assertThat(watcher.told).isEqualTo(all.told.subList(4, all.told.size()));
        }
    }

    @Test
    void watcher_that_fails_disturbs_nobody() {
        Watcher second = new Watcher();
        ExecutionObserver first = new ExecutionObserver() {
            @Override
            public void stepStarted(ExecutionEvent execution, StepEvent step) {
                throw new IllegalStateException("a bug");
            }
        };
        try (TestEngine engine = TestEngine.with(MillraceBuilder::history)) {
            ExecutionHandle handle = engine.start(TWO_NOTES);
            engine.answer(() -> handle.watch(first));
            engine.answer(() -> handle.watch(second));

            assertThat(engine.finish(handle).isCompleted()).isTrue();
            assertThat(second.told).contains("begins B");
        }
    }

    @Test
    void engine_that_records_nothing_says_what_to_do() {
        try (TestEngine engine = TestEngine.create()) {
            ExecutionHandle handle = engine.start(TWO_NOTES);

            assertThatThrownBy(() -> handle.watch(new Watcher()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("history()");
        }
    }

    @Test
    void every_step_is_either_in_the_view_or_told() {
        try (Millrace millrace = Millrace.builder()
                .withoutDiscovery()
                .modules(new TestModules())
                .history(3 * STEPS)
                .build()) {
            ExecutionHandle handle = millrace.start(
                    Listing.workflow("loop {count: " + STEPS + "}\nG: give {value: 1}\nend_loop"),
                    StartRequest.plain());
            List<Counter> counters = new ArrayList<>();
            List<ExecutionView> views = new ArrayList<>();
            while (!handle.isOver() && counters.size() < 50) {
                Counter counter = new Counter();
                counters.add(counter);
                views.add(handle.watch(counter));
            }
            handle.completion().join();

            long all = completed(handle.view());
            for (int i = 0; i < counters.size(); i++) {
                assertThat(completed(views.get(i)) + counters.get(i).completed).isEqualTo(all);
            }
        }
    }

    private static long completed(ExecutionView view) {
        return view.log().stream()
                .filter(entry -> entry.message().startsWith("Completed"))
                .count();
    }

    @Test
    void every_line_of_a_module_on_another_thread_is_either_in_the_view_or_told() {
        ModuleDescriptor talk = ModuleDescriptor.builder("talk").blocks().build();
        try (Millrace millrace = Millrace.builder()
                .withoutDiscovery()
                .module(Module.of(talk, step -> {
                    IntStream.range(0, LINES).forEach(i -> step.log(LogLevel.INFO, "%05d".formatted(i), Map.of()));
                    return StepResult.done();
                }))
                .history(2 * LINES)
                .build()) {
            ExecutionHandle handle = millrace.start(Listing.workflow("talk"), StartRequest.plain());
            List<Counter> counters = new ArrayList<>();
            List<ExecutionView> views = new ArrayList<>();
            while (!handle.isOver() && counters.size() < 20) {
                Counter counter = new Counter();
                counters.add(counter);
                views.add(handle.watch(counter));
            }
            handle.completion().join();

            List<String> numbers =
                    IntStream.range(0, LINES).mapToObj("%05d"::formatted).toList();
            for (int i = 0; i < counters.size(); i++) {
                Stream<String> before =
                        views.get(i).log().stream().map(LogEntry::message).filter(message -> !message.contains("step"));
                assertThat(Stream.concat(before, counters.get(i).lines.stream()).toList())
                        .isEqualTo(numbers);
            }
        }
    }
}
