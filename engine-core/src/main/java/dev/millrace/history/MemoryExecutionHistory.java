package dev.millrace.history;

import dev.millrace.observe.ExecutionView;
import dev.millrace.store.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Executions by their ids, and those that are over in the order of their ends, so that what has to go is always at its
 * head. Sorting is left to those who look: executions are told of far more often.
 *
 * <p>Whoever tells of an execution waits for nobody: a thread that lost its processor with a lock in its hand would hold up
 * all others that end executions. What has to go is taken out under a lock, by whoever finds it free.
 */
final class MemoryExecutionHistory implements ExecutionHistory {
    private final Retention retention;
    private final Clock clock;

    private final Map<String, Kept> byId = new ConcurrentHashMap<>();
    private final AtomicLong told = new AtomicLong();

    /** Added to by everybody, taken from under the lock. */
    private final Queue<Kept> over = new ConcurrentLinkedQueue<>();

    private final AtomicInteger overCount = new AtomicInteger();
    private final ReentrantLock taking = new ReentrantLock();

    MemoryExecutionHistory(Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
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
    public void started(ExecutionSummary execution) {
        keep(new Kept(execution, told.getAndIncrement()));
    }

    @Override
    public void ended(ExecutionView execution) {
        Kept before = byId.get(execution.id());
        Kept end = new Kept(execution, before == null || before.isOver() ? told.getAndIncrement() : before.number);
        keep(end);
        over.add(end);
        overCount.incrementAndGet();
        if (taking.tryLock()) {
            try {
                prune();
            } finally {
                taking.unlock();
            }
        }
    }

    private void keep(Kept kept) {
        Kept replaced = byId.put(kept.id, kept);
        if (replaced != null && replaced.isOver()) {
            locked(() -> isTakenOut(replaced));
        }
    }

    /** Under the lock; false if it is gone already, as one that had to go. */
    private boolean isTakenOut(Kept kept) {
        boolean wasThere = over.remove(kept);
        if (wasThere) {
            overCount.decrementAndGet();
        }
        return wasThere;
    }

    private <T> T locked(Supplier<T> action) {
        taking.lock();
        try {
            return action.get();
        } finally {
            taking.unlock();
        }
    }

    /** Under the lock. Each execution is looked at once when it goes, and the first that stays once for each call. */
    private void prune() {
        long oldest = clock.epochMillis() - retention.maxAge().toMillis();
        for (Kept first = over.peek(); first != null; first = over.peek()) {
            if (overCount.get() <= retention.maxExecutions() && !first.endedBefore(oldest)) {
                return;
            }
            over.remove();
            overCount.decrementAndGet();
            byId.remove(first.id, first);
        }
    }

    @Override
    public Optional<ExecutionView> find(String executionId) {
        return locked(() -> {
            prune();
            return Optional.ofNullable(byId.get(executionId)).map(kept -> kept.end);
        });
    }

    @Override
    public HistoryPage list(HistoryFilter filter, int offset, int limit) {
        List<ExecutionSummary> all = accepted(filter);
        return new HistoryPage(all.stream().skip(offset).limit(limit).toList(), all.size());
    }

    @Override
    public int delete(HistoryFilter filter) {
        return locked(() -> {
            prune();
            List<Kept> gone =
                    over.stream().filter(kept -> filter.accepts(kept.summary())).toList();
            gone.forEach(kept -> byId.remove(kept.id, kept));
            over.removeAll(Set.copyOf(gone));
            overCount.addAndGet(-gone.size());
            return gone.size();
        });
    }

    @Override
    public HistoryStatistics statistics(HistoryFilter filter) {
        return HistoryStatistics.of(accepted(filter));
    }

    private List<ExecutionSummary> accepted(HistoryFilter filter) {
        return locked(() -> {
            prune();
            return byId.values().stream()
                    .sorted()
                    .map(Kept::summary)
                    .filter(filter::accepts)
                    .toList();
        });
    }
}
