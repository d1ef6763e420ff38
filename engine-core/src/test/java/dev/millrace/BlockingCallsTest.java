package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleCalls;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.ExecutionStore;
import dev.millrace.workflow.ReentryBehavior;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Calls that may wait, when more of them come than may be under way at once: here, than one. */
class BlockingCallsTest {
    private static TestEngine engine() {
        return engine(builder -> builder);
    }

    private static TestEngine engine(UnaryOperator<MillraceBuilder> settings) {
        return TestEngine.with(builder -> settings.apply(builder.maxBlockingCalls(1)));
    }

    private static ExecutionHandle start(TestEngine engine, String listing) {
        return engine.start(
                Listing.builder(listing).reentry(ReentryBehavior.ALLOW_PARALLEL).build());
    }

    /** Starts what keeps the only thread until the gate {@code first} is open. */
    private static ExecutionHandle startFirst(TestEngine engine) {
        ExecutionHandle first = start(engine, "block {gate: 'first'}");
        engine.until(() -> engine.trace().contains("blocked at first"));
        return first;
    }

    private static ExecutionStatus end(TestEngine engine, ExecutionHandle handle) {
        engine.until(handle::isOver);
        return TestEngine.await(handle.completion()).status();
    }

    @Test
    void call_waits_until_another_has_ended() {
        try (TestEngine engine = engine()) {
            ExecutionHandle first = startFirst(engine);
            engine.modules.open("second", 2);
            ExecutionHandle second = start(engine, "block {gate: 'second'}");
            assertThat(engine.trace()).containsExactly("blocked at first");

            engine.modules.open("first", 1);

            assertThat(end(engine, first)).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(end(engine, second)).isEqualTo(ExecutionStatus.COMPLETED);
        }
    }

    @Test
    void calls_begin_in_the_order_in_which_they_came() {
        try (TestEngine engine = engine()) {
            startFirst(engine);
            List<ExecutionHandle> others = new ArrayList<>();
            List<String> order = new ArrayList<>(List.of("blocked at first"));
            for (int number = 0; number < 20; number++) {
                engine.modules.open("gate " + number, number);
                others.add(start(engine, "block {gate: 'gate " + number + "'}"));
                order.add("blocked at gate " + number);
            }

            engine.modules.open("first", 1);

            assertThat(others)
                    .allSatisfy(other -> assertThat(end(engine, other)).isEqualTo(ExecutionStatus.COMPLETED));
            assertThat(engine.trace()).containsExactlyElementsOf(order);
        }
    }

    @Test
    void long_rows_of_calls_take_turns() {
        try (TestEngine engine = engine()) {
            engine.modules.open("open", 0);
            String row = """
                    loop {count: 5000}
                      block {gate: 'open'}
                    end_loop
                    """;
            ExecutionHandle one = start(engine, row);
            ExecutionHandle other = start(engine, row);

            assertThat(end(engine, one)).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(end(engine, other)).isEqualTo(ExecutionStatus.COMPLETED);
        }
    }

    @Test
    void call_that_ends_in_an_error_lets_the_next_begin() {
        Module broken = Module.of(ModuleDescriptor.builder("broken").blocks().build(), step -> {
            throw new OutOfMemoryError("Java heap space");
        });
        try (TestEngine engine = engine(builder -> builder.module(broken))) {
            startFirst(engine);
            ExecutionHandle failing = start(engine, "broken");
            engine.modules.open("last", 2);
            ExecutionHandle last = start(engine, "block {gate: 'last'}");

            engine.modules.open("first", 1);

            assertThat(end(engine, failing)).isEqualTo(ExecutionStatus.FAILED);
            assertThat(end(engine, last)).isEqualTo(ExecutionStatus.COMPLETED);
        }
    }

    @Test
    void cancelled_execution_whose_call_waits_ends_at_once_and_the_call_is_never_made() {
        try (TestEngine engine = engine()) {
            ExecutionHandle first = startFirst(engine);
            ExecutionHandle second = start(engine, "block {gate: 'second'}");

            second.cancel();

            assertThat(end(engine, second)).isEqualTo(ExecutionStatus.CANCELLED);
            engine.modules.open("first", 1);
            assertThat(end(engine, first)).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(engine.trace()).containsExactly("blocked at first");
            assertThat(engine.millrace.abandonedCalls()).isZero();
        }
    }

