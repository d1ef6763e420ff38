package dev.millrace.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Where new ids and the time come from: the one place of this package that touches the machine. */
record Surroundings(Supplier<String> ids, InstantSource clock) {
    static final Surroundings SYSTEM = new Surroundings(Surroundings::randomId, InstantSource.system());

    // no secret, so a good generator will do; a secure one delays the first workflow of a JVM
    private static String randomId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & (Long.MAX_VALUE >> 1)) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    String newId() {
        return ids.get();
    }

    /** Whole milliseconds, because files hold no more. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
