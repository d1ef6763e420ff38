package dev.millrace.execution;

import dev.millrace.module.CancellationToken;
import dev.millrace.module.Input;
import dev.millrace.module.LogLevel;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.NamedVariables;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.value.PlainValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a module sees when another module calls it: its own inputs, everything else as the caller sees it. */
final class CalledStep extends ResolvedInputs implements StepContext, NamedVariables {
    private final StepContext caller;
    private final int number;
    private final String moduleId;
    private final List<Input> inputs;
    private final @Nullable Object[] values;

    private CalledStep(StepContext caller, int number, String moduleId, List<Input> inputs, @Nullable Object[] values) {
        this.caller = caller;
        this.number = number;
        this.moduleId = moduleId;
        this.inputs = inputs;
        this.values = values;
    }

    static CalledStep of(
            StepContext caller,
            int number,
            String moduleId,
            ModuleDescriptor descriptor,
            Map<String, ? extends @Nullable Object> parameters) {
        Map<String, @Nullable Object> plain = PlainValue.dictionary(parameters);
        return new CalledStep(
                caller,
                number,
                moduleId,
                descriptor.inputs(),
                ResolvedInputs.literalValues(descriptor.inputs(), plain));
    }

    @Override
    protected List<Input> declared() {
        return inputs;
    }

    @Override
    protected @Nullable Object[] values() {
        return values;
    }

    @Override
    public String executionId() {
        return caller.executionId();
    }

    @Override
    public String workflowId() {
        return caller.workflowId();
    }

    @Override
    public String stepId() {
        return caller.stepId();
    }

    @Override
    public String moduleId() {
        return moduleId;
    }

    @Override
    public int stepIndex() {
        return caller.stepIndex();
    }

    @Override
    public int attempt() {
        return caller.attempt();
    }

    @Override
    public int maxAttempts() {
        return caller.maxAttempts();
    }

    @Override
    public String idempotencyKey() {
        return caller.idempotencyKey() + "/call-" + number;
    }

    @Override
    public NamedVariables variables() {
        return this;
    }

    @Override
    public @Nullable Object get(String name) {
        return caller.variables().get(name);
    }

    @Override
    public void set(String name, @Nullable Object value) {
        throw new StepFailedException(
                "Cannot set a variable",
                moduleId
                        + " cannot set a variable when another module calls it; give the value back and set it in a step");
    }

    @Override
    public boolean create(String name, @Nullable Object value) {
        set(name, value);
        return false;
    }

    @Override
    public Map<String, @Nullable Object> asMap() {
        return caller.variables().asMap();
    }

    @Override
    public @Nullable Object triggerData() {
        return caller.triggerData();
    }

    @Override
    public Instant now() {
        return caller.now();
    }

    @Override
    public ZoneId zone() {
        return caller.zone();
    }

    @Override
    public RandomGenerator random() {
        return caller.random();
    }

    @Override
    public void log(LogLevel level, String message, Map<String, ?> details) {
        caller.log(level, message, details);
    }

    @Override
    public void progress(String message, double share) {
        caller.progress(message, share);
    }

    @Override
    public CancellationToken cancellation() {
        return caller.cancellation();
    }

    @Override
    public Optional<Duration> timeLeft() {
        return caller.timeLeft();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return caller.service(type);
    }

    @Override
    public <T> T service(Class<T> type, Supplier<? extends T> whenAbsent) {
        return caller.service(type, whenAbsent);
    }
}
