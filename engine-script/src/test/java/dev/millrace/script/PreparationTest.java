package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.script.graal.InProcessRunner;
import dev.millrace.script.graal.RunnerSettings;
import dev.millrace.script.graal.RunnerSettings.Preparation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** When a runner makes itself ready. */
class PreparationTest {
    private static final RunnerSettings SETTINGS =
            RunnerSettings.DEFAULT.withThreads(1).withPreparation(Preparation.LEAST);

    private static void awaitReady(InProcessRunner runner) {
        runner.ready()
                .toCompletableFuture()
                .orTimeout(Scripts.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Test
    void a_runner_for_later_makes_nothing_before_it_is_told() {
        try (InProcessRunner runner = InProcessRunner.later(SETTINGS)) {
            assertThat(runner.stats().state()).isEqualTo(ScriptStats.State.STARTING);
            assertThat(runner.stats().engine()).isEmpty();

            runner.prepare();
            runner.prepare();
            awaitReady(runner);

            assertThat(runner.stats().state()).isEqualTo(ScriptStats.State.READY);
            assertThat(runner.stats().engine()).isNotEmpty();
        }
    }

    @Test
    void the_first_script_makes_a_runner_ready_that_nobody_has_told() {
        try (InProcessRunner runner = InProcessRunner.later(SETTINGS)) {
            ScriptOutcome outcome = Scripts.outcome(runner.start(Scripts.request("1 + 1")));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            ScriptOutcome.Returned.class,
                            returned -> assertThat(returned.json()).contains("2"));
        }
    }

    @Test
    void a_missing_optimizing_compiler_is_told_once_and_only_to_who_looks_for_details() {
        Told told = new Told();
        Logger log = Logger.getLogger("dev.millrace.script.graal");
        Level before = log.getLevel();
        log.setLevel(Level.FINE);
        log.addHandler(told);
        try (InProcessRunner runner = InProcessRunner.open(SETTINGS)) {
            Scripts.outcome(runner.start(Scripts.request("1 + 1")));
            Scripts.outcome(runner.start(Scripts.request("2 + 2")));

            boolean interpreted = runner.stats().engine().equals("Interpreted");
            assertThat(told.records)
                    .filteredOn(one -> one.getMessage().contains("optimizing compiler"))
                    .hasSize(interpreted ? 1 : 0)
                    .allSatisfy(one -> assertThat(one.getLevel()).isEqualTo(Level.FINE))
                    .allSatisfy(one -> assertThat(one.getMessage()).contains("-XX:+EnableJVMCI", "docs/scripts.md"));
        } finally {
            log.removeHandler(told);
            log.setLevel(before);
        }
    }

    @Test
    void a_closed_runner_is_not_made_ready_any_more() {
        InProcessRunner runner = InProcessRunner.later(SETTINGS);
        runner.close();

        runner.prepare();

        assertThat(runner.stats().state()).isEqualTo(ScriptStats.State.CLOSED);
        assertThat(runner.ready().toCompletableFuture()).isNotDone();
    }

    /** Keeps what is logged. */
    private static final class Told extends Handler {
        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord told) {
            records.add(told);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
