package dev.millrace.execution;

import dev.millrace.module.CancellationToken;
import dev.millrace.module.Input;
import dev.millrace.module.LogLevel;
import dev.millrace.module.NamedVariables;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.StepContext;
import dev.millrace.module.ValueExpression;
import dev.millrace.plan.Op;
import dev.millrace.plan.StepSource;
import dev.millrace.template.BoundExpression;
import dev.millrace.value.PlainValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one step that calls a module: what the module sees. Most attempts need nothing but their inputs and are
 * over when the call returns: what cancellation needs is made when somebody first asks for it, and the object serves the
 * next attempt too.
 */
final class ModuleStep extends ResolvedInputs implements StepContext, NamedVariables {
    private static final VarHandle CANCELLATION;

    static {
        try {
            CANCELLATION = MethodHandles.lookup().findVarHandle(ModuleStep.class, "cancellation", Cancellation.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Execution execution;
    private Op.ModuleCall op;
    /** The resolved inputs where they depend on the execution; the operation's constants otherwise. */
    private @Nullable Object @Nullable [] values;

    private int attempt;
    private volatile @Nullable Cancellation cancellation;

    /** @param values null where the operation's are constant */
    ModuleStep(Execution execution, Op.ModuleCall op, @Nullable Object @Nullable [] values, int attempt) {
        this.execution = execution;
        this.op = op;
        this.values = values;
        this.attempt = attempt;
    }

    /** Becomes the next attempt, after one that is over. */
    ModuleStep reusedFor(Op.ModuleCall newOp, @Nullable Object @Nullable [] newValues, int newAttempt) {
        op = newOp;
        if (values != newValues) {
            values = newValues;
        }
        attempt = newAttempt;
        if (cancellation != null) {
            cancellation = null;
        }
        return this;
    }

    @Override
    protected List<Input> declared() {
        return op.inputs;
    }

    @Override
    protected @Nullable Object[] values() {
        @Nullable Object[] own = values;
        return own == null ? Objects.requireNonNull(op.constants) : own;
    }

    @Override
    protected @Nullable ValueExpression expressionOf(int index, Object value) {
        if (op.values[index] instanceof BoundExpression bound && value instanceof List<?> references) {
            String what = "input \"" + op.inputs.get(index).id() + '"';
            return new TimedExpression(what, GivenExpression.inOrder(what, bound, references, random()));
        }
        return null;
    }

    Op.ModuleCall op() {
        return op;
    }

    private StepSource source() {
        return op.source;
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
        return source().id();
    }

    @Override
    public String moduleId() {
        return source().moduleId();
    }

    @Override
    public int stepIndex() {
        return source().index();
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public int maxAttempts() {
        return source().policy().retries() + 1;
    }

    @Override
    public String idempotencyKey() {
        return execution.id() + "/" + execution.path() + source().id();
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
        return execution.variables().create(name, source().index(), PlainValue.of(value));
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
        execution.log(source(), level, message, details);
    }

    @Override
    public void progress(String message, double share) {
        Recording recording = execution.recording();
        if (recording != null) {
            recording.progressed(execution, source(), message, share);
        }
    }

    @Override
    public Optional<Duration> timeLeft() {
        long deadline = execution.attemptDeadline();
        if (deadline == Long.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(
                Math.max(0, deadline - execution.environment().clock().epochMillis())));
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return execution.environment().services().find(type);
    }

    @Override
    public <T> T service(Class<T> type, Supplier<? extends T> whenAbsent) {
        return execution.environment().services().find(type, whenAbsent);
    }

    @Override
    public CancellationToken cancellation() {
        return cancelling();
    }

    /** The thread that runs the module, to be interrupted on cancellation; null when it is done. */
    void runsOn(@Nullable Thread runner) {
        cancelling().runsOn(runner);
    }

    /** Tells the module to stop. Repeated calls do nothing. Thread-safe. */
    void cancel() {
        cancelling().cancel();
    }

    private Cancellation cancelling() {
        Cancellation known = cancellation;
        if (known == null) {
            known = new Cancellation();
            if (!CANCELLATION.compareAndSet(this, null, known)) {
                known = Objects.requireNonNull(cancellation);
            }
        }
        return known;
    }
}
