package dev.millrace.workflow;

import static dev.millrace.workflow.Sample.read;
import static dev.millrace.workflow.Sample.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 1.4. */
class TriggersTest {
    private static final String TIME = "{'id': 't', 'moduleId': 'vflow.trigger.time'}";
    private static final String CRON = "{'id': 'c', 'moduleId': 'trigger_cron'}";
    private static final String STEP = "{'id': 's', 'moduleId': 'log'}";

    @ParameterizedTest
    @CsvSource({
        "vflow.trigger.time, true",
        "trigger_manual, true",
        "flow.trigger.api, true",
        "vflow.triggers, false",
        "triggers, false",
        "log, false"
    })
    void trigger_step_is_told_by_the_start_of_its_module_id(String moduleId, boolean trigger) {
        assertThat(Step.of("s", moduleId, Map.of()).isTrigger()).isEqualTo(trigger);
    }

    @Test
    void explicit_triggers_win_and_leading_trigger_steps_are_dropped() {
        Workflow workflow = workflow("{'triggers': [" + TIME + "], 'steps': [" + CRON + "," + STEP + "]}");

        assertThat(workflow.triggers()).extracting(Step::id).containsExactly("t");
        assertThat(workflow.steps()).extracting(Step::id).containsExactly("s");
    }

    @Test
    void entries_of_triggers_that_are_no_triggers_are_dropped_with_a_warning() {
        WorkflowFile file = read("{'triggers': [" + STEP + "," + TIME + "]}");

        assertThat(file.workflows().get(0).triggers()).extracting(Step::id).containsExactly("t");
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isFalse();
            assertThat(problem.place().path()).isEqualTo("triggers[0]");
        });
    }

    @Test
    void leading_trigger_steps_become_the_triggers() {
        Workflow workflow = workflow("{'steps': [" + TIME + "," + CRON + "," + STEP + "]}");

        assertThat(workflow.triggers()).extracting(Step::id).containsExactly("t", "c");
        assertThat(workflow.steps()).extracting(Step::id).containsExactly("s");
    }

    @Test
    void steps_that_are_all_triggers_leave_no_steps() {
        Workflow workflow = workflow("{'steps': [" + TIME + "]}");

        assertThat(workflow.triggers()).hasSize(1);
        assertThat(workflow.steps()).isEmpty();
    }

    @Test
    void trigger_steps_later_in_the_list_stay_where_they_are() {
        Workflow workflow = workflow("{'steps': [" + STEP + "," + TIME + "]}");

        assertThat(workflow.steps()).extracting(Step::id).containsExactly("s", "t");
        assertThat(workflow.triggers()).extracting(Step::moduleId).containsExactly("vflow.trigger.manual");
    }

    @Test
    void legacy_configurations_become_triggers_if_there_are_no_others() {
        Workflow workflow =
                workflow("{'triggerConfig': {'type': 'vflow.trigger.time', 'time': '08:30', '__error_policy': 'STOP'},"
                        + " 'triggerConfigs': [{'type': 'vflow.trigger.interval', 'minutes': 5.0}]}");

        assertThat(workflow.triggers())
                .extracting(Step::moduleId)
                .containsExactly("vflow.trigger.interval", "vflow.trigger.time");
        assertThat(workflow.triggers().get(0).parameters()).isEqualTo(Map.of("minutes", 5L));
        assertThat(workflow.triggers().get(1).parameters())
                .isEqualTo(Map.of("time", "08:30", "__error_policy", "STOP"));
        assertThat(workflow.triggers()).extracting(Step::id).doesNotHaveDuplicates();
        assertThat(workflow.extras()).isEmpty();
    }

    @Test
    void legacy_configuration_beside_a_trigger_is_ignored() {
        Workflow workflow = workflow("{'steps': [" + CRON + "], 'triggerConfig': {'type': 'vflow.trigger.time'}}");

        assertThat(workflow.triggers()).extracting(Step::id).containsExactly("c");
    }

    @Test
    void configuration_of_another_type_is_no_trigger_but_is_kept() {
        Workflow workflow = workflow("{'triggerConfig': {'type': 'manual'}}");

        assertThat(workflow.triggers()).extracting(Step::moduleId).containsExactly("trigger_manual");
        assertThat(workflow.extras()).containsExactly(Map.entry("triggerConfig", Map.of("type", "manual")));
    }

    @Test
    void triggers_with_an_id_that_is_taken_are_dropped() {
        Workflow workflow = workflow("{'triggers': [" + TIME + ", {'id': 't', 'moduleId': 'trigger_cron'}]}");

        assertThat(workflow.triggers()).extracting(Step::moduleId).containsExactly("vflow.trigger.time");
    }

    @ParameterizedTest
    @CsvSource({"vflow.device.delay, vflow.trigger.manual", "delay, trigger_manual", "flow.throw, trigger_manual"})
    void default_trigger_is_spelled_like_the_steps(String moduleId, String trigger) {
        Workflow workflow = workflow("{'steps': [{'id': 's', 'moduleId': '" + moduleId + "'}]}");

        assertThat(workflow.triggers()).singleElement().satisfies(step -> {
            assertThat(step.moduleId()).isEqualTo(trigger);
            assertThat(step.parameters()).isEmpty();
            assertThat(step.id()).isEqualTo("trigger-manual");
        });
    }

    @Test
    void default_trigger_takes_no_id_of_a_step() {
        Workflow workflow = workflow("{'steps': [{'id': 'trigger-manual', 'moduleId': 'log'},"
                + " {'id': 'trigger-manual-2', 'moduleId': 'log'}]}");

        assertThat(workflow.triggers()).extracting(Step::id).containsExactly("trigger-manual-3");
        assertThat(workflow.problems()).isEmpty();
    }

    @Test
    void file_without_triggers_has_the_same_hash_each_time_it_is_read() {
        String file = "{'id': 'w', 'steps': [" + STEP + "]}";

        assertThat(workflow(file).contentHash()).isEqualTo(workflow(file).contentHash());
    }

    @Test
    void workflow_without_steps_gets_the_manual_trigger() {
        assertThat(workflow("{}").triggers()).extracting(Step::moduleId).containsExactly("trigger_manual");
    }

    @Test
    void index_of_a_broken_step_counts_from_the_first_that_is_no_trigger() {
        WorkflowFile file = read("{'steps': [" + TIME + "," + STEP + ", {'id': 'b'}]}");

        assertThat(file.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.place().stepIndex()).isEqualTo(1));
    }
}
