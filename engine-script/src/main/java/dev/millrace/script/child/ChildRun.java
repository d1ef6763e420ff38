package dev.millrace.script.child;

import dev.millrace.module.LogLevel;
import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptOutcome;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.ScriptRun;
import dev.millrace.script.ScriptUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One script for a child. Waits for one, has it run there, and makes its calls here. Whatever ends it ends it at once; a child
 * that goes on all the same is killed after the grace time.
 */
final class ChildRun implements ScriptRun {
    private static final Logger LOG = LoggerFactory.getLogger(ChildRun.class);

    private final ScriptRequest request;
    private final ChildSettings settings;
    private final ScheduledExecutorService clock;
    private final long start = System.nanoTime();
    private final CompletableFuture<ScriptOutcome> outcome = new CompletableFuture<>();
    private final ChildCalls calls;
    private volatile @Nullable Child child;
    private volatile @Nullable Future<?> alarm;

    ChildRun(ScriptRequest request, ChildSettings settings, ScheduledExecutorService clock) {
        this.request = request;
        this.calls = new ChildCalls(request);
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public CompletionStage<ScriptOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    void whenOver(Consumer<ScriptOutcome> action) {
        outcome().thenAccept(action);
    }

    @Override
    public void cancel() {
        stop(ScriptFailure.CANCELLED, "the script was cancelled");
    }

    void refuse(ScriptFailure failure, String message) {
        stop(failure, message);
    }

    /** From now on the wall time counts; the child, which looks at it too, is given a little longer to answer itself. */
    void watch() {
        Duration limit = request.limits().wallTime();
        alarm = after(
                limit.plus(settings.grace()),
                () -> stop(ScriptFailure.WALL_TIME, "the script took longer than " + limit.toMillis() + " ms"));
        if (outcome.isDone()) {
            cancelAlarm();
        }
    }

    private Future<?> after(Duration time, Runnable action) {
        try {
            return clock.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) { // every script is being ended anyway
            return CompletableFuture.completedFuture(null);
        }
    }

    private void cancelAlarm() {
        Future<?> set = alarm;
        if (set != null) {
            set.cancel(false);
        }
    }

    private void stop(ScriptFailure failure, String message) {
        ScriptError error = ScriptError.of(
                failure, message, ScriptError.Place.in(request.script().name()));
        finish(new ScriptOutcome.Failed(error, ScriptUsage.NONE));
        Child running = child;
        if (running != null) {
            running.kill();
        }
    }

    private void finish(ScriptOutcome result) {
        cancelAlarm();
        calls.abortAll();
        outcome.complete(result);
    }

    /**
     * Has a child run the script, and returns when it has ended.
     *
     * @return whether the child can take another script
     */
    boolean runIn(Child free) {
        child = free;
        if (outcome.isDone()) {
            child = null;
            return true;
        }
        try {
            free.pipe()
                    .write(RequestLetter.of(request.withLimits(request.limits().withWallTime(left()))));
            ScriptOutcome result = converse(free.pipe());
            child = null;
            finish(result);
            return isReusableAfter(result);
        } catch (IOException | RuntimeException e) { // a child that its script has taken over may send anything
            LOG.debug("The process of script {} has ended", request.script().name(), e);
            stop(ScriptFailure.MEMORY, "the process of the script ended, most likely for want of memory");
            return false;
        }
    }

    private Duration left() {
        long nanos = request.limits().wallTime().toNanos() - (System.nanoTime() - start);
        return Duration.ofNanos(Math.max(1_000_000, nanos));
    }

    private ScriptOutcome converse(Pipe pipe) throws IOException {
        for (; ; ) {
            Frame frame = pipe.read();
            switch (frame.kind()) {
                case RETURNED, FAILED -> {
                    return OutcomeLetter.outcome(frame);
                }
                case DIRECT_CALL, CHAIN_CALL -> calls.proxy(frame, left(), pipe);
                case MODULE -> calls.module(frame, pipe);
                case ABORT -> calls.abort(frame.number());
                case LOG -> request.host().log(LogLevel.valueOf(frame.text(0)), frame.text(1));
                default -> throw new IOException("a child does not say " + frame.kind());
            }
        }
    }

    /** A limit may have left the script running. */
    private static boolean isReusableAfter(ScriptOutcome result) {
        if (result instanceof ScriptOutcome.Failed failed) {
            return switch (failed.error().failure()) {
                case SYNTAX, THROWN, NEVER_SETTLED, SIZE, STATEMENTS -> true;
                case WALL_TIME, CPU_TIME, MEMORY, CANCELLED, BUSY, BLOCKED, UNAVAILABLE -> false;
            };
        }
        return true;
    }
}
