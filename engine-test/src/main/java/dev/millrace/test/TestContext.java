package dev.millrace.test;

import dev.millrace.module.CancellationToken;
import dev.millrace.module.LogLevel;
import dev.millrace.module.NamedVariables;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.StepContext;
import dev.millrace.module.ValueExpression;
import dev.millrace.value.PlainValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One attempt of the only step of a test. */
record TestContext(
        String moduleId,
        ResolvedInputs inputs,
        NamedVariables variables,
        @Nullable Object triggerData,
        Instant now,
        ZoneId zone,
        Random randomness,
        TestServices services,
        boolean isCancelled,
        List<ModuleTester.LogLine> log)
        implements StepContext, CancellationToken {
    @Override
    public String executionId() {
        return "test-execution";
    }

    @Override
    public String workflowId() {
        return "test-workflow";
    }

    @Override
    public String stepId() {
        return "step";
    }

    @Override
    public int stepIndex() {
        return 0;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public int maxAttempts() {
        return 1;
    }

    @Override
    public String idempotencyKey() {
        return "test-execution/step";
    }

    @Override
    public RandomGenerator random() {
        return randomness;
    }

    @Override
    public void log(LogLevel level, String message, Map<String, ?> details) {
        log.add(new ModuleTester.LogLine(level, message, PlainValue.dictionary(details)));
    }

    @Override
    public void progress(String message, double share) {}

    @Override
    public CancellationToken cancellation() {
        return this;
    }

    @Override
    public void onCancel(Runnable action) {
        if (isCancelled) {
            action.run();
        }
    }

    @Override
    public Optional<Duration> timeLeft() {
        return Optional.empty();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return services.find(type);
    }

    @Override
    public <T> T service(Class<T> type, Supplier<? extends T> whenAbsent) {
        return services.find(type, whenAbsent);
    }

    @Override
    public @Nullable Object input(String id) {
        return inputs.input(id);
    }

    @Override
    public boolean has(String id) {
        return inputs.has(id);
    }

    @Override
    public String text(String id) {
        return inputs.text(id);
    }

    @Override
    public String text(String id, String fallback) {
        return inputs.text(id, fallback);
    }

    @Override
    public Number number(String id) {
        return inputs.number(id);
    }

    @Override
    public Number number(String id, Number fallback) {
        return inputs.number(id, fallback);
    }

    @Override
    public long wholeNumber(String id) {
        return inputs.wholeNumber(id);
    }

    @Override
    public long wholeNumber(String id, long fallback) {
        return inputs.wholeNumber(id, fallback);
    }

    @Override
    public boolean truth(String id, boolean fallback) {
        return inputs.truth(id, fallback);
    }

    @Override
    public List<@Nullable Object> list(String id) {
        return inputs.list(id);
    }

    @Override
    public Map<String, @Nullable Object> dictionary(String id) {
        return inputs.dictionary(id);
    }

    @Override
    public String option(String id, String fallback) {
        return inputs.option(id, fallback);
    }

    @Override
    public ValueExpression expression(String id) {
        return inputs.expression(id);
    }
}