    @Test
    void time_limit_of_a_step_counts_the_time_it_waits() {
        try (TestEngine engine = engine()) {
            startFirst(engine);
            ExecutionHandle second =
                    start(engine, "block {gate: 'second', __timeout: 200, __error_policy: 'SKIP'}\nnote 'on'");

            assertThat(engine.finish(second).isCompleted()).isTrue();

            assertThat(engine.trace()).containsExactly("blocked at first", "on");
        }
    }

    @Test
    void retry_waits_too() {
        try (TestEngine engine = engine()) {
            ExecutionHandle first = startFirst(engine);
            ExecutionHandle second = start(engine, """
                    block {gate: 'second', __timeout: 200, __error_policy: 'RETRY', __retry_count: 9, __retry_interval: 50}
                    """);
            engine.advance(Duration.ofMillis(260));
            engine.modules.open("second", 2);

            engine.modules.open("first", 1);

            assertThat(end(engine, first)).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(end(engine, second)).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(engine.trace()).containsExactly("blocked at first", "blocked at second");
        }
    }

    @Test
    void closing_cancels_what_waits() {
        ExecutionHandle second;
        try (TestEngine engine = engine()) {
            startFirst(engine);
            second = start(engine, "block {gate: 'second'}");
            engine.millrace.close();

            assertThat(end(engine, second)).isEqualTo(ExecutionStatus.CANCELLED);
        }
    }

    @Test
    void step_that_must_not_happen_twice_and_waits_for_a_thread_happens_when_the_engine_is_opened_again() {
        ExecutionStore store = ExecutionStore.inMemory();
        String id;
        try (TestEngine engine = engine(builder -> builder.executions(store).module(pay()))) {
            startFirst(engine);
            ExecutionHandle second = start(engine, "pay");
            id = second.id();

            TestEngine.inside(second).suspend();

            engine.until(second::isOver);
        }

        try (TestEngine next = engine(builder -> builder.executions(store).module(pay()))) {
            next.millrace.recover();

            assertThat(end(next, next.millrace.find(id).orElseThrow())).isEqualTo(ExecutionStatus.COMPLETED);
        }
    }

    private static Module pay() {
        return Module.of(
                ModuleDescriptor.builder("pay").effect(Effect.ONCE).blocks().build(), step -> StepResult.done());
    }

