package dev.millrace.launcher;

import dev.millrace.MillraceBuilder;
import dev.millrace.script.ScriptRunner;
import dev.millrace.script.graal.InProcessRunner;
import dev.millrace.script.graal.RunnerSettings;

/** The engine of scripts of a server, made ready when the server listens, so that it is not in its way. */
final class ScriptEngine {
    private final InProcessRunner runner = InProcessRunner.later(RunnerSettings.DEFAULT);

    void addTo(MillraceBuilder builder) {
        builder.service(ScriptRunner.class, runner);
    }

    void prepare() {
        runner.prepare();
    }
}
