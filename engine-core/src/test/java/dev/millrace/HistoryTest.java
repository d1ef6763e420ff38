package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millrace.module.LogLevel;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spec vflow-model 3.10: what is kept of an execution. */
class HistoryTest {
    private final TestEngine engine = TestEngine.with(MillraceBuilder::history);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void each_step_is_logged_when_it_begins_and_when_it_ends() {
        ExecutionResult result = engine.run("sleep {ms: 1500}");

        assertThat(result.view().log())
                .extracting(LogEntry::level, LogEntry::message)
                .containsExactly(
                        tuple(LogLevel.INFO, "Starting step: sleep"), tuple(LogLevel.INFO, "Completed step: sleep"));
        assertThat(result.view().log().get(1).details()).containsEntry("actualDuration", 1_500L);
        assertThat(result.view().duration()).contains(Duration.ofMillis(1_500));
    }

    @Test
    void failures_retries_and_skips_are_logged_with_their_reasons() {
        ExecutionResult result = engine.run("""
                fail {text: 'boom', times: 1, __error_policy: 'RETRY', __retry_interval: 10}
                fail {text: 'bang', __error_policy: 'SKIP'}
                """);

        assertThat(result.view().log())
                .extracting(entry -> entry.level() + " " + entry.message())
                .contains("ERROR Step failed: fail", "WARNING Retrying step: fail", "WARNING Skipped step: fail");
        assertThat(result.view().log())
                .filteredOn(entry -> entry.level() == LogLevel.ERROR)
                .first()
                .satisfies(entry -> assertThat(entry.details())
                        .containsEntry("error", "boom")
                        .containsEntry("title", "Failed")
                        .containsEntry("attempt", 1L));
    }

    @Test
    void reference_that_leads_nowhere_is_logged_as_a_warning() {
        ExecutionResult result = engine.run("note 'x[[none]]y'");

        assertThat(result.isCompleted()).isTrue();
        assertThat(result.view().log())
                .filteredOn(entry -> entry.level() == LogLevel.WARNING)
                .singleElement()
                .satisfies(entry -> assertThat(entry.message()).isEqualTo("Unresolved reference: [[none]]"));
    }

    @Test
    void oldest_entries_make_room_and_the_first_line_says_how_many() {
        try (TestEngine small = TestEngine.with(builder -> builder.history(3))) {
            ExecutionResult result = small.run("""
                    loop {count: 10}
                      note 'A'
                    end_loop
                    """);

            assertThat(result.view().log().get(0).message()).contains("older").contains("newest 3");
            assertThat(result.view().log()).hasSizeLessThanOrEqualTo(7);
        }
    }

    @Test
    void view_of_a_waiting_execution_shows_where_it_stands() {
        ExecutionHandle handle = engine.start("""
                G: give {value: 1}
                   sleep {ms: 100}
                   note 'A'
                """);

        ExecutionView view = engine.view(handle);

        assertThat(view.status()).isEqualTo(ExecutionStatus.WAITING);
        assertThat(view.currentSteps()).containsExactly(1);
        assertThat(view.totalSteps()).isEqualTo(3);
        assertThat(view.outputs()).containsOnlyKeys("G");
        assertThat(view.completedAt()).isEmpty();
    }

    @Test
    void execution_is_found_by_its_id_while_it_runs_and_afterwards() {
        ExecutionHandle handle = engine.start("sleep {ms: 100}");
        String id = handle.id();

        assertThat(engine.millrace.find(id)).isPresent();
        engine.finish(handle);
        assertThat(engine.millrace.find(id).orElseThrow().view().status()).isEqualTo(ExecutionStatus.COMPLETED);
        assertThat(engine.millrace.find("nobody")).isEmpty();
    }
}
