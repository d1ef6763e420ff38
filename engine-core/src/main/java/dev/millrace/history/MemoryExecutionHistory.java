package dev.millrace.history;

import dev.millrace.observe.ExecutionView;
import dev.millrace.recent.Recent;
import dev.millrace.store.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executions under way by their ids, and those that are over in the order of their ends. Sorting is left to those
 * who look: executions are told of far more often. Whoever tells of one waits for nobody, but now and then clears away what
 * is too old.
 */
final class MemoryExecutionHistory implements ExecutionHistory {
    private final Retention retention;
    private final Clock clock;
    private final AtomicLong told = new AtomicLong();

    private final Map<String, Kept> underWay = new ConcurrentHashMap<>();
    private final Recent<Kept> over;

    MemoryExecutionHistory(Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
        this.over = new Recent<>(retention.maxExecutions(), kept -> kept.id);
    }

    /** What is known of one execution: how it started, or how it ended. Immutable; like no other. */
    private static final class Kept implements Comparable<Kept> {
        final String id;
        final long start;
        /** Tells those with the same start apart. */
        final long number;
        /** Null once there is an end, of which it is made for those who look. */
        private final @Nullable ExecutionSummary begun;

        private final @Nullable ExecutionView end;
        /** Beside the end, so that nobody has to look there to see that it is young. */
        private final long endMillis;

        /** One that is under way. */
        Kept(ExecutionSummary begun, long number) {
            this.id = begun.executionId();
            this.start = millis(begun.startedAt(), 0);
            this.number = number;
            this.begun = begun;
            this.end = null;
            this.endMillis = Long.MAX_VALUE;
        }

        /** One that is over. */
        Kept(ExecutionView end, long number) {
            this.id = end.id();
            this.start = millis(end.startedAt(), 0);
            this.number = number;
            this.begun = null;
            this.end = end;
            this.endMillis = millis(end.completedAt(), Long.MAX_VALUE);
        }

        private static long millis(Optional<Instant> time, long unknown) {
            return time.isPresent() ? time.get().toEpochMilli() : unknown;
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
    public void started(ExecutionSummary execution) {
        underWay.put(execution.executionId(), new Kept(execution, told.getAndIncrement()));
        removeOver(execution.executionId());
    }

    /** One that is restored takes no place among those that are over. */
    private void removeOver(String id) {
        if (over.find(id).isPresent()) {
            over.removeIf(kept -> kept.id.equals(id));
        }
    }

    /** It is over before it is no more under way, so that whoever looks always finds it. */
    @Override
    public void ended(ExecutionView execution) {
        Kept begun = underWay.get(execution.id());
        if (begun == null) {
            removeOver(execution.id());
        }
        boolean isTimeToLook = over.add(new Kept(execution, begun == null ? told.getAndIncrement() : begun.number));
        if (begun != null) {
            underWay.remove(begun.id, begun);
        }
        if (isTimeToLook) {
            prune();
        }
    }

    /** Frees the memory of those that are too old. */
    private void prune() {
        Predicate<Kept> tooOld = tooOld();
        if (over.oldest().filter(tooOld).isPresent()) {
            over.removeIf(tooOld);
        }
    }

    /** As of now. */
    private Predicate<Kept> tooOld() {
        long oldest = clock.epochMillis() - retention.maxAge().toMillis();
        return kept -> kept.endedBefore(oldest);
    }

    @Override
    public Optional<ExecutionView> find(String executionId) {
        return underWay.containsKey(executionId)
                ? Optional.empty()
                : over.find(executionId).filter(tooOld().negate()).map(kept -> kept.end);
    }

    @Override
    public HistoryPage list(HistoryFilter filter, int offset, int limit) {
        List<ExecutionSummary> all = accepted(filter);
        return new HistoryPage(all.stream().skip(offset).limit(limit).toList(), all.size());
    }

    @Override
    public int delete(HistoryFilter filter) {
        Predicate<Kept> tooOld = tooOld();
        prune();
        return over.removeIf(
                kept -> !tooOld.test(kept) && !underWay.containsKey(kept.id) && filter.accepts(kept.summary()));
    }

    @Override
    public HistoryStatistics statistics(HistoryFilter filter) {
        return HistoryStatistics.of(accepted(filter));
    }

    private List<ExecutionSummary> accepted(HistoryFilter filter) {
        Predicate<Kept> tooOld = tooOld();
        prune();
        // in this order: one that ends meanwhile is still under way for whoever looks
        Map<String, Kept> begun = Map.copyOf(underWay);
        Stream<Kept> ended = over.all().stream().filter(kept -> !tooOld.test(kept) && !begun.containsKey(kept.id));
        return Stream.concat(begun.values().stream(), ended)
                .sorted()
                .map(Kept::summary)
                .filter(filter::accepts)
                .toList();
    }
}
