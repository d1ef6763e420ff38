package dev.millrace.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistoryPage;
import dev.millrace.history.HistoryStatistics;
import dev.millrace.history.HistoryStatistics.WorkflowCount;
import dev.millrace.history.Retention;
import dev.millrace.module.LogLevel;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.LogEntry;
import dev.millrace.store.Clock;
import dev.millrace.store.ManualClock;
import dev.millrace.value.Coordinate;
import dev.millrace.value.CoordinateRegion;
import dev.millrace.value.ImageReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an {@link ExecutionHistory} does, whatever it keeps its executions in (spec vflow-model 7.5, 7.9). */
public abstract class ExecutionHistoryContract {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = ManualClock.at(START);

    protected ExecutionHistoryContract() {}

    /** A history without executions, of a test's own. */
    protected abstract ExecutionHistory open(Retention retention, Clock byClock);

    private ExecutionHistory open() {
        return open(Retention.DEFAULT, clock);
    }

    private ExecutionSummary begun(String id, String workflowId) {
        return begun(id, workflowId, clock.now());
    }

    private static ExecutionSummary begun(String id, String workflowId, Instant startedAt) {
        return new ExecutionSummary(
                id,
                workflowId,
                "workflow " + workflowId,
                "manual",
                ExecutionStatus.RUNNING,
                Optional.of(startedAt),
                Optional.empty(),
                null);
    }

    private ExecutionView over(ExecutionSummary begun, ExecutionStatus status) {
        return over(begun, status, Map.of(), Map.of(), List.of());
    }

    private ExecutionView over(
            ExecutionSummary begun,
            ExecutionStatus status,
            Map<String, Map<String, @Nullable Object>> outputs,
            Map<String, @Nullable Object> variables,
            List<LogEntry> log) {
        return new ExecutionView(
                begun.executionId(),
                begun.workflowId(),
                begun.workflowName(),
                begun.triggeredBy(),
                "application:" + begun.executionId(),
                status,
                begun.startedAt(),
                Optional.of(clock.now()),
                List.of(1, 4),
                7,
                outputs,
                variables,
                variables.get("exact"),
                variables.containsKey("exact"),
                null,
                status == ExecutionStatus.FAILED ? new ExecutionError("title", "no luck", "s", 2, 3) : null,
                log,
                variables.isEmpty() ? Set.of() : Set.of(ExecutionView.Part.OUTPUT, ExecutionView.Part.RETURN_VALUE));
    }

    private void ran(ExecutionHistory history, String id, String workflowId, ExecutionStatus status) {
        ran(history, id, workflowId, status, Duration.ZERO);
    }

    private void ran(
            ExecutionHistory history, String id, String workflowId, ExecutionStatus status, Duration duration) {
        ExecutionSummary begun = begun(id, workflowId);
        history.started(begun);
        clock.advance(duration);
        history.ended(over(begun, status));
    }

    private static HistoryPage list(ExecutionHistory history, HistoryFilter filter) {
        return history.list(filter, 0, 100);
    }

    private static void assertListed(ExecutionHistory history, HistoryFilter filter, String... ids) {
        assertThat(list(history, filter).executions())
                .extracting(ExecutionSummary::executionId)
                .containsExactly(ids);
        assertThat(list(history, filter).total()).isEqualTo(ids.length);
    }

    // ---------------------------------------------------------------- what is told

    @Test
    void execution_under_way_is_listed_and_not_found() {
        ExecutionHistory history = open();
        ExecutionSummary begun = begun("e1", "a");

        history.started(begun);

        assertThat(list(history, HistoryFilter.any()).executions()).containsExactly(begun);
        assertThat(history.find("e1")).isEmpty();
    }

