package dev.millrace.test;

import dev.millrace.Expressions;
import dev.millrace.module.Input;
import dev.millrace.module.LogLevel;
import dev.millrace.module.Module;
import dev.millrace.module.ParameterCheck;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.module.ScheduledTrigger;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepError;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.module.ValueExpression;
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import dev.millrace.value.PlainValue;
import dev.millrace.workflow.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs one module the way the engine does: parameter aliases mean their input, values are plain, exceptions become
 * failures, and time stands still until the test moves it.
 *
 * <pre>{@code
 * ModuleTester.of(module).with("text", "a").with("count", 3).run().isDone().hasOutput("result", "aaa");
 * }</pre>
 *
 * <p>Parameters are values, not templates: references are not replaced and expressions are not evaluated; an input that
 * is an expression gets its value. An open expression is the text that an author writes, without references. For one
 * thread.
 */
public final class ModuleTester {
    private static final long TEST_SECONDS_LIMIT = 10;

    private final Module module;
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    private final Map<Class<?>, Object> services = new LinkedHashMap<>();
    private final List<LogLine> log = new ArrayList<>();
    private @Nullable Object triggerData;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private ZoneId zone = ZoneOffset.UTC;
    private Random random = new Random(0);
    private boolean cancelled;
    private String moduleId;

    /** What a module wrote to the log of its execution. */
    public record LogLine(LogLevel level, String message, Map<String, @Nullable Object> details) {}

    /** What a check of the module found at one of its inputs. */
    public record Finding(Problem.Severity severity, String input, String message, String fix) {}

    private record Collector(List<Finding> findings) implements ParameterCheck.Findings {
        @Override
        public void error(String input, String message, String fix) {
            findings.add(new Finding(Problem.Severity.ERROR, input, message, fix));
        }

        @Override
        public void warning(String input, String message, String fix) {
            findings.add(new Finding(Problem.Severity.WARNING, input, message, fix));
        }
    }

    private ModuleTester(Module module) {
        this.module = module;
        this.moduleId = module.descriptor().id();
    }

    public static ModuleTester of(Module module) {
        return new ModuleTester(Objects.requireNonNull(module));
    }

    /** A parameter under the id of an input or one of its aliases. */
    public ModuleTester with(String parameter, @Nullable Object value) {
        parameters.put(parameter, PlainValue.of(value));
        return this;
    }

    public ModuleTester with(Map<String, ? extends @Nullable Object> all) {
        all.forEach(this::with);
        return this;
    }

    /** The step writes this id of the module, one of its aliases. */
    public ModuleTester under(String alias) {
        if (!module.descriptor().aliases().contains(alias)) {
            throw new IllegalArgumentException(module.descriptor() + " has no alias \"" + alias + "\", only "
                    + module.descriptor().aliases());
        }
        moduleId = alias;
        return this;
    }

    /** A named variable that exists before the step. */
    public ModuleTester variable(String name, @Nullable Object value) {
        variables.put(name, PlainValue.of(value));
        return this;
    }

    public ModuleTester triggerData(@Nullable Object data) {
        triggerData = PlainValue.of(data);
        return this;
    }

