package dev.millrace.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

/** Where new ids and the time come from: the one place of this package that touches the machine. */
record Surroundings(Supplier<String> ids, InstantSource clock) {
    static final Surroundings SYSTEM = new Surroundings(() -> UUID.randomUUID().toString(), InstantSource.system());

    String newId() {
        return ids.get();
    }

    /** Whole milliseconds, because files hold no more. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
