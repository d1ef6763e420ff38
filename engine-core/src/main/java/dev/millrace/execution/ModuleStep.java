package dev.millrace.execution;

import dev.millrace.module.CancellationToken;
import dev.millrace.module.Input;
import dev.millrace.module.LogLevel;
import dev.millrace.module.NamedVariables;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.StepContext;
import dev.millrace.plan.Op;
import dev.millrace.plan.StepSource;
import dev.millrace.value.PlainValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One attempt of one step that calls a module: what the module sees, and how it is told to stop. */
final class ModuleStep extends ResolvedInputs implements StepContext, CancellationToken, NamedVariables {
    private static final List<Runnable> DONE = List.of();

    private final Execution execution;
    private final StepSource source;

    @Nullable
    private final Object[] values;

    private final int attempt;
    private final long deadlineMillis;
    private volatile boolean cancelled;
    private @Nullable List<Runnable> actions; // guarded by this
    private @Nullable Thread thread; // guarded by this

    ModuleStep(
            Execution execution,
            StepSource source,
            List<Input> inputs,
            @Nullable Object[] values,
            int attempt,
            long deadlineMillis) {
        super(inputs, values);
        this.execution = execution;
        this.source = source;
        this.values = values;
        this.attempt = attempt;
        this.deadlineMillis = deadlineMillis;
    }

    static ModuleStep of(Execution execution, Op.ModuleCall op, @Nullable Object[] values, int attempt, long deadline) {
        return new ModuleStep(execution, op.source, op.inputs, values, attempt, deadline);
    }

    @Override
    public String executionId() {
        return execution.id();
    }

    @Override
    public String workflowId() {
        return execution.plan().workflow().id();
    }

    @Override
    public String stepId() {
        return source.id();
    }

    @Override
    public int stepIndex() {
        return source.index();
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public String idempotencyKey() {
        return execution.id() + "/" + execution.path() + source.id();
    }

    @Override
    public NamedVariables variables() {
        return this;
    }

    @Override
    public @Nullable Object get(String name) {
        return execution.variables().get(name);
    }

    @Override
    public void set(String name, @Nullable Object value) {
        execution.variables().set(name, PlainValue.of(value));
    }

    @Override
    public boolean create(String name, @Nullable Object value) {
        return execution.variables().create(name, source.index(), PlainValue.of(value));
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        return execution.variables().asMap();
    }

    @Override
    public @Nullable Object triggerData() {
        return execution.triggerData();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(execution.environment().clock().epochMillis());
    }

    @Override
    public ZoneId zone() {
        return execution.environment().clock().zone();
    }

    @Override
    public RandomGenerator random() {
        return execution.environment().random();
    }

    @Override
    public void log(LogLevel level, String message, Map<String, ?> details) {
        execution.log(source, level, message, details);
    }

    @Override
    public void progress(String message, double share) {
        Recording recording = execution.recording();
        if (recording != null) {
            recording.progressed(execution, source, message, share);
        }
    }

    @Override
    public CancellationToken cancellation() {
        return this;
    }

    @Override
    public Optional<Duration> timeLeft() {
        if (deadlineMillis == Long.MAX_VALUE) {
            return Optional.empty();
        }
        long left = deadlineMillis - execution.environment().clock().epochMillis();
        return Optional.of(Duration.ofMillis(Math.max(0, left)));
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(type.cast(execution.environment().services().get(type)));
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                if (actions == null) {
                    actions = new ArrayList<>(1);
                }
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** The thread that runs the module, to be interrupted on cancellation. Null when it is done. */
    synchronized void runsOn(@Nullable Thread runner) {
        thread = runner;
        if (cancelled && runner != null) {
            runner.interrupt();
        }
    }

    /** Tells the module to stop. Repeated calls do nothing. */
    void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = actions == null ? DONE : actions;
            if (thread != null) {
                thread.interrupt();
            }
        }
        for (Runnable action : due) {
            execution.guarded(action);
        }
    }

    @Nullable
    Object[] values() {
        return values;
    }

    StepSource source() {
        return source;
    }
}
