package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.observe.ExecutionDifference;
import dev.millrace.observe.ExecutionStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Running an execution that is over once more, from one of its steps on. */
class RerunTest {
    private final TestEngine engine = TestEngine.create();

    @BeforeEach
    void deploy() {
        engine.deploy("order", """
                a: give {value: 1}
                l: loop {count: 2}
                  note 'round'
                end_loop
                b: give {value: '{{a.value}}-[[who]]'}
                c: note 'result {{b.value}}'
                """);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private ExecutionResult first() {
        return engine.finish(engine.millrace.start("order", StartRequest.inputs(Map.of("who", "Ann"))));
    }

    @Test
    void steps_before_count_as_run_with_the_outputs_they_gave() {
        ExecutionResult first = first();
        engine.trace().clear();

        ExecutionResult again =
                engine.finish(engine.millrace.rerun(Rerun.of(first.view().id(), "b")));

        assertThat(engine.trace()).containsExactly("result 1-Ann");
        assertThat(again.status()).isEqualTo(ExecutionStatus.COMPLETED);
        assertThat(again.view().id()).isNotEqualTo(first.view().id());
        assertThat(again.view().triggeredBy()).isEqualTo("rerun:" + first.view().id());
        assertThat(ExecutionDifference.between(first.view(), again.view())).isEmpty();
    }

    @Test
    void edited_outputs_and_variables_take_the_place_of_the_first_ones() {
        ExecutionResult first = first();

        ExecutionResult again =
                engine.finish(engine.millrace.rerun(Rerun.of(first.view().id(), "b")
                        .withOutputs("a", Map.of("value", 7))
                        .withVariable("who", "Bo")));

        assertThat(ExecutionDifference.between(first.view(), again.view()))
                .isEqualTo(List.of(
                        new ExecutionDifference("outputs.a.value", 1L, 7L),
                        new ExecutionDifference("outputs.b.value", "1-Ann", "7-Bo"),
                        new ExecutionDifference("outputs.c.text", "result 1-Ann", "result 7-Bo"),
                        new ExecutionDifference("variables.who", "Ann", "Bo")));
    }

    @Test
    void rerun_goes_by_the_workflow_as_it_is_deployed_now() {
        ExecutionResult first = first();
        engine.deploy("order", """
                a: give {value: 1}
                b: give {value: 'mended'}
                c: note '{{b.value}} {{a.value}}'
                """);
        engine.trace().clear();

        engine.finish(engine.millrace.rerun(Rerun.of(first.view().id(), "b")));

        assertThat(engine.trace()).containsExactly("mended 1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no such step, x, has no step",
        "step of a loop, s3, inside a loop",
    })
    void place_at_which_nothing_can_begin_is_refused(String row, String step, String said) {
        ExecutionResult first = first();

        assertThatThrownBy(() -> engine.millrace.rerun(Rerun.of(first.view().id(), step)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void execution_that_nobody_knows_to_be_over_is_refused() {
        assertThatThrownBy(() -> engine.millrace.rerun(Rerun.of("exec-1", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exec-1");
    }
}
