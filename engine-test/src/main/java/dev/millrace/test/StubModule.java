package dev.millrace.test;

import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.value.PlainValue;
import dev.millrace.workflow.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a module in a test: gives the answers it was told to give and records every call.
 *
 * <pre>{@code
 * StubModule http = StubModule.named("http_request")
 *         .fails("Timeout", "no answer")
 *         .thenAnswers(Map.of("statusCode", 200));
 * try (WorkflowTester tester = WorkflowTester.create().stub(http)) {
 *     tester.run(workflow).isCompleted();
 *     assertThat(http.calls()).hasSize(2);
 * }
 * }</pre>
 *
 * <p>Each call gets the next answer; the last one is given again to every further call, and without any the module
 * succeeds without outputs. In a {@link WorkflowTester} it has the aliases, inputs and outputs of the module on the class
 * path it stands for, and every parameter that the workflows write. To be configured before the first start; the calls
 * may come from many threads.
 */
public final class StubModule implements Module {
    private final String id;
    private final Set<String> inputs = new LinkedHashSet<>(); // guarded by this
    private final Set<String> outputs = new LinkedHashSet<>(); // guarded by this
    private final List<Module.Work> answers = new ArrayList<>(); // guarded by this
    private final List<Call> calls = new ArrayList<>(); // guarded by this
    private Optional<ModuleDescriptor> original = Optional.empty(); // guarded by this
    private @Nullable ModuleDescriptor descriptor; // guarded by this; set for good when an engine asks for it

    /**
     * One attempt of a step.
     *
     * @param attempt 1 for the first
     * @param inputs the resolved inputs that were there and not null, by input id
     */
    public record Call(String stepId, int attempt, Map<String, @Nullable Object> inputs) {}

    private StubModule(String id) {
        this.id = id;
    }

    /** @param id the id of the module it stands for, or an alias of it */
    public static StubModule named(String id) {
        return new StubModule(Objects.requireNonNull(id));
    }

    /** Declares inputs of any type. */
    public synchronized StubModule inputs(String... ids) {
        refuseIfInUse();
        inputs.addAll(List.of(ids));
        return this;
    }

    /** Declares outputs of any type; those of {@link #answers} need no declaration. */
    public synchronized StubModule outputs(String... ids) {
        refuseIfInUse();
        outputs.addAll(List.of(ids));
        return this;
    }

    /** The next answer: success with these outputs. */
    public StubModule answers(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> plain = PlainValue.dictionary(values);
        outputs(plain.keySet().toArray(String[]::new));
        return answersWith(step -> StepResult.done(plain));
    }

    /** As {@link #answers}, to read well after another answer. */
    public StubModule thenAnswers(Map<String, ? extends @Nullable Object> values) {
        return answers(values);
    }

    /** The next answer: a failure. */
    public StubModule fails(String title, String message) {
        return answersWith(step -> StepResult.failed(title, message));
    }

    /** As {@link #fails}, to read well after another answer. */
    public StubModule thenFails(String title, String message) {
        return fails(title, message);
    }

    /** The next answer: what {@code work} makes of the step. Declare the outputs that it gives. */
    public synchronized StubModule answersWith(Module.Work work) {
        answers.add(Objects.requireNonNull(work));
        return this;
    }

    /** Every call so far, in order. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** @throws IllegalStateException unless there was exactly one call */
    public synchronized Call onlyCall() {
        if (calls.size() != 1) {
            throw new IllegalStateException(this + " was called " + calls.size() + " times, not once: " + calls);
        }
        return calls.get(0);
    }

    @Override
    public synchronized ModuleDescriptor descriptor() {
        if (descriptor == null) {
            descriptor = describe();
        }
        return descriptor;
    }

    @Override
    public StepResult run(StepContext step) throws Exception {
        return record(step).run(step);
    }

    private synchronized Module.Work record(StepContext step) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Input input : descriptor().inputs()) {
            if (step.has(input.id())) {
                values.put(input.id(), step.input(input.id()));
            }
        }
        calls.add(new Call(step.stepId(), step.attempt(), Collections.unmodifiableMap(values)));
        if (answers.isEmpty()) {
            return unused -> StepResult.done();
        }
        return answers.get(Math.min(calls.size(), answers.size()) - 1);
    }

    /** As the test named it. */
    String id() {
        return id;
    }

    /** Takes the place of this module of the class path. */
    synchronized void standFor(ModuleDescriptor module) {
        if (descriptor == null) {
            original = Optional.of(module);
        }
    }

    /**
     * Accepts what the step writes, if it is a step of this module.
     *
     * @throws IllegalStateException if an engine knows the module already, without one of the parameters
     */
    synchronized void accept(Step step) {
        boolean isOurs = step.moduleId().equals(id)
                || original.stream()
                        .anyMatch(module -> module.id().equals(step.moduleId())
                                || module.aliases().contains(step.moduleId()));
        if (isOurs) {
            step.parameters().keySet().stream()
                    .filter(parameter -> !parameter.startsWith("__"))
                    .forEach(this::accept);
        }
    }

    private void accept(String parameter) {
        if (descriptor == null) {
            inputs.add(parameter);
        } else if (descriptor.input(parameter).isEmpty()) {
            throw new IllegalStateException(this + " is in use and has no input \"" + parameter
                    + "\"; declare it where the stub is made: .inputs(\"" + parameter + "\")");
        }
    }

    private ModuleDescriptor describe() {
        ModuleDescriptor.Builder builder =
                ModuleDescriptor.builder(original.map(ModuleDescriptor::id).orElse(id));
        original.ifPresent(module -> builder.alias(module.aliases().toArray(String[]::new))
                .input(module.inputs().toArray(Input[]::new))
                .output(module.outputs().toArray(Output[]::new))
                .effect(module.effect()));
        inputs.stream()
                .filter(name ->
                        original.stream().allMatch(module -> module.input(name).isEmpty()))
                .forEach(name -> builder.input(Input.any(name)));
        outputs.stream()
                .filter(name -> original.stream()
                        .flatMap(module -> module.outputs().stream())
                        .noneMatch(output -> output.id().equals(name)))
                .forEach(name -> builder.output(Output.any(name)));
        return builder.openOutputs().build();
    }

    private void refuseIfInUse() {
        if (descriptor != null) {
            throw new IllegalStateException(this + " is in use; configure it before the first start");
        }
    }

    @Override
    public String toString() {
        return "stub " + id;
    }
}