    @Test
    void execution_that_is_over_is_found_with_all_it_left() {
        ExecutionHistory history = open();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("z first", null);
        values.put("exact", new BigDecimal("0.10000000000000000000001"));
        values.put("long", Long.MIN_VALUE);
        values.put("double", 0.1);
        values.put("nan", Double.NaN);
        values.put("date", LocalDate.parse("2026-02-28"));
        values.put("time", LocalTime.parse("12:00:00.5"));
        values.put("image", new ImageReference("file:///a.png"));
        values.put("point", new Coordinate(1, 2.5));
        values.put("region", new CoordinateRegion(0, 1, 2, 3));
        values.put("$date", "no date");
        values.put("list", List.of(Map.of("deep", List.of(1L))));
        HostileTexts.unicode().forEach(text -> values.put(text, text));
        Map<String, @Nullable Object> details = Collections.unmodifiableMap(values);
        LogEntry entry = new LogEntry(START.plusNanos(1), LogLevel.WARNING, 3, "log", "left", "message", details);
        ExecutionView view =
                over(begun("e1", "a"), ExecutionStatus.FAILED, Map.of("step", details), details, List.of(entry, entry));
        history.started(begun("e1", "a"));

        history.ended(view);

        ExecutionView found = history.find("e1").orElseThrow();
        assertThat(found).isEqualTo(view);
        assertThat(found.variables().keySet()).containsExactlyElementsOf(details.keySet());
        assertThat(list(history, HistoryFilter.any()).executions()).containsExactly(ExecutionSummary.of(view));
    }

    @Test
    void execution_that_left_much_is_found_with_all_of_it() {
        ExecutionHistory history = open();
        String longText = "漢字 and \uD83D\uDE80 and a\0b ".repeat(20_000);
        LogEntry said = new LogEntry(START, LogLevel.INFO, 1, "log", "", longText, Map.of());
        ExecutionSummary begun = begun("e1", "w");
        ExecutionView view = over(
                begun,
                ExecutionStatus.COMPLETED,
                Map.of("step", Map.of("text", longText)),
                Map.of("exact", longText),
                List.of(said));
        history.started(begun);

        history.ended(view);

        assertThat(history.find("e1")).contains(view);
    }

    @Test
    void end_of_an_execution_of_which_nothing_was_known_is_kept() {
        ExecutionHistory history = open();

        history.ended(over(begun("e1", "a"), ExecutionStatus.TIMEOUT));

        assertListed(history, HistoryFilter.any().in(ExecutionStatus.TIMEOUT), "e1");
        assertThat(history.find("e1")).isPresent();
    }

    @Test
    void execution_that_starts_again_takes_its_own_place() {
        ExecutionHistory history = open();
        ran(history, "e1", "a", ExecutionStatus.CANCELLED);
        ran(history, "e2", "a", ExecutionStatus.COMPLETED);

        history.started(begun("e1", "a"));

        assertListed(history, HistoryFilter.any(), "e1", "e2");
        assertListed(history, HistoryFilter.any().in(ExecutionStatus.RUNNING), "e1");
        assertThat(history.find("e1")).isEmpty();
    }

    @Test
    void end_told_again_takes_the_place_of_the_first_and_its_own_in_the_list() {
        ExecutionHistory history = open();
        history.ended(over(begun("e1", "a"), ExecutionStatus.FAILED));
        history.ended(over(begun("e2", "a"), ExecutionStatus.COMPLETED));

        ExecutionView again = over(begun("e1", "b"), ExecutionStatus.COMPLETED);
        history.ended(again);

        assertListed(history, HistoryFilter.any(), "e1", "e2");
        assertListed(history, HistoryFilter.any().in(ExecutionStatus.FAILED));
        assertThat(history.find("e1")).contains(again);
    }

    @Test
    void end_of_what_was_listed_keeps_its_place_and_tells_what_it_came_to() {
        ExecutionHistory history = open();
        history.started(begun("e1", "a"));
        history.started(begun("e2", "a"));

        history.ended(over(begun("e1", "b"), ExecutionStatus.FAILED));

        assertListed(history, HistoryFilter.any(), "e2", "e1");
        assertListed(history, HistoryFilter.any().ofWorkflow("b").in(ExecutionStatus.FAILED), "e1");
    }

    // ---------------------------------------------------------------- lists

