package dev.millrace.script.child;

import dev.millrace.script.Script;
import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.ScriptRun;
import dev.millrace.script.ScriptRunner;
import dev.millrace.script.ScriptStats;
import dev.millrace.script.ScriptStats.State;
import dev.millrace.script.graal.Syntax;
import dev.millrace.script.tally.Tally;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs scripts in child processes of this one: for authors nobody knows. A child has a heap of its own and nothing of this
 * process; a script that does not end in time is killed with it, whatever it does, and another child takes its place. Calls
 * of the script come back to this process and are made by its host.
 *
 * <p>Children start in the background when the runner is opened and are kept warm. A child is an ordinary process of the
 * same user: what that user may do is walled off by the language alone, as in {@link
 * dev.millrace.script.graal.InProcessRunner}; limits of the operating system can be set around it with
 * {@link ChildSettings#options} and by its service manager.
 */
public final class ChildProcessRunner implements ScriptRunner {
    private final ChildSettings settings;
    private final BlockingQueue<ChildRun> waiting;
    private final Set<ChildRun> runs = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "clock"));
    private final Set<Keeper> keepers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ready = new AtomicInteger();
    private final Tally tally = new Tally();
    private volatile boolean closed;

    private ChildProcessRunner(ChildSettings settings) {
        this.settings = settings;
        this.waiting = new LinkedBlockingQueue<>(settings.maxWaiting());
    }

    public static ChildProcessRunner open() {
        return open(ChildSettings.DEFAULT);
    }

    public static ChildProcessRunner open(ChildSettings settings) {
        ChildProcessRunner runner = new ChildProcessRunner(settings);
        for (int i = 1; i <= settings.processes(); i++) {
            Keeper keeper = new Keeper(settings, runner.waiting, runner.ready);
            runner.keepers.add(keeper);
            daemon(keeper, "keeper-" + i).start();
        }
        return runner;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, "millrace-script-child-" + name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Optional<ScriptError> check(Script script) {
        return Syntax.check(script, ScriptLimits.DEFAULT);
    }

    @Override
    public ScriptRun start(ScriptRequest request) {
        ChildRun run = new ChildRun(request, settings, clock);
        runs.add(run);
        run.whenOver(outcome -> {
            runs.remove(run);
            tally.ended(outcome);
        });
        if (closed) {
            run.refuse(ScriptFailure.UNAVAILABLE, "no scripts run any more: the runner is closed");
        } else if (!waiting.offer(run)) {
            run.refuse(ScriptFailure.BUSY, "as many scripts as may wait for a process; try again later");
        } else {
            tally.started();
            run.watch();
        }
        return run;
    }

    @Override
    public ScriptStats stats() {
        return new ScriptStats(
                closed ? State.CLOSED : ready.get() == 0 ? State.STARTING : State.READY,
                "Child processes",
                tally.startedScripts(),
                tally.failures(),
                runs.size(),
                waiting.size(),
                settings.processes(),
                0,
                0,
                tally.computed(),
                tally.allocated());
    }

    @Override
    public void close() {
        closed = true;
        keepers.forEach(Keeper::close);
        runs.forEach(run -> run.refuse(ScriptFailure.CANCELLED, "the runner was closed"));
        clock.shutdownNow();
    }
}
