package dev.millrace.execution;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.module.LogLevel;
import dev.millrace.module.StepError;
import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.observe.StepEvent;
import dev.millrace.plan.Op;
import dev.millrace.plan.StepSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is recorded of one execution, its branches and sub-workflows: the history it keeps and the observers it tells.
 *
 * <p>Reads the clock once at each border of two steps: the end of one is the start of the next.
 */
final class Recording {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

    private final Execution root;
    private final Environment environment;
    /** Null if none is kept, and once it is part of the picture of the end. */
    private @Nullable History history;

    private final @Nullable ExecutionHistory executions;
    /** True once the history has been told that it is under way. */
    private boolean isListed;

    private final List<ExecutionObserver> observers;
    /** Null while nobody is told; changed under the lock, so that nobody is left out. */
    private volatile @Nullable Audience audience;

    private final long startMillis;
    private final long startNanos;
    /** When it started, which may be before the start of this process; the two above are what times are counted from. */
    private long startedMillis;

    private long endMillis = -1;
    private volatile @Nullable ExecutionView picture;
    private @Nullable ExecutionEvent event;

    Recording(Execution root, Recordings settings) {
        this.root = root;
        this.environment = root.environment();
        this.history = settings.keepsHistory()
                ? new History(settings.maxEntries(), root.plan().size())
                : null;
        this.executions = settings.executions();
        this.observers = settings.observers();
        this.audience = Audience.of(observers, List.of());
        this.startMillis = environment.clock().epochMillis();
        this.startNanos = environment.clock().nanoTime();
        this.startedMillis = startMillis;
    }

    /** Branches that may run on other threads write into it from now on. */
    void share() {
        History written = history;
        if (written != null) {
            written.share();
        }
    }

    long startNanos() {
        return startNanos;
    }

    void executionStarted() {
        Audience told = audience;
        if (told != null) {
            told.tell(observer -> observer.executionStarted(event()));
        }
    }

    /** How it ended, if a history keeps the picture anyway; null otherwise. */
    @Nullable
    ExecutionView picture(Execution execution) {
        return execution == root ? picture : null;
    }

    /** It started before this process. */
    void restoreStart(long epochMillis) {
        startedMillis = epochMillis;
    }

    long startedMillis() {
        return startedMillis;
    }

    /** It ended before this process, which is to see to what follows. */
    void restoreEnd(long epochMillis) {
        endMillis = epochMillis;
    }

    /** Negative before its end. */
    long endMillis() {
        return endMillis;
    }

    /** It goes on after it was restored, which observers take for no start. */
    void executionRevived() {
        ExecutionHistory kept = executions;
        History log = history;
        if (kept != null && log != null) {
            list(() -> log.restore(kept.log(root.id())));
        }
        listAsUnderWay();
    }

    /** Gives what was said to whoever keeps it for after a restart, if it is at least so many entries. */
    void keepLog(int atLeast) {
        ExecutionHistory kept = executions;
        History log = history;
        if (kept != null && log != null) {
            List<LogEntry> unkept = log.takeUnkept(atLeast, startMillis, startNanos);
            if (!unkept.isEmpty()) {
                listAsUnderWay();
                list(() -> kept.logged(root.id(), unkept));
            }
        }
    }

    /** Lets those find it who look through the history for what is under way. Once is enough. */
    void listAsUnderWay() {
        ExecutionHistory told = executions;
        if (told != null && !isListed) {
            isListed = true;
            list(() -> told.started(summary()));
        }
    }

    void executionEnded(Execution execution) {
        if (execution != root) {
            return;
        }
        if (endMillis < 0) {
            endMillis = environment.clock().epochMillis();
        }
        ExecutionHistory kept = executions;
        Audience told = dismissed();
        if (told == null && kept == null) {
            return;
        }
        ExecutionView end = execution.currentView();
        if (kept != null) {
            keep(end);
            list(() -> kept.ended(KeptValues.of(end, execution.plan().workflow())));
        }
        if (told != null) {
            told.tell(observer -> observer.executionEnded(event(), end));
        }
    }

    /** Under the lock, as those who log on threads of their own look at the history under it. */
    private synchronized void keep(ExecutionView end) {
        picture = end;
        history = null;
    }

    void stepStarted(Execution execution, Op op) {
        Audience told = audience;
        if (told != null && execution.attempt() == 0) {
            StepEvent step = step(execution, op.source, 0, Map.of(), null);
            told.tell(observer -> observer.stepStarted(event(), step));
        }
    }

    void stepCompleted(Execution execution, Op op) {
        // a mark takes less time than reading the clock
        long now = op.isMark() ? execution.stepStart() : environment.clock().nanoTime();
        long start = execution.stepStart(now);
        History written = history;
        if (written != null) {
            written.completed(op.source, execution.branchName(), start, now);
        }
        Audience told = audience;
        if (told != null) {
            StepEvent step = step(execution, op.source, now - start, execution.outputsOf(op), null);
            told.tell(observer -> observer.stepCompleted(event(), step));
        }
    }

