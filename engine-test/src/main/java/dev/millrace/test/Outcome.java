package dev.millrace.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.LogLevel;
import dev.millrace.module.StepError;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.value.PlainValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one attempt of a module gave, with assertions that name the module. */
public final class Outcome {
    private final String module;
    private final StepResult result;
    private final ModuleTester tester;

    Outcome(String module, StepResult result, ModuleTester tester) {
        this.module = module;
        this.result = result;
        this.tester = tester;
    }

    public StepResult result() {
        return result;
    }

    /** Asserts that the module succeeded. */
    public Outcome isDone() {
        assertThat(result).as(module).isInstanceOf(StepResult.Done.class);
        return this;
    }

    /** Asserts that the module succeeded with an output of this value; it is compared as a plain value. */
    public Outcome hasOutput(String id, @Nullable Object value) {
        assertThat(outputs()).as(module).containsKey(id);
        assertThat(outputs().get(id)).as("%s, output %s", module, id).isEqualTo(widened(value));
        return this;
    }

    /** Asserts that the module succeeded with these outputs and no others. */
    public Outcome hasOutputs(Map<String, ? extends @Nullable Object> expected) {
        assertThat(outputs().keySet()).as(module).isEqualTo(expected.keySet());
        expected.forEach(this::hasOutput);
        return this;
    }

    /** Asserts that the module succeeded without outputs. */
    public Outcome hasNoOutputs() {
        assertThat(outputs()).as(module).isEmpty();
        return this;
    }

    /** The outputs of a module that succeeded. */
    public Map<String, @Nullable Object> outputs() {
        isDone();
        return ((StepResult.Done) result).outputs();
    }

    public @Nullable Object output(String id) {
        return outputs().get(id);
    }

    /** Asserts that the module failed. */
    public Failure failed() {
        assertThat(result).as(module).isInstanceOf(StepResult.Failed.class);
        StepResult.Failed failed = (StepResult.Failed) result;
        return new Failure(failed.error(), failed.partialOutputs());
    }

    /** Asserts that the module waits, and tells for what. */
    public WakeCondition isWaiting() {
        assertThat(result).as(module).isInstanceOf(StepResult.Waiting.class);
        return ((StepResult.Waiting) result).until();
    }

    /** Asserts that a named variable has this value afterwards; it is compared as a plain value. */
    public Outcome hasVariable(String name, @Nullable Object value) {
        assertThat(tester.variables().get(name)).as("variable %s", name).isEqualTo(widened(value));
        return this;
    }

    /** Asserts that a log entry of this level was written, whose message contains {@code part}. */
    public Outcome hasLogged(LogLevel level, String part) {
        assertThat(tester.log())
                .as("log of %s", module)
                .anyMatch(line -> line.level() == level && line.message().contains(part));
        return this;
    }

    /** What the module wrote to the log, in order. */
    public List<ModuleTester.LogLine> log() {
        return List.copyOf(tester.log());
    }

    private static @Nullable Object widened(@Nullable Object value) {
        return PlainValue.of(value);
    }

    /**
     * A failed attempt.
     *
     * @param partialOutputs what the module had before it failed
     */
    public record Failure(StepError error, Map<String, @Nullable Object> partialOutputs) {
        public Failure withTitle(String title) {
            assertThat(error.title()).isEqualTo(title);
            return this;
        }

        public Failure withMessageContaining(String... parts) {
            assertThat(error.message()).contains(parts);
            return this;
        }
    }
}
