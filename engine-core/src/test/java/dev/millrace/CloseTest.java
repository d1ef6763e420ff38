package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link Millrace#close} leaves behind: nothing. With the machine's clock and the engine's own threads. */
class CloseTest {
    private static final long DEADLINE_SECONDS = 30;

    /** Some tests of other classes leave engines open; their threads are not counted here. */
    private final Set<Thread> before = engineThreads();

    private final TestModules modules = new TestModules();

    @Test
    void engine_that_has_started_nothing_has_no_threads() {
        Millrace millrace = engine();
        millrace.prepare(Listing.workflow("note 'one'"));

        assertThat(ownThreads()).isEmpty();
        millrace.close();
    }

    @Test
    void closed_engine_has_no_threads() {
        Millrace millrace = engine();
        millrace.start(parallel("sleep {ms: 60000}"), StartRequest.plain());
        millrace.start(parallel("block {gate: 'never'}"), StartRequest.plain());
        until(() -> modules.trace.contains("blocked at never"));

        millrace.close();

        until(() -> ownThreads().isEmpty()); // a pool is over a moment before its last thread
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a wait for a time       | sleep {ms: 600000}",
                "a wait for a signal     | wait_signal {name: 'go'}",
                "an answer               | ask {gate: 'never'}",
                "a blocking call         | block {gate: 'never'}",
                "a wait before a retry   | fail {__error_policy: 'RETRY', __retry_interval: 60000}",
                "branches that wait      | parallel; branch; sleep {ms: 600000}; branch; ask {gate: 'no'}; end_parallel",
                "a loop without an end   | loop {count: 1000000000}; give {value: 1}; end_loop",
            })
    void execution_under_way_ends_as_cancelled(String row, String steps) throws InterruptedException {
        Workflow workflow = Listing.workflow("note 'begun'\n" + steps.replace(';', '\n'));
        Millrace millrace = engine();
        ExecutionHandle handle = millrace.start(workflow, StartRequest.plain());
        until(() -> modules.trace.contains("begun"));

        millrace.close();

        assertThat(handle.await(Duration.ofSeconds(DEADLINE_SECONDS)))
                .get()
                .extracting(ExecutionResult::status)
                .isEqualTo(ExecutionStatus.CANCELLED);
    }

    @Test
    void executions_that_wait_for_a_worker_end_as_cancelled() throws InterruptedException {
        Workflow busy = parallel("loop {count: 1000000000}\ngive {value: 1}\nend_loop");
        Millrace millrace = engine();
        List<ExecutionHandle> handles = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            handles.add(millrace.start(busy, StartRequest.plain()));
        }

        millrace.close();

        for (ExecutionHandle handle : handles) {
            assertThat(handle.await(Duration.ofSeconds(DEADLINE_SECONDS)))
                    .get()
                    .extracting(ExecutionResult::status)
                    .isEqualTo(ExecutionStatus.CANCELLED);
        }
    }

    @Test
    void caller_that_waits_for_its_run_gets_a_cancelled_result() throws InterruptedException {
        Millrace millrace = engine();
        List<ExecutionStatus> ends = new ArrayList<>();
        Thread caller = new Thread(
                () -> ends.add(millrace.run(Listing.workflow("note 'begun'\nsleep {ms: 600000}"), StartRequest.plain())
                        .status()));
        caller.start();
        until(() -> modules.trace.contains("begun"));

        millrace.close();

        caller.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        assertThat(ends).containsExactly(ExecutionStatus.CANCELLED);
    }

    @Test
    void closing_again_does_nothing() {
        Millrace millrace = engine();
        millrace.run(Listing.workflow("note 'one'"), StartRequest.plain());
        millrace.close();

        assertThatCode(millrace::close).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"cancel", "pause", "resume", "signal"})
    void request_to_an_execution_of_a_closed_engine_is_no_error(String request) {
        Millrace millrace = engine();
        ExecutionHandle handle =
                millrace.start(Listing.workflow("note 'begun'\nwait_signal {name: 'go'}"), StartRequest.plain());
        until(() -> modules.trace.contains("begun"));
        millrace.close();

        assertThatCode(() -> {
                    switch (request) {
                        case "cancel" -> handle.cancel();
                        case "pause" -> handle.pause();
                        case "resume" -> handle.resume();
                        default -> handle.signal("go", null);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void prepared_workflow_of_a_closed_engine_is_refused() {
        Millrace millrace = engine();
        PreparedWorkflow prepared = millrace.prepare(Listing.workflow("note 'one'"));
        millrace.close();

        assertThatCode(() -> prepared.start(StartRequest.plain()))
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(StartRefusedException.Reason.CLOSED));
    }

    @Test
    void module_that_does_not_stop_does_not_keep_close_from_returning() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Module deaf = Module.of(ModuleDescriptor.builder("deaf").blocks().build(), step -> {
            begun.countDown();
            awaitDeaf(release);
            return StepResult.done();
        });
        Millrace millrace = Millrace.builder()
                .withoutDiscovery()
                .module(deaf)
                .grace(Duration.ofMillis(10))
                .build();
        millrace.start(Listing.workflow("deaf"), StartRequest.plain());
        assertThat(begun.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();

        long start = System.nanoTime();
        millrace.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        release.countDown();
        until(() -> ownThreads().isEmpty());
    }

    private static void awaitDeaf(CountDownLatch release) {
        while (true) {
            try {
                release.await();
                return;
            } catch (InterruptedException e) {
                // the point of this module: it goes on
            }
        }
    }

    @Test
    void thousand_engines_leave_nothing() {
        Workflow workflow = Listing.workflow("note 'one'\nsleep {ms: 600000}");
        List<WeakReference<Millrace>> closed = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Millrace millrace = engine();
            millrace.start(workflow, StartRequest.plain());
            millrace.close();
            closed.add(new WeakReference<>(millrace));
        }

        until(() -> ownThreads().isEmpty());
        until(() -> {
            System.gc();
            return closed.stream().allMatch(engine -> engine.refersTo(null));
        });
    }

    private static Workflow parallel(String listing) {
        return Listing.builder(listing).reentry(ReentryBehavior.ALLOW_PARALLEL).build();
    }

    private Millrace engine() {
        return Millrace.builder().withoutDiscovery().modules(modules).threads(2).build();
    }

    private Set<Thread> ownThreads() {
        Set<Thread> own = engineThreads();
        own.removeAll(before);
        return own;
    }

    private static Set<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("millrace-"))
                .collect(Collectors.toSet());
    }

    /** Waits for what other threads do. */
    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