    void stepFailed(Execution execution, Op op, StepError error) {
        long now = environment.clock().nanoTime();
        History written = history;
        if (written != null) {
            written.failed(op.source, execution.branchName(), now, error, execution.attempt());
        }
        Audience told = audience;
        if (told != null) {
            StepEvent step = step(execution, op.source, now - execution.stepStart(), Map.of(), error);
            told.tell(observer -> observer.stepFailed(event(), step));
        }
    }

    void stepSkipped(Execution execution, Op op, StepError error) {
        long now = environment.clock().nanoTime();
        long start = execution.stepStart(now);
        History written = history;
        if (written != null) {
            written.skipped(op.source, execution.branchName(), now, error);
        }
        Audience told = audience;
        if (told != null) {
            StepEvent step = step(execution, op.source, now - start, execution.outputsOf(op), error);
            told.tell(observer -> observer.stepSkipped(event(), step));
        }
    }

    void stepRetried(Execution execution, Op op, StepError error, long waitMillis) {
        History written = history;
        if (written != null) {
            written.retried(
                    op.source,
                    execution.branchName(),
                    environment.clock().nanoTime(),
                    error,
                    execution.attempt(),
                    waitMillis);
        }
        Audience told = audience;
        if (told != null) {
            StepEvent step = step(execution, op.source, 0, Map.of(), error);
            told.tell(observer -> observer.stepRetried(event(), step, Duration.ofMillis(waitMillis)));
        }
    }

    void progressed(Execution execution, StepSource source, String message, double share) {
        logged(execution, source, LogLevel.INFO, message, Double.isNaN(share) ? Map.of() : Map.of("progress", share));
        Audience told = audience;
        if (told != null) {
            StepEvent step = step(execution, source, 0, Map.of(), null);
            told.tell(observer -> observer.stepProgressed(event(), step, message, share));
        }
    }

    void logged(
            Execution execution,
            @Nullable StepSource source,
            LogLevel level,
            String message,
            Map<String, ? extends @Nullable Object> details) {
        Audience told = keepLine(execution, source, level, message, details);
        if (told != null) {
            LogEntry entry = new LogEntry(
                    Instant.ofEpochMilli(environment.clock().epochMillis()),
                    level,
                    source == null ? -1 : source.index(),
                    source == null ? "" : source.moduleId(),
                    execution.branchName(),
                    message,
                    Map.copyOf(details));
            told.tell(observer -> observer.logged(event(), entry));
        }
    }

    /**
     * Those who are to be told of it. Under the lock, because modules log on threads of their own: a watcher that comes
     * meanwhile finds the line in its view, or is told of it, and never both.
     */
    private synchronized @Nullable Audience keepLine(
            Execution execution,
            @Nullable StepSource source,
            LogLevel level,
            String message,
            Map<String, ? extends @Nullable Object> details) {
        History written = history;
        if (written != null) {
            written.logged(source, execution.branchName(), environment.clock().nanoTime(), level, message, details);
        }
        return audience;
    }

    /** Lets somebody else be told from this moment on, and shows what was before; called by the owner. */
    ExecutionView watch(ExecutionObserver watcher) {
        // made before the lock is taken: ids come from outside
        event();
        synchronized (this) {
            Audience told = audience;
            audience = told == null ? Audience.of(List.of(), List.of(watcher)) : told.with(watcher);
            return root.currentView();
        }
    }

    synchronized void unwatch(ExecutionObserver watcher) {
        Audience told = audience;
        if (told != null) {
            audience = told.without(watcher);
        }
    }

    /** Those who are told of the end; watchers are let go with it, however long the execution is kept. */
    private synchronized @Nullable Audience dismissed() {
        Audience told = audience;
        audience = Audience.of(observers, List.of());
        return told;
    }

    List<LogEntry> log() {
        ExecutionView end = picture;
        if (end != null) {
            return end.log();
        }
        History written = history;
        return written == null ? List.of() : written.log(startMillis, startNanos);
    }

    Instant startedAt() {
        return Instant.ofEpochMilli(startedMillis);
    }

    @Nullable
    Instant completedAt() {
        return endMillis < 0 ? null : Instant.ofEpochMilli(endMillis);
    }

    private static StepEvent step(
            Execution execution,
            StepSource source,
            long elapsedNanos,
            Map<String, @Nullable Object> outputs,
            @Nullable StepError error) {
        return new StepEvent(
                source.id(),
                source.index(),
                source.moduleId(),
                execution.branchName(),
                execution.attempt() + (error == null ? 1 : 0),
                elapsedNanos,
                outputs,
                error);
    }

    private ExecutionEvent event() {
        ExecutionEvent known = event;
        if (known == null) {
            known = new ExecutionEvent(
                    root.id(),
                    root.plan().workflow().id(),
                    root.plan().workflow().name());
            event = known;
        }
        return known;
    }

    /** A view would do too, but costs a copy of all the variables. */
    private ExecutionSummary summary() {
        ExecutionEvent about = event();
        return new ExecutionSummary(
                about.executionId(),
                about.workflowId(),
                about.workflowName(),
                root.triggeredBy(),
                ExecutionStatus.RUNNING,
                Optional.of(startedAt()),
                Optional.empty(),
                null);
    }

    private static void list(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("The history of executions failed; the execution goes on", e);
        }
    }
}
