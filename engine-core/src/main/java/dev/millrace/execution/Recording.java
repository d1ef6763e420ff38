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
import java.util.function.Consumer;
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
    private final @Nullable History history;
    private final @Nullable ExecutionHistory executions;
    private final List<ExecutionObserver> observers;
    private final boolean observed;
    private final long startMillis;
    private final long startNanos;
    private long endMillis = -1;
    private @Nullable ExecutionEvent event;

    Recording(Execution root, Recordings settings) {
        this.root = root;
        this.environment = root.environment();
        this.history = settings.keepsHistory() ? new History(settings.maxEntries()) : null;
        this.executions = settings.executions();
        this.observers = settings.observers();
        this.observed = !observers.isEmpty();
        this.startMillis = environment.clock().epochMillis();
        this.startNanos = environment.clock().nanoTime();
    }

    /** Branches that may run on other threads write into it from now on. */
    void share() {
        if (history != null) {
            history.share();
        }
    }

    long startNanos() {
        return startNanos;
    }

    void executionStarted() {
        listStart();
        if (observed) {
            tell(observer -> observer.executionStarted(event()));
        }
    }

    /** It goes on after it was restored, which observers take for no start. */
    void executionRevived() {
        listStart();
    }

    private void listStart() {
        ExecutionHistory told = executions;
        if (told != null) {
            list(() -> told.started(summary()));
        }
    }

    void executionEnded(Execution execution) {
        if (execution != root) {
            return;
        }
        endMillis = environment.clock().epochMillis();
        ExecutionHistory told = executions;
        if (!observed && told == null) {
            return;
        }
        ExecutionView end = execution.currentView();
        if (told != null) {
            list(() -> told.ended(end));
        }
        if (observed) {
            tell(observer -> observer.executionEnded(event(), end));
        }
    }

    void stepStarted(Execution execution, Op op) {
        if (observed && execution.attempt() == 0) {
            StepEvent step = step(execution, op.source, 0, Map.of(), null);
            tell(observer -> observer.stepStarted(event(), step));
        }
    }

    void stepCompleted(Execution execution, Op op) {
        // a mark takes less time than reading the clock
        long now = op.isMark() ? execution.stepStart() : environment.clock().nanoTime();
        long start = execution.stepStart(now);
        if (history != null) {
            history.completed(op.source, execution.branchName(), start, now);
        }
        if (observed) {
            StepEvent step = step(execution, op.source, now - start, execution.outputsOf(op), null);
            tell(observer -> observer.stepCompleted(event(), step));
        }
    }

    void stepFailed(Execution execution, Op op, StepError error) {
        long now = environment.clock().nanoTime();
        if (history != null) {
            history.failed(op.source, execution.branchName(), now, error, execution.attempt());
        }
        if (observed) {
            StepEvent step = step(execution, op.source, now - execution.stepStart(), Map.of(), error);
            tell(observer -> observer.stepFailed(event(), step));
        }
    }

    void stepSkipped(Execution execution, Op op, StepError error) {
        long now = environment.clock().nanoTime();
        long start = execution.stepStart(now);
        if (history != null) {
            history.skipped(op.source, execution.branchName(), now, error);
        }
        if (observed) {
            StepEvent step = step(execution, op.source, now - start, execution.outputsOf(op), error);
            tell(observer -> observer.stepSkipped(event(), step));
        }
    }

    void stepRetried(Execution execution, Op op, StepError error, long waitMillis) {
        if (history != null) {
            history.retried(
                    op.source,
                    execution.branchName(),
                    environment.clock().nanoTime(),
                    error,
                    execution.attempt(),
                    waitMillis);
        }
        if (observed) {
            StepEvent step = step(execution, op.source, 0, Map.of(), error);
            tell(observer -> observer.stepRetried(event(), step, Duration.ofMillis(waitMillis)));
        }
    }

    void progressed(Execution execution, StepSource source, String message, double share) {
        logged(execution, source, LogLevel.INFO, message, Double.isNaN(share) ? Map.of() : Map.of("progress", share));
        if (observed) {
            StepEvent step = step(execution, source, 0, Map.of(), null);
            tell(observer -> observer.stepProgressed(event(), step, message, share));
        }
    }

    void logged(
            Execution execution,
            @Nullable StepSource source,
            LogLevel level,
            String message,
            Map<String, ? extends @Nullable Object> details) {
        if (history != null) {
            history.logged(source, execution.branchName(), environment.clock().nanoTime(), level, message, details);
        }
        if (observed) {
            LogEntry entry = new LogEntry(
                    Instant.ofEpochMilli(environment.clock().epochMillis()),
                    level,
                    source == null ? -1 : source.index(),
                    source == null ? "" : source.moduleId(),
                    execution.branchName(),
                    message,
                    Map.copyOf(details));
            tell(observer -> observer.logged(event(), entry));
        }
    }

    List<LogEntry> log() {
        return history == null ? List.of() : history.log(startMillis, startNanos);
    }

    Instant startedAt() {
        return Instant.ofEpochMilli(startMillis);
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

    private void tell(Consumer<ExecutionObserver> call) {
        for (ExecutionObserver observer : observers) {
            try {
                call.accept(observer);
            } catch (RuntimeException e) {
                LOG.warn("An observer failed; the execution goes on", e);
            }
        }
    }
}