    /** A module that tells whether its thread was interrupted when it began. */
    private static Module listening() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("listening")
                .output(Output.truth("interrupted"))
                .blocks()
                .build();
        return Module.of(
                descriptor,
                step -> StepResult.done("interrupted", Thread.currentThread().isInterrupted()));
    }

    @Test
    void interrupt_that_earlier_work_has_left_on_a_thread_is_not_for_the_next_call() {
        Module rude = Module.of(ModuleDescriptor.builder("rude").build(), step -> {
            throw new InterruptedException("its own");
        });
        try (TestEngine engine = engine(builder -> builder.module(rude).module(listening()))) {
            start(engine, "block {gate: 'first'}\nrude");
            engine.until(() -> engine.trace().contains("blocked at first"));
            ExecutionHandle second = start(engine, "L: listening");

            engine.modules.open("first", 1);

            engine.until(second::isOver);
            assertThat(TestEngine.await(second.completion()).outputs("L")).containsEntry("interrupted", false);
        }
    }

    // ---------------------------------------------------------------- modules that call others

    private static CompletionStage<StepResult> callBlock(StepContext step) {
        return step.service(ModuleCalls.class).orElseThrow().call(step, 1, "block", Map.of("gate", "inner"));
    }

    @Test
    void call_from_within_a_call_needs_no_thread_of_its_own() {
        Module outer = Module.of(
                ModuleDescriptor.builder("outer").blocks().build(),
                step -> callBlock(step).toCompletableFuture().join());
        try (TestEngine engine = engine(builder -> builder.module(outer))) {
            engine.modules.open("inner", 1);

            assertThat(end(engine, start(engine, "outer"))).isEqualTo(ExecutionStatus.COMPLETED);
        }
    }

    private static Module asking() {
        return Module.of(ModuleDescriptor.builder("asking").build(), step -> StepResult.later(callBlock(step)));
    }

    @Test
    void call_from_a_module_that_answers_later_waits_for_a_thread() {
        try (TestEngine engine = engine(builder -> builder.module(asking()))) {
            startFirst(engine);
            engine.modules.open("inner", 1);
            ExecutionHandle second = start(engine, "asking");
            assertThat(engine.trace()).containsExactly("blocked at first");

            engine.modules.open("first", 1);

            assertThat(end(engine, second)).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(engine.trace()).containsExactly("blocked at first", "blocked at inner");
        }
    }

    @Test
    void call_from_a_module_that_answers_later_is_never_made_if_its_step_is_cancelled_first() {
        try (TestEngine engine = engine(builder -> builder.module(asking()))) {
            ExecutionHandle first = startFirst(engine);
            ExecutionHandle second = start(engine, "asking");

            second.cancel();

            assertThat(end(engine, second)).isEqualTo(ExecutionStatus.CANCELLED);
            engine.modules.open("first", 1);
            assertThat(end(engine, first)).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(engine.trace()).containsExactly("blocked at first");
        }
    }

    @Test
    void call_that_is_given_up_before_there_is_a_thread_is_never_made() {
        AtomicReference<CompletableFuture<StepResult>> called = new AtomicReference<>();
        Module hasty = Module.of(ModuleDescriptor.builder("hasty").build(), step -> {
            CompletableFuture<StepResult> call = callBlock(step).toCompletableFuture();
            called.set(call);
            call.cancel(true);
            return StepResult.failed("Too slow", "it did not wait for the answer");
        });
        try (TestEngine engine = engine(builder -> builder.module(hasty))) {
            ExecutionHandle first = startFirst(engine);
            assertThat(end(engine, start(engine, "hasty"))).isEqualTo(ExecutionStatus.FAILED);
            engine.modules.open("last", 1);
            ExecutionHandle last = start(engine, "block {gate: 'last'}");

            engine.modules.open("first", 1);

            assertThat(end(engine, first)).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(end(engine, last)).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(engine.trace()).containsExactly("blocked at first", "blocked at last");
        }
    }

    @Test
    void call_from_a_thread_that_a_call_has_made_needs_no_thread_of_its_own() {
        Module outer = Module.of(ModuleDescriptor.builder("outer").blocks().build(), step -> {
            CompletableFuture<StepResult> inner = new CompletableFuture<>();
            new Thread(() -> callBlock(step).thenAccept(inner::complete)).start();
            return inner.join();
        });
        try (TestEngine engine = engine(builder -> builder.module(outer))) {
            engine.modules.open("inner", 1);

            assertThat(end(engine, start(engine, "outer"))).isEqualTo(ExecutionStatus.COMPLETED);
        }
    }

    @Test
    void cancelling_reaches_a_call_in_the_middle_of_which_another_is_made() {
        AtomicReference<Millrace> millrace = new AtomicReference<>();
        CompletableFuture<String> told = new CompletableFuture<>();
        Module outer = Module.of(ModuleDescriptor.builder("outer").blocks().build(), step -> {
            Objects.requireNonNull(millrace.get())
                    .prepare(Listing.workflow("block {gate: 'inner'}"))
                    .startHere(StartRequest.plain());
            told.complete(Thread.currentThread().isInterrupted() ? "told" : "not told");
            return StepResult.done();
        });
        try (TestEngine engine = engine(builder -> builder.module(outer))) {
            millrace.set(engine.millrace);
            ExecutionHandle handle =
                    engine.start(Listing.builder("outer").id("outer").build());
            engine.until(() -> engine.trace().contains("blocked at inner"));

            handle.cancel();

            assertThat(TestEngine.await(told)).isEqualTo("told");
        }
    }
}
