package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.script.graal.InProcessRunner;
import dev.millrace.script.graal.RunnerSettings;
import dev.millrace.script.graal.RunnerSettings.Preparation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends a script that takes more than it may, and that nothing else suffers from it. */
class ScriptLimitsTest {
    private static final ScriptLimits SMALL = ScriptLimits.DEFAULT
            .withWallTime(Duration.ofMillis(400))
            .withCpuTime(Duration.ofMillis(300))
            .withAllocatedBytes(64 << 20);

    private static final Preparation LEAST = Preparation.LEAST;

    private static ScriptFailure failure(String text, ScriptLimits limits) {
        return Scripts.error(Scripts.request(text).withLimits(limits)).failure();
    }

    @Test
    void usual_limits_are_those_of_the_specification() {
        assertThat(ScriptLimits.DEFAULT.wallTime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(ScriptLimits.DEFAULT.cpuTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(ScriptLimits.DEFAULT.calls().count()).isEqualTo(100);
        assertThat(ScriptLimits.DEFAULT.calls().concurrent()).isEqualTo(10);
        assertThat(ScriptLimits.FORM).isEqualTo(ScriptLimits.DEFAULT.withWallTime(Duration.ofSeconds(15)));
    }

    @Test
    void endless_loop_ends_by_computing_and_its_line_is_told() {
        ScriptError error = Scripts.error(Scripts.request("let n = 0;\nfor (;;) n++")
                .withLimits(SMALL.withWallTime(Duration.ofSeconds(20))
                        .withAllocatedBytes(Long.MAX_VALUE)
                        .withStatements(Long.MAX_VALUE)));

        assertThat(error.failure()).isEqualTo(ScriptFailure.CPU_TIME);
        assertThat(error.message()).isEqualTo("the script computed longer than 300 ms");
        assertThat(error.place().line()).isEqualTo(2);
    }

    @Test
    void endless_loop_ends_by_statements() {
        assertThat(failure("for (;;) 1", ScriptLimits.DEFAULT.withStatements(100_000)))
                .isEqualTo(ScriptFailure.STATEMENTS);
    }

    @Test
    void waiting_ends_by_the_wall_time_and_its_call_is_aborted() {
        StubDoor silent = StubDoor.silent();

        ScriptError error = Scripts.error(
                Scripts.request("await $proxy('p').f()").withLimits(SMALL).withHost(silent));

        assertThat(error.failure()).isEqualTo(ScriptFailure.WALL_TIME);
        assertThat(error.message()).isEqualTo("the script took longer than 400 ms");
        assertThat(silent.aborted).hasValue(1);
    }

    @Test
    void waiting_takes_no_computing_time() {
        ScriptOutcome outcome = Scripts.run(Scripts.request("await sleep(350); 1")
                .withLimits(ScriptLimits.DEFAULT.withCpuTime(Duration.ofMillis(300))));

        assertThat(outcome).isInstanceOf(ScriptOutcome.Returned.class);
        assertThat(outcome.usage().computed()).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void memory_ends_by_what_is_asked_for() {
        assertThat(failure(
                        "const all = []; for (;;) all.push(new Array(1000).fill(1))",
                        SMALL.withCpuTime(Duration.ofSeconds(20)).withWallTime(Duration.ofSeconds(20))))
                .isEqualTo(ScriptFailure.MEMORY);
    }

    @Test
    void result_that_is_too_large_is_refused() {
        assertThat(failure("'x'.repeat(2000)", ScriptLimits.DEFAULT.withResultCharacters(1_000)))
                .isEqualTo(ScriptFailure.SIZE);
    }

    @Test
    void text_that_is_too_long_is_refused() {
        assertThat(failure("1" + " ".repeat(300_000), ScriptLimits.DEFAULT)).isEqualTo(ScriptFailure.SIZE);
    }

    @Test
    void log_has_so_many_lines_of_such_a_length() {
        StubDoor door = StubDoor.answering("1");

        Scripts.result(Scripts.request("for (let i = 0; i < 9; i++) console.log('line ' + i)")
                .withLimits(ScriptLimits.DEFAULT.withLog(new ScriptLimits.Log(3, 4)))
                .withHost(door));

        assertThat(door.log)
                .containsExactly(
                        "info lin…",
                        "info lin…",
                        "warning the script has written its 3 lines; further ones are dropped");
    }

    @Test
    void log_lines_cannot_be_forged() {
        StubDoor door = StubDoor.answering("1");

        Scripts.result(Scripts.request("console.warn('a\\nERROR b\\r\\u2028\\u202e\\u0007')")
                .withHost(door));

        assertThat(door.log).containsExactly("warning a\\nERROR b\\r\\u2028\\u202e\\u0007");
    }

    @Test
    void timers_are_counted() {
        assertThat(Scripts.result(
                        "let n = 0; try { for (;;) { setTimeout(() => {}, 0); n++ } } catch (e) { [n, e.name] }"))
                .isEqualTo("[1000,\"RangeError\"]");
    }

    @Test
    void timers_fire_in_order_and_can_be_cleared() {
        assertThat(Scripts.result("""
                        const seen = [];
                        setTimeout(x => seen.push(x), 30, 'late');
                        setTimeout(() => seen.push('soon'), 1);
                        clearTimeout(setTimeout(() => seen.push('never'), 5));
                        let n = 0;
                        const every = setInterval(() => { if (++n === 3) clearInterval(every) }, 1);
                        await sleep(100);
                        [seen, n]""")).isEqualTo("[[\"soon\",\"late\"],3]");
    }

    @Test
    void what_is_left_behind_ends_with_the_script() {
        assertThat(Scripts.result("setInterval(() => {}, 1); setTimeout(() => { throw 1 }, 20); 'end'"))
                .isEqualTo("\"end\"");
    }

    static Stream<Arguments> cancelled() {
        return Stream.of(
                arguments("while it computes", "for (;;) 1"),
                arguments("while it waits for a call", "await $proxy('p').f()"),
                arguments("while it sleeps", "await sleep(60000)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cancelled")
    void script_can_be_cancelled(String name, String text) {
        StubDoor door = StubDoor.silent();
        ScriptRun run = Scripts.RUNNER.start(Scripts.request("console.log('begun'); " + text)
                .withLimits(ScriptLimits.DEFAULT.withStatements(Long.MAX_VALUE))
                .withHost(door));
        while (door.log.isEmpty()) {
            Thread.onSpinWait();
        }

        run.cancel();

        assertThat(Scripts.error(Scripts.outcome(run)).failure()).isEqualTo(ScriptFailure.CANCELLED);
        assertThat(door.aborted).hasValue(door.calls.size());
    }

    @Test
    void a_thread_serves_many_waiting_scripts() {
        try (InProcessRunner one =
                InProcessRunner.open(RunnerSettings.DEFAULT.withThreads(1).withPreparation(LEAST))) {
            List<ScriptRun> runs = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                runs.add(one.start(Scripts.request("await sleep(200); " + i)));
            }

            assertThat(runs)
                    .extracting(Scripts::outcome)
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(ScriptOutcome.Returned.class));
        }
    }

    @Test
    void scripts_beyond_the_limit_are_refused_at_once() {
        try (InProcessRunner small =
                InProcessRunner.open(RunnerSettings.DEFAULT.withMaxRuns(2).withPreparation(LEAST))) {
            small.start(Scripts.request("await sleep(60000)"));
            small.start(Scripts.request("await sleep(60000)"));

            ScriptError third = Scripts.error(Scripts.outcome(small.start(Scripts.request("1"))));

            assertThat(third.failure()).isEqualTo(ScriptFailure.BUSY);
            assertThat(small.stats().running()).isEqualTo(2);
        }
    }

    /** Holds the thread of a script, deaf to interrupts, as a builtin does that never looks for a signal. */
    private static final class DeafHost implements ScriptHost {
        private final CompletableFuture<String> release = new CompletableFuture<>();

        @Override
        public String newRequestId() {
            return release.join();
        }
    }

    private static ScriptOutcome unstoppable(InProcessRunner runner, ScriptHost host, String text) {
        ScriptLimits soon = ScriptLimits.DEFAULT.withWallTime(Duration.ofSeconds(1));
        return Scripts.outcome(
                runner.start(Scripts.request(text).withLimits(soon).withHost(host)));
    }

    @Test
    void script_that_cannot_be_stopped_is_answered_for_counted_and_blocked() {
        DeafHost deaf = new DeafHost();
        try (InProcessRunner two = InProcessRunner.open(RunnerSettings.DEFAULT
                .withThreads(2)
                .withGrace(Duration.ofMillis(50))
                .withPreparation(LEAST))) {
            two.ready().toCompletableFuture().join();

            ScriptError first = Scripts.error(unstoppable(two, deaf, "generateRequestId()"));
            ScriptError again = Scripts.error(unstoppable(two, deaf, "generateRequestId()"));
            ScriptOutcome other = Scripts.outcome(two.start(Scripts.request("1")));
            ScriptStats degraded = two.stats();
            ScriptError second = Scripts.error(unstoppable(two, deaf, "generateRequestId();"));
            ScriptError full = Scripts.error(Scripts.outcome(two.start(Scripts.request("2"))));
            deaf.release.complete("id");
            Scripts.await(() -> two.stats().stuckThreads() == 0);
            ScriptOutcome after = Scripts.outcome(two.start(Scripts.request("3")));

            assertThat(first.failure()).isEqualTo(ScriptFailure.WALL_TIME);
            assertThat(again.failure()).isEqualTo(ScriptFailure.BLOCKED);
            assertThat(other).isInstanceOf(ScriptOutcome.Returned.class);
            assertThat(degraded.state()).isEqualTo(ScriptStats.State.DEGRADED);
            assertThat(degraded.stuckThreads()).isEqualTo(1);
            assertThat(degraded.blockedScripts()).isEqualTo(1);
            assertThat(second.failure()).isEqualTo(ScriptFailure.WALL_TIME);
            assertThat(full.failure()).isEqualTo(ScriptFailure.BUSY);
            assertThat(after).isInstanceOf(ScriptOutcome.Returned.class);
            assertThat(two.stats().state()).isEqualTo(ScriptStats.State.READY);
        }
    }

    @Test
    void closing_ends_what_runs_and_leaves_no_thread() {
        InProcessRunner runner = InProcessRunner.open(RunnerSettings.DEFAULT.withPreparation(LEAST));
        ScriptRun waiting = runner.start(Scripts.request("await sleep(60000)"));
        ScriptRun computing = runner.start(
                Scripts.request("for (;;) 1").withLimits(ScriptLimits.DEFAULT.withStatements(Long.MAX_VALUE)));

        runner.close();
        runner.close();

        assertThat(Scripts.error(Scripts.outcome(waiting)).failure()).isEqualTo(ScriptFailure.CANCELLED);
        assertThat(Scripts.error(Scripts.outcome(computing)).failure()).isEqualTo(ScriptFailure.CANCELLED);
        assertThat(Scripts.error(Scripts.outcome(runner.start(Scripts.request("1"))))
                        .failure())
                .isEqualTo(ScriptFailure.UNAVAILABLE);
        assertThat(runner.stats().state()).isEqualTo(ScriptStats.State.CLOSED);
    }

    @Test
    void what_was_done_is_counted() {
        try (InProcessRunner runner = InProcessRunner.open(RunnerSettings.DEFAULT.withPreparation(LEAST))) {
            Scripts.outcome(runner.start(Scripts.request("1")));
            Scripts.outcome(runner.start(Scripts.request("throw 1")));

            ScriptStats stats = runner.stats();

            assertThat(stats.started()).isEqualTo(2);
            assertThat(stats.failures()).containsOnly(Map.entry(ScriptFailure.THROWN, 1L));
            assertThat(stats.computedNanos()).isPositive();
            assertThat(stats.engine()).isNotBlank();
            assertThat(stats.running()).isZero();
        }
    }
}
