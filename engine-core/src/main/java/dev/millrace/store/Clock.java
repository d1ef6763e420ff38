package dev.millrace.store;

import java.time.ZoneId;

/** The only clock the engine reads. Thread-safe; never blocks. */
public interface Clock {
    /** Milliseconds since the epoch. */
    long epochMillis();

    /** A monotonic reading for durations, in nanoseconds. */
    long nanoTime();

    ZoneId zone();

    /** The machine's clock in the machine's zone. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
