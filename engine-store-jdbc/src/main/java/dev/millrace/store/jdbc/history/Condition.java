package dev.millrace.store.jdbc.history;

import dev.millrace.history.HistoryFilter;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.jdbc.content.ContentJson;
import dev.millrace.store.jdbc.database.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition in SQL with its values.
 *
 * @param sql parts joined by AND, each with its values as parameters; never empty
 */
record Condition(String sql, List<@Nullable Object> values) {
    /** What stands for a start nobody recorded: before all others. */
    static final long NO_START = Long.MIN_VALUE;

    private static final List<String> FINAL = Arrays.stream(ExecutionStatus.values())
            .filter(ExecutionStatus::isFinal)
            .map(Enum::name)
            .toList();

    /** @param database whose words for many workflows at once it uses */
    static Condition of(HistoryFilter filter, Database database) {
        Condition all = new Condition("1 = 1", List.of());
        if (filter.executionId() != null) {
            all = all.and("id = ?", filter.executionId());
        }
        if (filter.workflowIds() != null) {
            all = all.andOf(filter.workflowIds(), database);
        }
        if (!filter.statuses().isEmpty()) {
            all = all.andIn("status", filter.statuses().stream().map(Enum::name).toList());
        }
        if (filter.startedFrom() != null || filter.startedTo() != null) {
            all = all.and("started_at >= ?", earliest(filter.startedFrom()));
        }
        return filter.startedTo() == null ? all : all.and("started_at <= ?", millis(filter.startedTo()));
    }

    Condition andIsOver() {
        return andIn("status", FINAL);
    }

    /** One is told from many, as an index is looked up in another way then; of none there is nothing. */
    private Condition andOf(Set<String> workflowIds, Database database) {
        return switch (workflowIds.size()) {
            case 0 -> and("1 = 0");
            case 1 -> and("workflow_id = ?", workflowIds.iterator().next());
            default -> and(database.isOneOf("workflow_id"), ContentJson.write(workflowIds));
        };
    }

    private Condition andIn(String column, Collection<String> values) {
        String places = String.join(", ", Collections.nCopies(values.size(), "?"));
        return and(column + " IN (" + places + ")", values.toArray());
    }

    private Condition and(String more, Object... moreValues) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(moreValues));
        return new Condition(sql + " AND " + more, all);
    }

    /** Starts are whole milliseconds: the first that is not before this time. */
    private static long earliest(@Nullable Instant from) {
        if (from == null) {
            return NO_START + 1;
        }
        long floor = millis(from);
        boolean isWhole = from.truncatedTo(ChronoUnit.MILLIS).equals(from);
        return isWhole || floor == Long.MAX_VALUE ? floor : floor + 1;
    }

    /** Rounded down, and held within what a column can hold. */
    static long millis(Instant time) {
        try {
            return Math.max(NO_START + 1, time.toEpochMilli());
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? NO_START + 1 : Long.MAX_VALUE;
        }
    }

    /** The values, and those of what comes behind the condition. */
    @Nullable
    Object[] valuesAnd(@Nullable Object... more) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
