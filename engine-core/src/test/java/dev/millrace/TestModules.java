package dev.millrace;

import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleProvider;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepError;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import dev.millrace.value.TextForm;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Small modules for tests: {@code note} leaves a trace, {@code give} gives a value, {@code fail} fails, {@code crash}
 * throws, {@code sleep} waits by the engine's clock, {@code block} and {@code ask} wait for {@link #open}, {@code assign}
 * sets a variable whose name the plan does not know.
 */
final class TestModules implements ModuleProvider {
    final List<String> trace = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<@Nullable Object>> gates = new ConcurrentHashMap<>();

    /** Lets what waits at a gate, now or later, go on with a value. */
    void open(String gate, @Nullable Object value) {
        gate(gate).complete(value);
    }

    private CompletableFuture<@Nullable Object> gate(String name) {
        return gates.computeIfAbsent(name, unused -> new CompletableFuture<>());
    }

    @Override
    public List<Module> modules() {
        return List.of(note(), give(), fail(), crash(), new Sleep(), block(), ask(), assign());
    }

    @Override
    public List<ModuleDescriptor> unavailable() {
        return List.of(ModuleDescriptor.builder("phone_only")
                .input(Input.any("text"))
                .output(Output.any("value"))
                .build());
    }

    private Module note() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("note")
                .input(Input.any("text"))
                .output(Output.text("text"))
                .build();
        return Module.of(descriptor, step -> {
            String text = TextForm.of(step.input("text"));
            trace.add(text);
            return StepResult.done("text", text);
        });
    }

    private static Module give() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("give")
                .input(Input.any("value"))
                .output(Output.any("value"))
                .build();
        return Module.of(descriptor, step -> StepResult.done("value", step.input("value")));
    }

    private Module fail() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("fail")
                .input(Input.number("times"), Input.text("text"), Input.any("partial"))
                .output(Output.number("runs"), Output.any("partial"), Output.any("other"))
                .build();
        return Module.of(descriptor, step -> {
            trace.add("try " + step.attempt());
            if (step.attempt() > step.wholeNumber("times", Long.MAX_VALUE)) {
                return StepResult.done("runs", (long) step.attempt());
            }
            StepError error = new StepError("Failed", step.text("text", "no luck"));
            return step.has("partial")
                    ? StepResult.failed(error, Collections.singletonMap("partial", step.input("partial")))
                    : StepResult.failed(error);
        });
    }

    private static Module crash() {
        return Module.of(ModuleDescriptor.builder("crash").build(), step -> {
            throw new UnsupportedOperationException("a bug");
        });
    }

    private Module block() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("block")
                .input(Input.text("gate"))
                .output(Output.any("value"))
                .blocks()
                .build();
        return Module.of(descriptor, step -> {
            trace.add("blocked at " + step.text("gate"));
            try {
                return StepResult.done("value", gate(step.text("gate")).get());
            } catch (InterruptedException e) {
                trace.add("interrupted at " + step.text("gate"));
                throw e;
            }
        });
    }

    private Module ask() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("ask")
                .input(Input.text("gate"))
                .output(Output.any("value"))
                .build();
        return Module.of(
                descriptor,
                step -> StepResult.later(
                        gate(step.text("gate")).copy().thenApply(value -> StepResult.done("value", value))));
    }

    private static Module assign() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("assign")
                .input(Input.text("name"), Input.any("value"))
                .build();
        return Module.of(descriptor, step -> {
            step.variables().set(step.text("name"), step.input("value"));
            return StepResult.done();
        });
    }

    private static final class Sleep implements Module {
        @Override
        public ModuleDescriptor descriptor() {
            return ModuleDescriptor.builder("sleep")
                    .input(Input.number("ms").required())
                    .output(Output.number("waited"))
                    .build();
        }

        @Override
        public StepResult run(StepContext step) {
            return StepResult.waiting(WakeCondition.after(Duration.ofMillis(step.wholeNumber("ms"))));
        }

        @Override
        public StepResult resume(StepContext step, WakeUp wakeUp) {
            return StepResult.done("waited", wakeUp.waited().toMillis());
        }
    }
}