    @Test
    void newest_start_comes_first_and_of_those_at_the_same_time_the_one_told_of_last() {
        ExecutionHistory history = open();
        history.started(begun("late", "a", START.plusMillis(5)));
        history.started(begun("early", "a", START));
        history.started(begun("late too", "a", START.plusMillis(5)));
        history.ended(over(begun("late", "a", START.plusMillis(5)), ExecutionStatus.COMPLETED));

        assertListed(history, HistoryFilter.any(), "late too", "late", "early");
    }

    @Test
    void page_shows_a_part_and_counts_all() {
        ExecutionHistory history = open();
        ran(history, "e1", "a", ExecutionStatus.COMPLETED);
        ran(history, "e2", "a", ExecutionStatus.COMPLETED);
        ran(history, "e3", "b", ExecutionStatus.COMPLETED);

        HistoryPage page = history.list(HistoryFilter.any(), 1, 1);

        assertThat(page.executions()).extracting(ExecutionSummary::executionId).containsExactly("e2");
        assertThat(page.total()).isEqualTo(3);
        assertThat(history.list(HistoryFilter.any().ofWorkflow("a"), 2, 10)).isEqualTo(new HistoryPage(List.of(), 2));
        assertThat(history.list(HistoryFilter.any(), 0, 0).total()).isEqualTo(3);
    }

    @Test
    void conditions_combine_and_bounds_belong_to_them() {
        ExecutionHistory history = open();
        ran(history, "e1", "a", ExecutionStatus.COMPLETED);
        clock.advance(Duration.ofSeconds(1));
        ran(history, "e2", "a", ExecutionStatus.FAILED);
        clock.advance(Duration.ofSeconds(1));
        ran(history, "e3", "b", ExecutionStatus.FAILED);
        HistoryFilter any = HistoryFilter.any();
        Instant second = START.plusSeconds(1);

        assertListed(history, any.ofWorkflow("a"), "e2", "e1");
        assertListed(history, any.ofWorkflow("a").in(ExecutionStatus.FAILED), "e2");
        assertListed(history, any.in(ExecutionStatus.FAILED, ExecutionStatus.COMPLETED), "e3", "e2", "e1");
        assertListed(history, any.ofExecution("e3"), "e3");
        assertListed(history, any.startedFrom(second), "e3", "e2");
        assertListed(history, any.startedFrom(second.plusNanos(1)), "e3");
        assertListed(history, any.startedTo(second), "e2", "e1");
        assertListed(history, any.startedTo(second.minusNanos(1)), "e1");
        assertListed(history, any.startedFrom(second).startedTo(second), "e2");
        assertListed(history, any.startedFrom(Instant.MIN).startedTo(Instant.MAX), "e3", "e2", "e1");
        assertListed(history, any.startedFrom(Instant.MAX));
        assertListed(history, any.ofWorkflow("b").startedTo(START));
    }

    @Test
    void executions_of_several_workflows_are_one_list_and_those_of_no_workflow_are_none() {
        ExecutionHistory history = open();
        ran(history, "e1", "a", ExecutionStatus.COMPLETED);
        ran(history, "e2", "b", ExecutionStatus.FAILED);
        ran(history, "e3", "c", ExecutionStatus.COMPLETED);
        ran(history, "e4", "a", ExecutionStatus.FAILED);
        HistoryFilter both = HistoryFilter.any().ofWorkflows(Set.of("a", "b", "unknown"));

        assertListed(history, both, "e4", "e2", "e1");
        assertListed(history, both.in(ExecutionStatus.FAILED), "e4", "e2");
        assertListed(history, both.ofExecution("e3"));
        assertThat(history.list(both, 1, 1))
                .isEqualTo(
                        new HistoryPage(List.of(list(history, both).executions().get(1)), 3));
        assertListed(history, HistoryFilter.any().ofWorkflows(Set.of()));
        assertListed(history, both.ofWorkflow("c"), "e3");
        assertThat(history.delete(HistoryFilter.any().ofWorkflows(Set.of()))).isZero();
        assertThat(history.delete(both)).isEqualTo(3);
        assertListed(history, HistoryFilter.any(), "e3");
    }

