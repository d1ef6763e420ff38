package dev.millrace.history;

import dev.millrace.observe.ExecutionView;
import dev.millrace.store.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executions in the order in which they were told of, and those that are over in the order of their ends, so that what has
 * to go is always at its head. Sorting is left to those who look: starts are told of far more often, and nearly in order.
 */
final class MemoryExecutionHistory implements ExecutionHistory {
    private final Retention retention;
    private final Clock clock;

    // guarded by this
    private final Map<String, Kept> byId = new LinkedHashMap<>();
    private final Set<Kept> over = new LinkedHashSet<>();

    private long told;

    MemoryExecutionHistory(Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** What is known of one execution: how it started, and how it ended once it has. */
    private static final class Kept implements Comparable<Kept> {
        final long start;
        /** Tells those with the same start apart. */
        final long number;

        private final ExecutionSummary begun;
        private @Nullable ExecutionView end;

        Kept(ExecutionSummary begun, long number) {
            this.begun = begun;
            this.start = begun.startedAt().map(Instant::toEpochMilli).orElse(0L);
            this.number = number;
        }

        ExecutionSummary summary() {
            return end == null ? begun : ExecutionSummary.of(end);
        }

        boolean endedBefore(long millis) {
            return end != null
                    && end.completedAt()
                            .filter(time -> time.toEpochMilli() < millis)
                            .isPresent();
        }

        /** The newest first. */
        @Override
        public int compareTo(Kept other) {
            int byStart = Long.compare(other.start, start);
            return byStart == 0 ? Long.compare(other.number, number) : byStart;
        }
    }

    @Override
    public synchronized void started(ExecutionSummary execution) {
        forget(execution.executionId());
        put(new Kept(execution, told++));
        prune();
    }

    @Override
    public synchronized void ended(ExecutionView execution) {
        Kept kept = byId.get(execution.id());
        if (kept == null) {
            kept = new Kept(ExecutionSummary.of(execution), told++);
            put(kept);
        }
        kept.end = execution;
        over.add(kept);
        prune();
    }

    private void put(Kept kept) {
        byId.put(kept.begun.executionId(), kept);
    }

    private void forget(String executionId) {
        Kept kept = byId.remove(executionId);
        if (kept != null) {
            over.remove(kept);
        }
    }

    /** Each execution is looked at once when it goes, and the first that stays once for each call. */
    private void prune() {
        long oldest = clock.epochMillis() - retention.maxAge().toMillis();
        for (Iterator<Kept> first = over.iterator(); first.hasNext(); ) {
            Kept kept = first.next();
            if (over.size() <= retention.maxExecutions() && !kept.endedBefore(oldest)) {
                return;
            }
            first.remove();
            forget(kept.begun.executionId());
        }
    }

    @Override
    public synchronized Optional<ExecutionView> find(String executionId) {
        prune();
        return Optional.ofNullable(byId.get(executionId)).map(kept -> kept.end);
    }

    @Override
    public synchronized HistoryPage list(HistoryFilter filter, int offset, int limit) {
        List<ExecutionSummary> all = accepted(filter).toList();
        return new HistoryPage(all.stream().skip(offset).limit(limit).toList(), all.size());
    }

    @Override
    public synchronized int delete(HistoryFilter filter) {
        List<ExecutionSummary> ended = accepted(filter)
                .filter(execution -> execution.status().isFinal())
                .toList();
        ended.forEach(execution -> forget(execution.executionId()));
        return ended.size();
    }

    @Override
    public synchronized HistoryStatistics statistics(Optional<Instant> startedFrom) {
        HistoryFilter all = HistoryFilter.any();
        return HistoryStatistics.of(
                accepted(startedFrom.map(all::startedFrom).orElse(all)).toList());
    }

    private Stream<ExecutionSummary> accepted(HistoryFilter filter) {
        prune();
        return byId.values().stream().sorted().map(Kept::summary).filter(filter::accepts);
    }
}
