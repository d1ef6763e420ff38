package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.execution.Execution;
import dev.millrace.execution.ExecutionSnapshot;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a call that was under way when the engine stopped (decision D8). */
class EffectTest {
    private final List<String> calls = new ArrayList<>();

    private Module send() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("send")
                .alias("old.send")
                .input(Input.text("method"))
                .output(Output.text("answer"))
                .effect(parameters -> parameters
                        .literalText("method")
                        .filter("GET"::equals)
                        .map(get -> Effect.REPEATABLE)
                        .orElse(Effect.ONCE))
                .build();
        return Module.of(descriptor, step -> {
            calls.add(step.moduleId() + " " + step.text("method"));
            return StepResult.later(new CompletableFuture<>());
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "harmless             | send {method: 'GET'}      | 2 | ",
                "harmless under alias | old.send {method: 'GET'}  | 2 | ",
                "harmful              | send {method: 'POST'}     | 1 | Outcome unknown",
                "known at run time    | send {method: '[[verb]]'} | 1 | Outcome unknown"
            })
    void call_under_way_is_repeated_where_its_parameters_say_that_is_harmless(
            String row, String step, int times, String error) {
        try (TestEngine engine = TestEngine.with(builder -> builder.module(send()))) {
            String listing = "create_variable {type: 'string', value: 'GET', variableName: 'verb'}\n" + step;
            Execution first = TestEngine.inside(engine.start(listing));
            ExecutionSnapshot snapshot = first.snapshot();
            engine.forgetTasks();

            Execution restored = engine.millrace.restore(snapshot);
            engine.settle();

            assertThat(calls).hasSize(times).allMatch(call -> call.startsWith(step.substring(0, step.indexOf(' '))));
            assertThat(restored.isOver()).isEqualTo(error != null);
            if (error != null) {
                assertThat(ExecutionResult.of(restored).error().orElseThrow().title())
                        .isEqualTo(error);
            }
        }
    }
}