    @Test
    void executions_of_a_hundred_thousand_workflows_are_one_list() {
        ExecutionHistory history = open();
        ran(history, "first", "w0", ExecutionStatus.COMPLETED);
        ran(history, "other", "none of them", ExecutionStatus.COMPLETED);
        ran(history, "last", "w99999", ExecutionStatus.FAILED);
        HistoryFilter many = HistoryFilter.any()
                .ofWorkflows(IntStream.range(0, 100_000)
                        .mapToObj(number -> "w" + number)
                        .collect(Collectors.toUnmodifiableSet()));

        assertListed(history, many, "last", "first");
        assertThat(history.statistics(many).topWorkflows())
                .extracting(WorkflowCount::workflowId)
                .containsExactly("w99999", "w0");
        assertThat(history.delete(many)).isEqualTo(2);
        assertListed(history, HistoryFilter.any(), "other");
    }

    @Test
    void workflows_are_told_apart_whatever_their_ids_are_made_of() {
        ExecutionHistory history = open();
        List<String> ids = HostileTexts.unicode().toList();
        ids.forEach(id -> ran(history, "of " + id, id, ExecutionStatus.COMPLETED));

        HistoryPage page = list(history, HistoryFilter.any().ofWorkflows(Set.copyOf(ids.subList(1, ids.size()))));

        assertThat(page.executions())
                .extracting(ExecutionSummary::workflowId)
                .containsExactlyInAnyOrderElementsOf(ids.subList(1, ids.size()));
    }

    @Test
    void execution_whose_start_nobody_recorded_fulfils_no_condition_about_it() {
        ExecutionHistory history = open();
        history.started(new ExecutionSummary(
                "e1", "a", "A", "api", ExecutionStatus.RUNNING, Optional.empty(), Optional.empty(), null));

        assertListed(history, HistoryFilter.any(), "e1");
        assertListed(history, HistoryFilter.any().startedFrom(Instant.MIN));
        assertListed(history, HistoryFilter.any().startedTo(Instant.MAX));
        assertThat(list(history, HistoryFilter.any()).executions().get(0).startedAt())
                .isEmpty();
    }

    @Test
    void names_that_hold_anything_are_found_by_their_text_alone() {
        ExecutionHistory history = open();
        HostileTexts.unicode().forEach(text -> ran(history, text, text, ExecutionStatus.COMPLETED));

        HostileTexts.unicode().forEach(text -> {
            assertListed(history, HistoryFilter.any().ofWorkflow(text), text);
            assertListed(history, HistoryFilter.any().ofExecution(text), text);
            assertThat(history.find(text)).isPresent();
        });
        assertListed(history, HistoryFilter.any().ofWorkflow("' OR '1'='1"));
    }

    // ---------------------------------------------------------------- what goes

    @Test
    void deleting_spares_what_is_under_way() {
        ExecutionHistory history = open();
        history.started(begun("e1", "a"));
        ran(history, "e2", "b", ExecutionStatus.COMPLETED);
        ran(history, "e3", "c", ExecutionStatus.FAILED);

        assertThat(history.delete(HistoryFilter.any().ofWorkflow("b"))).isEqualTo(1);
        assertThat(history.delete(HistoryFilter.any().in(ExecutionStatus.RUNNING)))
                .isZero();
        assertThat(history.delete(HistoryFilter.any())).isEqualTo(1);
        assertThat(history.delete(HistoryFilter.any())).isZero();

        assertListed(history, HistoryFilter.any(), "e1");
        assertThat(history.find("e2")).isEmpty();
    }

    @Test
    void of_too_many_those_that_ended_first_go_but_none_that_runs() {
        ExecutionHistory history = open(new Retention(3, Duration.ofDays(1)), clock);
        ExecutionSummary running = begun("slow", "a");
        history.started(running);
        for (int i = 1; i <= 5; i++) {
            ran(history, "e" + i, "a", ExecutionStatus.COMPLETED);
        }

        assertListed(history, HistoryFilter.any(), "e5", "e4", "e3", "slow");
        history.ended(over(running, ExecutionStatus.COMPLETED));
        assertListed(history, HistoryFilter.any(), "e5", "e4", "slow");
        assertThat(history.find("e3")).isEmpty();
    }

