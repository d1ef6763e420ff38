package dev.millrace.http.access;

import dev.millrace.store.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The engine's clock for libraries that ask for one of the JDK. */
final class ClockAdapter extends java.time.Clock {
    private final Clock clock;

    ClockAdapter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ZoneId getZone() {
        return clock.zone();
    }

    @Override
    public java.time.Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the engine's clock has one zone");
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(clock.epochMillis());
    }
}
