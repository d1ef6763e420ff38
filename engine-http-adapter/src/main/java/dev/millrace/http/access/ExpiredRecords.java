package dev.millrace.http.access;

import dev.millrace.store.Clock;
import dev.millrace.store.RecordStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Takes away what has expired of a kind of records, now and then, when there is something new. Thread-safe. */
public final class ExpiredRecords {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final RecordStore records;
    private final String kind;
    private final Clock clock;
    private final AtomicLong nextAt = new AtomicLong(Long.MIN_VALUE);

    public ExpiredRecords(RecordStore records, String kind, Clock clock) {
        this.records = records;
        this.kind = kind;
        this.clock = clock;
    }

    /** At most once a minute; otherwise it does nothing. */
    public void remove() {
        long now = clock.epochMillis();
        long due = nextAt.get();
        if (now >= due && nextAt.compareAndSet(due, now + PAUSE.toMillis())) {
            records.removeExpired(kind, now);
        }
    }
}