    @Test
    void deleted_ones_do_not_count_as_kept() {
        ExecutionHistory history = open(new Retention(3, Duration.ofDays(1)), clock);
        for (int i = 1; i <= 3; i++) {
            ran(history, "e" + i, "a", ExecutionStatus.COMPLETED);
        }
        history.delete(HistoryFilter.any().ofExecution("e2"));

        ran(history, "e4", "a", ExecutionStatus.COMPLETED);

        assertListed(history, HistoryFilter.any(), "e4", "e3", "e1");
    }

    @Test
    void too_old_ones_go_by_the_time_of_their_end() {
        ExecutionHistory history = open(new Retention(10, Duration.ofDays(1)), clock);
        ran(history, "e1", "a", ExecutionStatus.COMPLETED);
        ran(history, "e2", "a", ExecutionStatus.COMPLETED, Duration.ofHours(1));

        clock.advance(Duration.ofHours(23).plusMillis(1));

        assertListed(history, HistoryFilter.any(), "e2");
        assertThat(history.find("e1")).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(history.statistics(HistoryFilter.any()).total()).isZero();
        assertListed(history, HistoryFilter.any());
    }

    // ---------------------------------------------------------------- statistics

    @Test
    void statistics_count_ends_and_workflows() {
        ExecutionHistory history = open();
        history.started(begun("old", "gone", START.minusSeconds(60)));
        ran(history, "a1", "a", ExecutionStatus.COMPLETED, Duration.ofMillis(100));
        ran(history, "a2", "a", ExecutionStatus.COMPLETED, Duration.ofMillis(301));
        ran(history, "b1", "b", ExecutionStatus.FAILED, Duration.ofMillis(10));
        ran(history, "c1", "c", ExecutionStatus.CANCELLED);
        ran(history, "c2", "c", ExecutionStatus.TIMEOUT);
        for (String workflow : List.of("d", "e", "f")) {
            history.started(begun(workflow + "1", workflow));
        }

        assertThat(history.statistics(HistoryFilter.any().startedFrom(START)))
                .isEqualTo(new HistoryStatistics(
                        8,
                        2,
                        2,
                        1,
                        3,
                        Optional.of(Duration.ofNanos(200_500_000)),
                        List.of(
                                new WorkflowCount("c", "workflow c", 2),
                                new WorkflowCount("a", "workflow a", 2),
                                new WorkflowCount("f", "workflow f", 1),
                                new WorkflowCount("e", "workflow e", 1),
                                new WorkflowCount("d", "workflow d", 1))));
        assertThat(history.statistics(HistoryFilter.any()).total()).isEqualTo(9);
    }

    @Test
    void statistics_count_what_a_filter_accepts() {
        ExecutionHistory history = open();
        ran(history, "a1", "a", ExecutionStatus.COMPLETED, Duration.ofMillis(100));
        ran(history, "b1", "b", ExecutionStatus.COMPLETED, Duration.ofMillis(200));
        ran(history, "c1", "c", ExecutionStatus.FAILED);

        assertThat(history.statistics(HistoryFilter.any().ofWorkflows(Set.of("b", "c"))))
                .isEqualTo(new HistoryStatistics(
                        2,
                        1,
                        1,
                        0,
                        0,
                        Optional.of(Duration.ofMillis(200)),
                        List.of(new WorkflowCount("c", "workflow c", 1), new WorkflowCount("b", "workflow b", 1))));
        assertThat(history.statistics(HistoryFilter.any().ofWorkflows(Set.of())).total())
                .isZero();
    }

    @Test
    void nothing_has_no_average() {
        assertThat(open().statistics(HistoryFilter.any()))
                .isEqualTo(new HistoryStatistics(0, 0, 0, 0, 0, Optional.empty(), List.of()));
    }
}
