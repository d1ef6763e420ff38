package dev.millrace.script;

import dev.millrace.script.graal.InProcessRunner;
import dev.millrace.script.graal.RunnerSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One runner for all tests that need no settings of their own, and short ways to use it. */
final class Scripts {
    static final InProcessRunner RUNNER = InProcessRunner.open(RunnerSettings.DEFAULT.withThreads(3));
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Scripts() {}

    static ScriptRequest request(String text) {
        return ScriptRequest.of(new Script("test.js", text));
    }

    static ScriptOutcome run(ScriptRequest request) {
        return outcome(RUNNER.start(request));
    }

    static ScriptOutcome outcome(ScriptRun run) {
        return run.outcome()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Waits until something is so, and fails if it does not come. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("what was waited for has not come within " + PATIENCE);
            }
            Thread.onSpinWait();
        }
    }

    /** The result as JSON text; {@code undefined} where there is none. */
    static String result(String text) {
        return result(request(text));
    }

    static String result(ScriptRequest request) {
        ScriptOutcome outcome = run(request);
        if (outcome instanceof ScriptOutcome.Returned returned) {
            return returned.json().orElse("undefined");
        }
        throw new AssertionError(((ScriptOutcome.Failed) outcome).error().describe());
    }

    static ScriptError error(String text) {
        return error(request(text));
    }

    static ScriptError error(ScriptRequest request) {
        return error(run(request));
    }

    static ScriptError error(ScriptOutcome outcome) {
        if (outcome instanceof ScriptOutcome.Failed failed) {
            return failed.error();
        }
        throw new AssertionError("the script should have failed, but ended with " + outcome);
    }
}
