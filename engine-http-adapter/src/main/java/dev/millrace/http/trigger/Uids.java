package dev.millrace.http.trigger;

import dev.millrace.store.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of executions: 18 to 19 decimal digits that grow with the time (spec 6). 41 bits of milliseconds since 2020, 10 bits
 * for the node, 12 bits to count within a millisecond. Thread-safe.
 *
 * <p>More than 4096 in a millisecond take from the ones to come, and a clock that is set back does not lead to an id twice.
 */
final class Uids {
    private static final long EPOCH_2020 = 1_577_836_800_000L;
    private static final int SEQUENCE_BITS = 12;
    private static final int NODE_BITS = 10;
    private static final int MAX_DIGITS = 19;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;

    private final Clock clock;
    private final long node;
    private final AtomicLong last = new AtomicLong(); // milliseconds and sequence

    /** @param node 0 to 1023, different on each server of a cluster */
    Uids(Clock clock, int node) {
        this.clock = clock;
        this.node = node;
    }

    /** True for what can be such an id; those of executions that were not started as a run of an API are of other forms. */
    static boolean couldBe(String id) {
        return !id.isEmpty() && id.length() <= MAX_DIGITS && id.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    String next() {
        long now = Math.max(0, clock.epochMillis() - EPOCH_2020) << SEQUENCE_BITS;
        long id = last.updateAndGet(before -> Math.max(before + 1, now));
        long millis = id >>> SEQUENCE_BITS;
        return Long.toString(millis << NODE_BITS + SEQUENCE_BITS | node << SEQUENCE_BITS | id & SEQUENCE_MASK);
    }
}
