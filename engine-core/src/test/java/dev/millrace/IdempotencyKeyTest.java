package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.execution.Execution;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The key by which others know a step that is done again from one that is reached again. */
class IdempotencyKeyTest {
    private final TestEngine engine =
            TestEngine.with(builder -> builder.ids(() -> "x").module(key()));

    @AfterEach
    void close() {
        engine.close();
    }

    private Module key() {
        return Module.of(ModuleDescriptor.builder("key").build(), step -> {
            engine.trace().add(step.idempotencyKey());
            return step.attempt() == 1 && step.stepId().equals("twice")
                    ? StepResult.failed("Failed", "once")
                    : StepResult.done();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void each_place_has_its_key(String row, String listing, List<String> keys) {
        engine.run(Listing.workflow(listing), Map.of("n", 0));

        assertThat(engine.trace()).isEqualTo(keys);
    }

    static Stream<Arguments> places() {
        return Stream.of(
                arguments("plain step", "k: key", List.of("x/k")),
                arguments("attempts share it", "twice: key {__error_policy: 'RETRY'}", List.of("x/twice", "x/twice")),
                arguments("rounds of a loop", """
                        l: loop {count: 2}
                        k: key
                        end_loop
                        """, List.of("x/l#1/k", "x/l#2/k")),
                arguments("rounds of a while", """
                        while {condition: '[[n]] < 2'}
                        k: key
                        set_variable {variable: '[[n]]', expression: '[[n]] + 1'}
                        end_while
                        """, List.of("x/~1/k", "x/~2/k")),
                arguments("jump back", """
                        k: key
                        set_variable {variable: '[[n]]', expression: '[[n]] + 1'}
                        if_condition {condition: '[[n]] < 2'}
                        jump {target_step_index: 1}
                        endif
                        """, List.of("x/k", "x/~1/k")));
    }

    @Test
    void it_is_the_same_after_a_restart() throws IOException {
        Execution execution = TestEngine.inside(engine.start("""
                        jump {target_step_index: 2}
                        sleep {ms: 1}
                        k: key
                        """));
        var snapshot = TestEngine.throughText(execution.snapshot());
        engine.crash();

        engine.millrace.restore(snapshot);
        engine.clock.advanceToNextTimer();
        engine.settle();

        assertThat(engine.trace()).containsExactly("x/~1/k");
    }
}
