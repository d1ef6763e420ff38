package dev.millrace.history;

import dev.millrace.observe.ExecutionView;
import dev.millrace.store.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executions by their ids, and those that are over in the order of their ends, so that what has to go is always at its
 * head. Sorting is left to those who look: executions are told of far more often.
 */
final class MemoryExecutionHistory implements ExecutionHistory {
    private final Retention retention;
    private final Clock clock;

    // guarded by this
    private final Map<String, Kept> byId = new HashMap<>();
    private final Deque<Kept> over = new ArrayDeque<>();

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

        final String id;

        /** Made from the end once there is one, for those who look. */
        private @Nullable ExecutionSummary begun;

        private @Nullable ExecutionView end;
        /** Beside the end, so that nobody has to look there to see that it is young. */
        private long endMillis;

        private Kept(String id, Optional<Instant> start, long number) {
            this.id = id;
            this.start = start.map(Instant::toEpochMilli).orElse(0L);
            this.number = number;
        }

        static Kept underWay(ExecutionSummary begun, long number) {
            Kept kept = new Kept(begun.executionId(), begun.startedAt(), number);
            kept.begun = begun;
            return kept;
        }

        static Kept over(ExecutionView view, long number) {
            Kept kept = new Kept(view.id(), view.startedAt(), number);
            kept.endsAs(view);
            return kept;
        }

        void endsAs(ExecutionView view) {
            end = view;
            endMillis = view.completedAt().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
            begun = null;
        }

        boolean isOver() {
            return end != null;
        }

        ExecutionSummary summary() {
            return begun == null ? ExecutionSummary.of(Objects.requireNonNull(end)) : begun;
        }

        /** Of one that is over. */
        boolean endedBefore(long millis) {
            return endMillis < millis;
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
        byId.put(execution.executionId(), Kept.underWay(execution, told++));
    }

    @Override
    public synchronized void ended(ExecutionView execution) {
        Kept kept = byId.get(execution.id());
        if (kept != null && !kept.isOver()) {
            kept.endsAs(execution);
        } else {
            if (kept != null) {
                forget(kept.id);
            }
            kept = Kept.over(execution, told++);
            byId.put(kept.id, kept);
        }
        over.add(kept);
        prune();
    }

    private void forget(String executionId) {
        Kept kept = byId.remove(executionId);
        if (kept != null && kept.isOver()) {
            over.remove(kept);
        }
    }

    /** Each execution is looked at once when it goes, and the first that stays once for each call. */
    private void prune() {
        long oldest = clock.epochMillis() - retention.maxAge().toMillis();
        for (Kept first = over.peekFirst(); first != null; first = over.peekFirst()) {
            if (over.size() <= retention.maxExecutions() && !first.endedBefore(oldest)) {
                return;
            }
            over.removeFirst();
            byId.remove(first.id);
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
        prune();
        int before = over.size();
        over.removeIf(kept -> filter.accepts(kept.summary()));
        byId.values().removeIf(kept -> kept.isOver() && filter.accepts(kept.summary()));
        return before - over.size();
    }

    @Override
    public synchronized HistoryStatistics statistics(HistoryFilter filter) {
        return HistoryStatistics.of(accepted(filter).toList());
    }

    private Stream<ExecutionSummary> accepted(HistoryFilter filter) {
        prune();
        return byId.values().stream().sorted().map(Kept::summary).filter(filter::accepts);
    }
}
