package dev.millrace.history;

import dev.millrace.observe.ExecutionView;
import dev.millrace.store.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Each execution has a place in the order of starts. The views of those that are over are kept in the order of their ends,
 * so that what has to go is always at their head.
 */
final class MemoryExecutionHistory implements ExecutionHistory {
    private static final Comparator<Place> NEWEST_FIRST =
            Comparator.comparing(Place::start).thenComparing(Place::number).reversed();

    private final Retention retention;
    private final Clock clock;

    // guarded by this
    private final NavigableMap<Place, ExecutionSummary> byStart = new TreeMap<>(NEWEST_FIRST);
    private final Map<String, Place> places = new HashMap<>();
    /** The views of those that are over, in the order of their ends. */
    private final Map<String, ExecutionView> ended = new LinkedHashMap<>();

    private long told;

    /** @param number tells those with the same start apart */
    private record Place(Instant start, long number) {}

    MemoryExecutionHistory(Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public synchronized void started(ExecutionSummary execution) {
        forget(execution.executionId());
        put(execution, told++);
        prune();
    }

    @Override
    public synchronized void ended(ExecutionView execution) {
        Place known = places.get(execution.id());
        forget(execution.id());
        put(ExecutionSummary.of(execution), known == null ? told++ : known.number());
        ended.put(execution.id(), execution);
        prune();
    }

    private void put(ExecutionSummary execution, long number) {
        Place place = new Place(execution.startedAt().orElse(Instant.EPOCH), number);
        byStart.put(place, execution);
        places.put(execution.executionId(), place);
    }

    private void forget(String executionId) {
        Place place = places.remove(executionId);
        if (place != null) {
            byStart.remove(place);
            ended.remove(executionId);
        }
    }

    /** Each execution is looked at once when it goes, and the first that stays once for each call. */
    private void prune() {
        Instant oldest = Instant.ofEpochMilli(clock.epochMillis()).minus(retention.maxAge());
        for (Iterator<ExecutionView> first = ended.values().iterator(); first.hasNext(); ) {
            ExecutionView view = first.next();
            if (ended.size() <= retention.maxExecutions() && !endedBefore(oldest, view)) {
                return;
            }
            first.remove();
            forget(view.id());
        }
    }

    private static boolean endedBefore(Instant time, ExecutionView view) {
        return view.completedAt().filter(end -> end.isBefore(time)).isPresent();
    }

    @Override
    public synchronized Optional<ExecutionView> find(String executionId) {
        prune();
        return Optional.ofNullable(ended.get(executionId));
    }

    @Override
    public synchronized HistoryPage list(HistoryFilter filter, int offset, int limit) {
        List<ExecutionSummary> all = accepted(filter).toList();
        return new HistoryPage(all.stream().skip(offset).limit(limit).toList(), all.size());
    }

    @Override
    public synchronized int delete(HistoryFilter filter) {
        List<ExecutionSummary> over = accepted(filter)
                .filter(execution -> execution.status().isFinal())
                .toList();
        over.forEach(execution -> forget(execution.executionId()));
        return over.size();
    }

    @Override
    public synchronized HistoryStatistics statistics(Optional<Instant> startedFrom) {
        HistoryFilter all = HistoryFilter.any();
        return HistoryStatistics.of(
                accepted(startedFrom.map(all::startedFrom).orElse(all)).toList());
    }

    private Stream<ExecutionSummary> accepted(HistoryFilter filter) {
        prune();
        return byStart.values().stream().filter(filter::accepts);
    }
}
