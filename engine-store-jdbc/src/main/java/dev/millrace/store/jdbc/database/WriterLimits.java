package dev.millrace.store.jdbc.database;

import java.time.Duration;

/**
 * Bounds of those who wait for a {@link Database}.
 *
 * @param maxWaiting changes that wait to be made, at least 1; more have to wait for their turn to wait, but for those that
 *     have to be made
 * @param patience how long a caller waits in all, for a change as for something to be read; more than zero
 * @param readers connections for reading, at least 1
 */
public record WriterLimits(int maxWaiting, Duration patience, int readers) {
    public WriterLimits {
        if (maxWaiting < 1 || readers < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("maxWaiting, patience and readers must be more than zero, but were "
                    + maxWaiting + ", " + patience + " and " + readers);
        }
    }
}
