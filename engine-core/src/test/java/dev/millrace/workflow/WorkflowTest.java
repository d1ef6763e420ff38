package dev.millrace.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkflowTest {
    private static final Workflow WORKFLOW = Workflow.builder("A")
            .id("w")
            .trigger("t", "trigger_manual", Map.of())
            .step("s", "log", Map.of("message", "hello"))
            .build();

    @Test
    void builder_gives_ids_and_time_from_where_it_is_told() {
        Workflow workflow = Workflow.builder("A")
                .ids(Sample.ids())
                .clock(InstantSource.fixed(Sample.NOW))
                .step("s", "log")
                .build();

        assertThat(workflow.id()).isEqualTo("new-1");
        assertThat(workflow.triggers()).extracting(Step::id).containsExactly("trigger-manual");
        assertThat(workflow.modifiedAt()).isEqualTo(Sample.NOW);
        assertThat(workflow.enabled()).isTrue();
    }

    @Test
    void builder_moves_leading_triggers_out_of_the_steps() {
        Workflow workflow = Workflow.builder("A")
                .step("t", "trigger_cron", Map.of("cron", "0 0 * * *"))
                .step("s", "log")
                .build();

        assertThat(workflow.triggers()).extracting(Step::id).containsExactly("t");
        assertThat(workflow.steps()).extracting(Step::id).containsExactly("s");
    }

    @Test
    void new_ids_are_different_each_time() {
        assertThat(Workflow.builder("A").build().id())
                .isNotEqualTo(Workflow.builder("A").build().id());
    }

    @Test
    void steps_that_share_an_id_are_a_problem_of_the_workflow() {
        Workflow workflow =
                WORKFLOW.toBuilder().step("s", "delay").step("t", "delay").build();

        assertThat(workflow.problems())
                .extracting(problem -> problem.place().stepIndex())
                .containsExactly(1, 2);
        assertThat(WORKFLOW.problems()).isEmpty();
    }

    @Test
    void copies_differ_in_one_field_only() {
        Workflow copy = WORKFLOW.withId("v").withName("B").disable().withFolderId(Optional.of("f"));

        assertThat(copy.id()).isEqualTo("v");
        assertThat(copy.name()).isEqualTo("B");
        assertThat(copy.enabled()).isFalse();
        assertThat(copy.folderId()).contains("f");
        assertThat(copy.withId("w").withName("A").enable().withFolderId(Optional.empty()))
                .isEqualTo(WORKFLOW);
    }

    @Test
    void workflow_is_immutable() {
        assertThatThrownBy(() -> WORKFLOW.steps().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> WORKFLOW.extras().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void content_hash_changes_with_what_matters(UnaryOperator<Workflow.Builder> change) {
        assertThat(change.apply(WORKFLOW.toBuilder()).build().contentHash()).isNotEqualTo(WORKFLOW.contentHash());
    }

    static Stream<Arguments> content_hash_changes_with_what_matters() {
        Step step = WORKFLOW.steps().get(0);
        return Stream.of(
                change("id", builder -> builder.id("v")),
                change("name", builder -> builder.name("B")),
                change("trigger", builder -> builder.triggers(List.of(Step.of("u", "trigger_manual", Map.of())))),
                change("step added", builder -> builder.step("x", "log")),
                change("step id", builder -> builder.steps(List.of(step.withId("r")))),
                change("parameter", builder -> builder.steps(List.of(step.withParameter("message", "hi")))),
                change("type", builder -> builder.steps(List.of(step.withParameter("message", 5)))),
                change("disabled", builder -> builder.steps(List.of(step.disable()))),
                change("time limit", builder -> builder.maxExecutionSeconds(1)),
                change("error workflow", builder -> builder.errorWorkflowId("v")),
                change("re-entry", builder -> builder.reentry(ReentryBehavior.ALLOW_PARALLEL)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void content_hash_stays_with_what_does_not_matter(UnaryOperator<Workflow.Builder> change) {
        assertThat(change.apply(WORKFLOW.toBuilder()).build().contentHash()).isEqualTo(WORKFLOW.contentHash());
    }

    static Stream<Arguments> content_hash_stays_with_what_does_not_matter() {
        Step step = WORKFLOW.steps().get(0);
        return Stream.of(
                change("nothing", builder -> builder),
                change("indentation", builder -> builder.steps(List.of(step.withIndentationLevel(3)))),
                change("enabled", builder -> builder.enabled(false)),
                change("time", builder -> builder.modifiedAt(Sample.NOW)),
                change("extras", builder -> builder.extras(Map.of("x", 1))));
    }

    private static Arguments change(String name, UnaryOperator<Workflow.Builder> change) {
        return Arguments.of(Named.of(name, change));
    }

    @Test
    void content_hash_tells_texts_from_what_they_look_like() {
        var one = WORKFLOW.toBuilder().steps(List.of(Step.of("s", "log", Map.of("p", List.of("a", "b")))));
        var two = WORKFLOW.toBuilder().steps(List.of(Step.of("s", "log", Map.of("p", List.of("a\"1:b")))));

        assertThat(one.build().contentHash()).isNotEqualTo(two.build().contentHash());
    }

    @Test
    void content_hash_does_not_see_how_a_parameter_was_written() {
        String plain = "{'id': 'w', 'triggers': [{'id': 't', 'moduleId': 'trigger_manual'}],"
                + " 'steps': [{'id': 's', 'moduleId': 'delay', 'parameters': {'duration': 1000.0}}]}";
        String typed = plain.replace("1000.0", "{'type': 'number', 'value': 1000}");

        assertThat(Sample.workflow(plain).contentHash())
                .isEqualTo(Sample.workflow(typed).contentHash());
    }
}
