package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.script.graal.InProcessRunner;
import dev.millrace.script.graal.RunnerSettings;
import dev.millrace.script.graal.RunnerSettings.Preparation;
import java.util.concurrent.TimeUnit;
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
    void a_closed_runner_is_not_made_ready_any_more() {
        InProcessRunner runner = InProcessRunner.later(SETTINGS);
        runner.close();

        runner.prepare();

        assertThat(runner.stats().state()).isEqualTo(ScriptStats.State.CLOSED);
        assertThat(runner.ready().toCompletableFuture()).isNotDone();
    }
}
