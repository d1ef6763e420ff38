package dev.millrace.script.graal;

import dev.millrace.script.Script;
import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptOutcome;
import dev.millrace.script.ScriptStats;
import dev.millrace.script.ScriptStats.State;
import dev.millrace.script.graal.RunnerSettings.Preparation;
import dev.millrace.script.tally.Tally;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the scripts of one runner share: the engine, the threads, and what is known of scripts that did not stop. */
final class Workshop {
    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
    private static final long MAX_CACHED_CHARACTERS = 16 << 20;
    private static final int MAX_BLOCKED = 10_000;

    private final RunnerSettings settings;
    private final Programs programs = new Programs(MAX_CACHED_CHARACTERS);
    private final TurnThreads turns;
    private final ThreadPoolExecutor killers = Threads.forEnding();
    private final Timers timers = new Timers();
    private final Watchdog watchdog = new Watchdog();
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final Tally tally = new Tally();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger stuckThreads = new AtomicInteger();
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Sandbox sandbox;
    private volatile @Nullable FreshContexts contexts;
    private volatile boolean ready;
    private volatile boolean broken;
    private volatile boolean closed;

    Workshop(RunnerSettings settings) {
        this.settings = settings;
        this.turns = new TurnThreads(settings.threads(), this::makeAhead);
    }

    RunnerSettings settings() {
        return settings;
    }

    TurnThreads turns() {
        return turns;
    }

    ExecutorService killers() {
        return killers;
    }

    Timers timers() {
        return timers;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    FreshContexts contexts() {
        FreshContexts made = contexts;
        if (made == null) {
            throw new IllegalStateException("a script began before the engine was there");
        }
        return made;
    }

    void use(Sandbox made) {
        boolean endsSoon = settings.preparation() == Preparation.LEAST;
        sandbox = made;
        contexts = new FreshContexts(made, endsSoon ? 0 : settings.threads());
    }

    /** What a thread does before it rests. */
    private void makeAhead(ThreadMeter thread) {
        FreshContexts made = contexts;
        if (made != null && made.areShort()) {
            thread.countForNobody();
            made.makeAhead();
        }
    }

    /** From now on scripts run. */
    void open() {
        ready = true;
    }

    Program program(Script script, ScriptLimits limits) {
        int length = script.text().length();
        if (length > limits.sourceCharacters()) {
            throw new UnreadableScript(ScriptError.of(
                    ScriptFailure.SIZE,
                    "the script has " + length + " characters, but may have " + limits.sourceCharacters(),
                    ScriptError.Place.in(script.name())));
        }
        return programs.of(script);
    }

    /** Takes a run in, or refuses it. */
    boolean admits(Run run, Script script) {
        runs.add(run);
        int number = running.incrementAndGet();
        if (closed) {
            run.refuse(ScriptFailure.UNAVAILABLE, "no scripts run any more: the runner is closed");
        } else if (broken) {
            run.refuse(
                    ScriptFailure.UNAVAILABLE,
                    "no scripts run any more: the engine is broken; the process has to be started again");
        } else if (stuckThreads.get() >= settings.threads()) {
            run.refuse(
                    ScriptFailure.BUSY,
                    "all " + settings.threads() + " threads are held by scripts that do not stop; "
                            + "the operator has to start the process again");
        } else if (number > settings.maxRuns()) {
            run.refuse(ScriptFailure.BUSY, "as many scripts as may, " + settings.maxRuns() + ", run; try again later");
        } else if (isBlocked(script)) {
            run.refuse(
                    ScriptFailure.BLOCKED,
                    "an earlier run of this script could not be stopped, so it is not run again; change it");
        } else {
            return true;
        }
        return false;
    }

    private boolean isBlocked(Script script) {
        return !blocked.isEmpty() && blocked.contains(script.hash());
    }

    void begun() {
        tally.started();
    }

    void ended(Run run, ScriptOutcome outcome) {
        if (runs.remove(run)) { // those that warm the engine are nobody's
            running.decrementAndGet();
            tally.ended(outcome);
        }
    }

    void threadIsStuck(Script script) {
        int count = stuckThreads.incrementAndGet();
        if (blocked.size() < MAX_BLOCKED) {
            blocked.add(script.hash());
        }
        LOG.error(
                "Script {} does not stop and holds a thread; {} of {} are held so. It is blocked until it is changed",
                script.name(),
                count,
                settings.threads());
    }

    void threadIsBack() {
        LOG.warn("A script that did not stop has ended; {} threads are held by others", stuckThreads.decrementAndGet());
    }

    void engineIsBroken() {
        broken = true;
        LOG.error("A class of the script engine cannot be initialised any more. Start the process again");
    }

    ScriptStats stats() {
        Sandbox made = sandbox;
        return new ScriptStats(
                state(),
                made == null ? "" : made.implementation(),
                tally.startedScripts(),
                tally.failures(),
                running.get(),
                turns.waiting(),
                settings.threads(),
                stuckThreads.get(),
                blocked.size(),
                tally.computed(),
                tally.allocated());
    }

    private State state() {
        if (closed) {
            return State.CLOSED;
        }
        if (broken) {
            return State.UNHEALTHY;
        }
        if (!ready) {
            return State.STARTING;
        }
        return stuckThreads.get() > 0 ? State.DEGRADED : State.READY;
    }

    synchronized void close(long waitMillis) throws InterruptedException {
        if (closed) {
            return;
        }
        closed = true;
        runs.forEach(run -> run.stop(ScriptFailure.CANCELLED, "the runner was closed"));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        while (!runs.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        turns.close();
        timers.close();
        watchdog.close();
        Sandbox made = sandbox;
        if (made != null) {
            killers.execute(made::close);
        }
        killers.shutdown();
        turns.awaitEnd(waitMillis);
        killers.awaitTermination(waitMillis, TimeUnit.MILLISECONDS);
    }
}
