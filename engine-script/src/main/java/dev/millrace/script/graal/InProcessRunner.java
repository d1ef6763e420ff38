package dev.millrace.script.graal;

import dev.millrace.script.Script;
import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.ScriptRun;
import dev.millrace.script.ScriptRunner;
import dev.millrace.script.ScriptStats;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts on GraalJS in this process: an engine that all share, a context of its own for each script, JSON text as the
 * only border.
 *
 * <p>{@link #open} returns at once and makes the engine ready in the background; scripts that come before wait for it. Nothing of
 * the host can be reached by a script. But the community edition of the language cannot stop every script: one that does
 * not stop is answered for within the grace time, its thread is counted as stuck, and its text is refused from then on. For
 * scripts of strangers there is {@link dev.millrace.script.child.ChildProcessRunner}.
 */
public final class InProcessRunner implements ScriptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessRunner.class);
    private static final long CLOSE_MILLIS = 3_000;

    private final Workshop workshop;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    private InProcessRunner(RunnerSettings settings) {
        workshop = new Workshop(settings);
    }

    public static InProcessRunner open() {
        return open(RunnerSettings.DEFAULT);
    }

    public static InProcessRunner open(RunnerSettings settings) {
        InProcessRunner runner = later(settings);
        runner.prepare();
        return runner;
    }

    /**
     * A runner that makes nothing ready yet, for a host that has something more urgent to start: {@link #prepare} does, or
     * the first script.
     */
    public static InProcessRunner later(RunnerSettings settings) {
        return new InProcessRunner(settings);
    }

    /**
     * Begins to make the engine ready, on a daemon thread of its own, and returns at once: as soon as a server listens, so
     * that its first script finds the engine warm. Repeatable; without effect on an open or a closed runner.
     */
    public void prepare() {
        if (stats().state() != ScriptStats.State.CLOSED && begun.compareAndSet(false, true)) {
            Threads.named("millrace-script-start").newThread(this::makeReady).start();
        }
    }

    private void makeReady() {
        try {
            new Preparation(workshop).run();
            workshop.open();
        } catch (Exception | Error e) { // scripts that wait must be told whatever it is
            LOG.error("The script engine cannot be started; scripts are refused", e);
            workshop.engineIsBroken();
        }
        ready.complete(null);
    }

    /** Completes when scripts no longer wait for the engine. */
    public CompletionStage<Void> ready() {
        return ready.minimalCompletionStage();
    }

    @Override
    public Optional<ScriptError> check(Script script) {
        return Syntax.check(script, ScriptLimits.DEFAULT);
    }

    @Override
    public ScriptRun start(ScriptRequest request) {
        Run run = new Run(request, workshop);
        if (workshop.admits(run, request.script())) {
            prepare();
            if (ready.isDone()) {
                begin(run);
            } else {
                ready().thenRun(() -> begin(run));
            }
        }
        return run;
    }

    private void begin(Run run) {
        if (workshop.stats().state() == ScriptStats.State.UNHEALTHY) {
            run.refuse(ScriptFailure.UNAVAILABLE, "the script engine does not work; the operator's log says why");
        } else {
            workshop.begun();
            run.begin();
        }
    }

    @Override
    public ScriptStats stats() {
        return workshop.stats();
    }

    @Override
    public void close() {
        try {
            workshop.close(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
