package dev.millrace.workflow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Readers whose new ids and times are known. */
final class Sample {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Sample() {}

    /** Gives the ids new-1, new-2 and so on. */
    static WorkflowReader reader() {
        return WorkflowReader.create().withIds(ids()).withClock(InstantSource.fixed(NOW));
    }

    static Supplier<String> ids() {
        AtomicInteger count = new AtomicInteger();
        return () -> "new-" + count.incrementAndGet();
    }

    static WorkflowFile read(String json) {
        return reader().read(json.replace('\'', '"'));
    }

    static Workflow workflow(String json) {
        return read(json).workflows().get(0);
    }
}