    /** Sets the clock, as in {@code 2026-01-01T00:00:00Z}, which is where it stands at first. */
    public ModuleTester clockAt(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    /** The time zone; UTC at first. */
    public ModuleTester zone(String id) {
        zone = ZoneId.of(id);
        return this;
    }

    /** The seed of the randomness; 0 at first. */
    public ModuleTester seed(long seed) {
        random = new Random(seed);
        return this;
    }

    /** What {@code step.service(type)} gives. What a module makes itself lives for one run. */
    public <T> ModuleTester service(Class<T> type, T service) {
        services.put(type, service);
        return this;
    }

    /** The attempt is cancelled before it starts. */
    public ModuleTester cancelled() {
        cancelled = true;
        return this;
    }

    /**
     * Runs the module once. Call it again to run it again, with the variables the last run left.
     *
     * @throws IllegalArgumentException if a parameter is none of the module's inputs
     */
    public Outcome run() {
        log.clear();
        return outcome(module::run);
    }

    /** Ends the wait of a module that answered {@link StepResult#waiting} after {@code waited}. */
    public Outcome resume(WakeUp.Reason reason, @Nullable Object payload, Duration waited) {
        now = now.plus(waited);
        WakeUp wakeUp = new WakeUp(reason, PlainValue.of(payload), waited);
        return outcome(context -> module.resume(context, wakeUp));
    }

    /** Runs the module, which must wait for a time, and lets exactly this time pass. */
    public Outcome runAndLetTimePass() {
        WakeCondition until = run().isWaiting();
        if (until instanceof WakeCondition.TimePasses wait) {
            return resume(WakeUp.Reason.TIME_PASSED, null, wait.time());
        }
        throw new AssertionError(module.descriptor() + " waits for " + until + ", not for a time");
    }

    /** Tells the module that its waiting step is given up. */
    public void giveUp() {
        try (TestServices engine = new TestServices(services)) {
            module.giveUp(context(engine));
        }
    }

    /** When the module, a trigger that fires by the clock, fires next after {@code now}. */
    public Optional<ZonedDateTime> nextFiring(ZonedDateTime after) {
        if (module instanceof ScheduledTrigger trigger) {
            return trigger.nextFiring(inputs(), after);
        }
        throw new IllegalStateException(module.descriptor() + " is no trigger that fires by the clock");
    }

    /** What the module's own checks say of the parameters as they would stand in a workflow; references may be among them. */
    public List<Finding> check() {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        List<Input> inputs = module.descriptor().inputs();
        parameters.forEach(
                (name, value) -> written.put(inputs.get(indexOf(inputs, name)).id(), value));
        Collector found = new Collector(new ArrayList<>());
        module.descriptor().checks().forEach(check -> check.check(new WrittenParameters(written), found));
        return found.findings;
    }

    Map<String, @Nullable Object> variables() {
        return variables;
    }

    List<LogLine> log() {
        return Collections.unmodifiableList(log);
    }

    private Outcome outcome(Attempt attempt) {
        try (TestServices engine = new TestServices(services)) {
            return new Outcome(module.descriptor().toString(), result(attempt, context(engine)), this);
        }
    }

    private TestContext context(TestServices engine) {
        return new TestContext(
                moduleId,
                inputs(),
                new TestVariables(variables),
                triggerData,
                now,
                zone,
                random,
                engine,
                cancelled,
                log);
    }

    private static StepResult result(Attempt attempt, TestContext context) {
        try {
            StepResult result = attempt.run(context);
            return result instanceof StepResult.Later later
                    ? later.stage().toCompletableFuture().get(TEST_SECONDS_LIMIT, TimeUnit.SECONDS)
                    : result;
        } catch (StepFailedException e) {
            return StepResult.failed(e.error());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StepResult.failed("Interrupted", "the test was interrupted");
        } catch (Exception e) { // the engine makes a failure of every exception of a module
            return StepResult.failed(new StepError(e.getClass().getSimpleName(), String.valueOf(e.getMessage())));
        }
    }

    private ResolvedInputs inputs() {
        List<Input> inputs = module.descriptor().inputs();
        @Nullable Object[] values = new Object[inputs.size()];
        Arrays.fill(values, ResolvedInputs.ABSENT);
        parameters.forEach((name, value) -> {
            int index = indexOf(inputs, name);
            values[index] = resolved(inputs.get(index), value);
        });
        return ResolvedInputs.of(inputs, values);
    }

    private static @Nullable Object resolved(Input input, @Nullable Object value) {
        if (input.syntax() != Input.Syntax.OPEN_EXPRESSION || value == null) {
            return value;
        }
        return value instanceof String text
                ? Expressions.over(text, input.openNames())
                : (ValueExpression) given -> value;
    }

    private int indexOf(List<Input> inputs, String name) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).answersTo(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(module.descriptor() + " has no input \"" + name + "\", only "
                + inputs.stream().map(Input::id).toList());
    }

    private interface Attempt {
        StepResult run(StepContext step) throws Exception;
    }
}
