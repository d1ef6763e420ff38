package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.ExecutionView.Part;
import dev.millrace.store.ManualClock;
import dev.millrace.workflow.Workflow;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spec sync-api-trigger 11: what a history keeps of the values of an API. */
class KeptValuesTest {
    private static final int MEBIBYTE = 1 << 20;

    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final ExecutionHistory history = ExecutionHistory.inMemory(Retention.DEFAULT, clock);
    private final TestEngine engine = open();

    private TestEngine open() {
        return TestEngine.with(builder -> builder.clock(clock, clock).history(history));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static Workflow echo(String trigger) {
        return Workflow.builder("Echo")
                .id("echo")
                .trigger("t", trigger, Map.of())
                .step("out", "output", Map.of("value", "{{t.body}}"))
                .build();
    }

    private ExecutionHandle send(Workflow workflow, @Nullable Object body) {
        ExecutionHandle execution =
                engine.start(workflow, StartRequest.plain().withTrigger("t", Collections.singletonMap("body", body)));
        engine.finish(execution);
        return execution;
    }

    /** What is kept of the output of an API that gives back what it is sent. */
    private ExecutionView kept(Object body) {
        return history.find(send(echo("trigger_api"), body).id()).orElseThrow();
    }

    @Test
    void beginning_of_a_large_text_is_kept_with_a_word_on_the_rest() {
        ExecutionView kept = kept("ab".repeat(MEBIBYTE));

        assertThat(kept.output())
                .asString()
                .startsWith("abab")
                .endsWith("ba… (truncated: 1048573 of 2097152 characters)");
        assertThat(kept.outputs()).extractingByKey("t").isEqualTo(Map.of("body", kept.output()));
        assertThat(kept.truncated()).containsExactlyInAnyOrder(Part.OUTPUTS, Part.OUTPUT);
        assertThat(kept.variables()).isEmpty();
    }

    @Test
    void view_of_the_execution_itself_is_whole() {
        String large = "x".repeat(3 * MEBIBYTE);

        ExecutionView view = send(echo("trigger_api"), large).view();

        assertThat(view.output()).isEqualTo(large);
        assertThat(view.truncated()).isEmpty();
    }

    @Test
    void what_has_room_is_kept_as_it_is() {
        Object body = List.of(Map.of("name", "漢".repeat(MEBIBYTE / 3 - 100)), 1L, true);

        ExecutionView kept = kept(body);

        assertThat(kept.output()).isEqualTo(body);
        assertThat(kept.truncated()).isEmpty();
    }

    @Test
    void letters_count_as_many_bytes_as_they_have() {
        assertThat(kept("漢".repeat(MEBIBYTE / 3 + 1)).truncated()).contains(Part.OUTPUT);
    }

    @Test
    void pair_of_surrogates_is_not_cut() {
        String text = (String) kept("x" + "\uD83D\uDE80".repeat(MEBIBYTE)).output();

        assertThat(text).matches("x[\\x{1F680}]+… \\(truncated: .*");
    }

    @Test
    void list_and_dictionary_end_early_with_a_word_on_the_rest() {
        String half = "x".repeat(MEBIBYTE * 2 / 3);

        assertThat(kept(List.of("first", half, half, "last")).output())
                .asInstanceOf(LIST)
                .hasSize(4)
                .startsWith("first", half)
                .endsWith("… (truncated: 3 of 4 elements)");
        assertThat(kept(List.of(Collections.nCopies(MEBIBYTE / 2, 1L), Map.of("a", 1L)))
                        .output())
                .asInstanceOf(LIST)
                .endsWith("… (truncated: 1 of 2 elements)");
    }

    @Test
    void variables_of_an_api_are_kept_to_a_mebibyte_together() {
        Workflow workflow = echo("trigger_api");
        String large = "x".repeat(MEBIBYTE);
        ExecutionHandle execution = engine.start(workflow, StartRequest.inputs(Map.of("a", large, "b", large)));
        engine.finish(execution);

        ExecutionView kept = history.find(execution.id()).orElseThrow();

        assertThat(kept.truncated()).containsExactly(Part.VARIABLES);
        assertThat(kept.variables()).hasSize(2).extractingByKey("…").isEqualTo("… (truncated: 1 of 2 entries)");
    }

    @Test
    void values_of_other_workflows_are_kept_whole() {
        String large = "x".repeat(3 * MEBIBYTE);
        ExecutionHandle execution = send(echo("trigger_notification"), large);

        ExecutionView kept = history.find(execution.id()).orElseThrow();

        assertThat(kept.output()).isEqualTo(large);
        assertThat(kept.truncated()).isEmpty();
    }

    @Test
    void execution_of_which_only_a_part_is_kept_is_not_run_again() {
        String id = send(echo("trigger_api"), "x".repeat(3 * MEBIBYTE)).id();

        try (TestEngine later = open()) {
            later.knowing(echo("trigger_api"));

            assertThatThrownBy(() -> later.millrace.rerun(Rerun.of(id, "out")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("only a part is kept");
        }
    }
}
