package dev.millrace.script.graal;

import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptOutcome;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.ScriptRun;
import dev.millrace.script.graal.Door.Settlement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One script under way. Works in turns: a turn takes a thread of the pool, does what has come in, and gives the thread back;
 * between turns, while calls and timers are awaited, the script holds none. What comes in from other threads is only put
 * into the queue, so the context is never entered by two threads.
 *
 * <pre>
 *   start ──&gt; queued ──&gt; turn ──settled──&gt; over
 *               ^          │ nothing to do
 *               └─ answer ─┴──&gt; resting
 *   stop: the context is closed from another thread, which ends a turn where the language looks for it. A turn that has not
 *   ended after the grace time is given up: the outcome is told, its thread counts as stuck, its text is blocked.
 * </pre>
 */
final class Run implements ScriptRun {
    private final ScriptRequest request;
    private final Workshop workshop;
    private final Meter meter = new Meter();
    private final Door door;
    private final CompletableFuture<ScriptOutcome> outcome = new CompletableFuture<>();
    private final AtomicReference<@Nullable ScriptError> stop = new AtomicReference<>();
    private final Agenda agenda = new Agenda();

    private volatile long deadline;
    private volatile @Nullable FreshContext context;
    private volatile @Nullable Future<?> alarm;
    private volatile @Nullable Future<?> graceEnd;
    private @Nullable Program program; // touched in turns only, as is the one below
    private @Nullable Guest guest;

    Run(ScriptRequest request, Workshop workshop) {
        this.request = request;
        this.workshop = workshop;
        this.door = new Door(this, request, workshop.timers());
    }

    @Override
    public CompletionStage<ScriptOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    @Override
    public void cancel() {
        stop(ScriptFailure.CANCELLED, "the script was cancelled");
    }

    /** The clock begins to run now. */
    void begin() {
        deadline = System.nanoTime() + request.limits().wallTime().toNanos();
        enqueue(this::load);
    }

    /** Ends it before it has begun. */
    void refuse(ScriptFailure failure, String message) {
        finish(failed(error(failure, message)));
    }

    /** Has {@code task} done in a turn of this script. Thread-safe. */
    void enqueue(Runnable task) {
        if (!agenda.add(task)) {
            return;
        }
        workshop.watchdog().watch(this);
        workshop.turns().execute(this::turn);
    }

    private void turn(ThreadMeter thread) {
        agenda.beginTurn();
        meter.turnOn(thread);
        try {
            for (Runnable task = next(); task != null; task = next()) {
                task.run();
            }
            rest();
        } catch (Throwable thrown) { // the edge to what authors wrote; an Error of theirs must not end a thread of the
            // pool
            finish(failed(diagnosis().of(thrown)));
        }
        endTurn();
    }

    private void endTurn() {
        boolean goesOn = agenda.endTurn();
        if (agenda.isThreadBack()) {
            workshop.threadIsBack();
        }
        if (goesOn) {
            workshop.turns().execute(this::turn);
        } else {
            workshop.watchdog().forget(this);
        }
    }

    private @Nullable Runnable next() {
        ScriptError stopped = stop.get();
        if (stopped != null) {
            finish(failed(stopped));
        }
        return agenda.next();
    }

    private void load() {
        Program loaded = workshop.program(request.script(), request.limits());
        program = loaded;
        FreshContext fresh = workshop.contexts().take(request.limits().statements());
        context = fresh;
        if (stop.get() == null) {
            guest = fresh.opened(door, request, loaded.words());
            guest.start(fresh.context().eval(loaded.source()));
        }
    }

    /** The script's own functions; there once it is loaded. */
    Guest guest() {
        Guest loaded = guest;
        if (loaded == null) {
            throw new IllegalStateException("an answer came before the script began");
        }
        return loaded;
    }

    /** Everything that has come in is done: is the script at its end? */
    private void rest() {
        Settlement settlement = door.settlement();
        if (settlement != null && !settlement.fulfilled()) {
            finish(failed(diagnosis().of(settlement)));
        } else if (settlement != null && !door.awaitsCalls()) {
            finish(returned(settlement));
        } else if (settlement == null && !door.awaitsAnything()) {
            finish(failed(error(
                    ScriptFailure.NEVER_SETTLED,
                    "the script awaits something that nothing will settle: no call and no timer is left")));
        } else {
            door.remindOfCalls();
            setAlarm();
        }
    }

    private ScriptOutcome returned(Settlement settlement) {
        String json = settlement.json();
        int most = request.limits().resultCharacters();
        if (json != null && json.length() > most) {
            return failed(error(
                    ScriptFailure.SIZE,
                    "the result has " + json.length() + " characters as JSON, but may have " + most
                            + "; return less of it"));
        }
        return new ScriptOutcome.Returned(
                Optional.ofNullable(json), meter.taken().usage(door.calls()));
    }

    private void setAlarm() {
        if (alarm == null) {
            alarm = workshop.timers().after(timeLeft(), () -> checkLimits(System.nanoTime()));
        }
    }

    /** Stops the script if it has taken more than it may. Thread-safe. */
    void checkLimits(long now) {
        ScriptLimits limits = request.limits();
        if (now - deadline >= 0) {
            stop(ScriptFailure.WALL_TIME, "the script took longer than " + Texts.of(limits.wallTime()));
            return;
        }
        Meter.Taken taken = meter.taken();
        if (taken.cpuNanos() > limits.cpuTime().toNanos()) {
            stop(ScriptFailure.CPU_TIME, "the script computed longer than " + Texts.of(limits.cpuTime()));
        } else if (taken.allocatedBytes() > limits.allocatedBytes()) {
            stop(
                    ScriptFailure.MEMORY,
                    "the script asked for more than " + (limits.allocatedBytes() >> 20) + " MiB of memory");
        }
    }

    /** What is left of the time from start to end. */
    Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    void stop(ScriptFailure failure, String message) {
        if (!outcome.isDone() && stop.compareAndSet(null, error(failure, message))) {
            workshop.killers().execute(this::kill);
            graceEnd = workshop.timers().after(workshop.settings().grace(), this::giveUp);
        }
    }

    /** Closing waits until no thread is in the context any more, so it has a thread of its own. */
    private void kill() {
        FreshContext current = context;
        if (current != null) {
            Contexts.cancel(current.context());
        }
        ScriptError reason = stop.get();
        if (agenda.rests() && reason != null) {
            finish(failed(reason));
        }
    }

    private void giveUp() {
        ScriptError reason = stop.get();
        if (reason == null || outcome.isDone()) {
            return;
        }
        if (agenda.giveUp()) {
            workshop.threadIsStuck(request.script());
        }
        workshop.killers().execute(() -> finish(failed(reason)));
    }

    private void finish(ScriptOutcome result) {
        if (!agenda.end()) {
            return;
        }
        cancel(alarm);
        cancel(graceEnd);
        door.close();
        workshop.ended(this, result);
        outcome.complete(result);
        FreshContext current = context;
        if (current != null && stop.get() == null) { // after the outcome, so that nobody waits for it
            Contexts.close(current.context());
        }
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private ScriptOutcome failed(ScriptError error) {
        return new ScriptOutcome.Failed(error, meter.taken().usage(door.calls()));
    }

    private ScriptError error(ScriptFailure failure, String message) {
        return ScriptError.of(
                failure, message, ScriptError.Place.in(request.script().name()));
    }

    private Diagnosis diagnosis() {
        FreshContext current = context;
        boolean statementsUsedUp = current != null && current.areStatementsUsedUp();
        return new Diagnosis(request, program, stop.get(), statementsUsedUp, workshop::engineIsBroken);
    }
}
