package dev.millrace.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is told to go on, with the timers that belong to it. For tests and simulations.
 * Thread-safe; timers fire on the thread that moves the clock, in the order of their times.
 */
public final class ManualClock implements Clock, Timers {
    private final PriorityQueue<Entry> timers = new PriorityQueue<>(
            Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number)); // guarded by this

    private long nowMillis; // guarded by this
    private long number; // guarded by this
    private ZoneId zone = ZoneOffset.UTC; // guarded by this

    private ManualClock(Instant start) {
        this.nowMillis = start.toEpochMilli();
    }

    /** A clock in UTC that stands at {@code start}. */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    /** As {@link #at(Instant)}, from ISO text such as {@code 2026-01-01T00:00:00Z}. */
    public static ManualClock at(String start) {
        return at(Instant.parse(start));
    }

    public synchronized ManualClock in(ZoneId newZone) {
        zone = newZone;
        return this;
    }

    /** Moves the clock on, stopping at each timer on the way. */
    public void advance(Duration time) {
        long end;
        synchronized (this) {
            end = nowMillis + time.toMillis();
        }
        for (Runnable action = next(end); action != null; action = next(end)) {
            action.run();
        }
    }

    /** Moves the clock to the next timer and fires it; false if none is set. */
    public boolean advanceToNextTimer() {
        Runnable action = next(Long.MAX_VALUE);
        if (action != null) {
            action.run();
        }
        return action != null;
    }

    /** The next timer due up to {@code end}, the clock set to its time; at the end of all, set to {@code end}. */
    private synchronized @Nullable Runnable next(long end) {
        Entry first = timers.peek();
        if (first == null || first.at() > end) {
            nowMillis = end == Long.MAX_VALUE ? nowMillis : Math.max(nowMillis, end);
            return null;
        }
        timers.remove();
        nowMillis = Math.max(nowMillis, first.at());
        return first.action();
    }

    /** How many timers are set. */
    public synchronized int pendingTimers() {
        return timers.size();
    }

    public Instant now() {
        return Instant.ofEpochMilli(epochMillis());
    }

    @Override
    public synchronized long epochMillis() {
        return nowMillis;
    }

    @Override
    public synchronized long nanoTime() {
        return nowMillis * 1_000_000;
    }

    @Override
    public synchronized ZoneId zone() {
        return zone;
    }

    @Override
    public synchronized Timer at(long epochMillis, Runnable action) {
        Entry entry = new Entry(epochMillis, number++, action);
        timers.add(entry);
        return () -> cancel(entry);
    }

    private synchronized void cancel(Entry entry) {
        timers.remove(entry);
    }

    @Override
    public synchronized void close() {
        timers.clear();
    }

    private record Entry(long at, long number, Runnable action) {}
}
