package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.workflow.Workflow;
import java.util.List;
import javax.management.JMException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostsTest {
    @ParameterizedTest(name = "{0} steps")
    @ValueSource(ints = {10, 100, 1_000})
    void long_workflow_has_the_number_of_steps_asked_for(int steps) {
        Workflow workflow = Workflow.parse(LongWorkflow.ofSteps(steps));

        assertThat(workflow.steps()).hasSize(steps);
    }

    @Test
    void long_workflow_compiles_without_a_problem() {
        // a problem makes measure throw
        assertThat(new CompileCost(1, 1).measure(100)).hasSameSizeAs(CompileCost.HEADS);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void step_gives_what_the_library_gives(DataModule module) throws Exception {
        // another result makes measure throw
        assertThat(new ModuleCost(1, 1, 1).measure(module)).hasSameSizeAs(ModuleCost.HEADS);
    }

    @Test
    void every_way_to_call_an_api_is_answered() throws Exception {
        // an answer other than 200 makes measure throw
        assertThat(new ApiCost(1, 1, 1).measure(List.of(1)))
                .allSatisfy(row -> assertThat(row).hasSameSizeAs(ApiCost.HEADS))
                .extracting(row -> row.get(1))
                .containsExactly("bare", "trigger", "execute, token", "execute, signed");
    }

    @Test
    void call_of_an_interface_is_measured_beside_the_request_itself() throws Exception {
        // a call that fails makes measure throw
        assertThat(new ProxyCost(1, 1, 1, 1).measure())
                .allSatisfy(row -> assertThat(row).hasSameSizeAs(ProxyCost.HEADS))
                .extracting(row -> row.get(0))
                .containsExactly("direct", "ProxyClient", "script, Interpreted");
    }

    @Test
    void journals_have_as_many_records_as_were_asked_for() throws Exception {
        // a record that is refused makes measure throw
        assertThat(new JournalCost(1, 10, 3).measure())
                .allSatisfy(row -> assertThat(row).hasSameSizeAs(JournalCost.HEADS))
                .extracting(row -> row.get(0))
                .containsExactly(
                        "by hand, 500 records a commit",
                        "the same with the settings of the store",
                        "journals of 10 executions, continued by the writer",
                        "the same, continued by other threads");
    }

    @Test
    void all_that_were_parked_are_recovered() throws Exception {
        // one that is not makes measure throw
        assertThat(new RecoveryCost(1, 100).measure()).hasSameSizeAs(RecoveryCost.HEADS);
    }

    @Test
    void all_that_waited_on_a_killed_node_are_taken_over() throws Exception {
        // one that is not makes measure throw
        assertThat(new TakeoverCost(1, 5).measure()).hasSameSizeAs(TakeoverCost.HEADS);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void all_that_were_parked_complete_and_their_bytes_have_names(Parked.Until until) throws JMException {
        Parked.Outcome outcome = new Parked(1_000).measure(until);

        assertThat(outcome.completed()).isEqualTo(1_000);
        assertThat(outcome.classTable()).contains("`dev.millrace.execution.Execution` | ", " | 1.00 |");
        assertThat(outcome.cells()).hasSameSizeAs(Parked.HEADS);
    }

    @Test
    void class_shares_are_what_was_added_divided_by_the_count() {
        String head = " num     #instances         #bytes  class name (module)\n----------\n";
        ClassBytes before = ClassBytes.of(head + "   1:  10  160  [B (java.base@17)\nTotal 10 160\n");
        ClassBytes after = ClassBytes.of(
                head + "   1:  30  400  a.B\n   2:  20  320  [B (java.base@17)\n   3:  1  16  a.C\nTotal 51 736\n");

        assertThat(after.since(before, 10))
                .containsExactly(
                        new ClassBytes.Share("a.B", 3, 40),
                        new ClassBytes.Share("[B", 1, 16),
                        new ClassBytes.Share("a.C", 0.1, 1.6));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"MILLRACE", "MILLRACE_MODULES"})
    void first_result_of_the_engine_itself_comes_with_and_without_built_in_modules(EngineId id) throws Exception {
        try (Engine engine = id.open()) {
            assertThat(engine.first().run().call()).isNotNull();
        }
    }
}
