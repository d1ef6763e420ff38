package dev.millrace.proxy.log;

import dev.millrace.store.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The newest 10,000 calls of the last 7 days, in memory. Thread-safe. */
public final class CallLog {
    private static final int MAX_ENTRIES = 10_000;
    private static final Duration MAX_AGE = Duration.ofDays(7);

    private final Clock clock;
    private final Deque<CallLogEntry> entries = new ArrayDeque<>(); // guarded by this, newest first
    private long lastId; // guarded by this

    public CallLog(Clock clock) {
        this.clock = clock;
    }

    /** Gives the entry its id. */
    public synchronized void add(CallLogEntry entry) {
        entries.addFirst(entry.numbered(++lastId));
        if (entries.size() > MAX_ENTRIES) {
            entries.removeLast();
        }
        dropOld();
    }

    /** The newest first. */
    public synchronized List<CallLogEntry> find(CallLogQuery query) {
        dropOld();
        List<CallLogEntry> found = new ArrayList<>();
        Iterator<CallLogEntry> all = entries.iterator();
        while (all.hasNext() && found.size() < query.limit()) {
            CallLogEntry entry = all.next();
            if (query.matches(entry)) {
                found.add(entry);
            }
        }
        return found;
    }

    private void dropOld() {
        Instant oldest = Instant.ofEpochMilli(clock.epochMillis()).minus(MAX_AGE);
        while (!entries.isEmpty() && entries.getLast().time().isBefore(oldest)) {
            entries.removeLast();
        }
    }
}
