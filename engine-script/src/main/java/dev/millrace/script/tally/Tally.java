package dev.millrace.script.tally;

import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptOutcome;
import dev.millrace.script.ScriptUsage;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a runner has done. Thread-safe. */
public final class Tally {
    private final LongAdder started = new LongAdder();
    private final LongAdder computedNanos = new LongAdder();
    private final LongAdder allocatedBytes = new LongAdder();
    private final Map<ScriptFailure, LongAdder> failures = new EnumMap<>(ScriptFailure.class);

    public Tally() {
        for (ScriptFailure failure : ScriptFailure.values()) {
            failures.put(failure, new LongAdder());
        }
    }

    public void started() {
        started.increment();
    }

    public void ended(ScriptOutcome outcome) {
        ScriptUsage usage = outcome.usage();
        computedNanos.add(usage.computed().toNanos());
        allocatedBytes.add(usage.allocatedBytes());
        if (outcome instanceof ScriptOutcome.Failed failed) {
            count(failed.error().failure());
        }
    }

    private void count(ScriptFailure failure) {
        LongAdder counter = failures.get(failure);
        if (counter != null) {
            counter.increment();
        }
    }

    public long startedScripts() {
        return started.sum();
    }

    public long computed() {
        return computedNanos.sum();
    }

    public long allocated() {
        return allocatedBytes.sum();
    }

    public Map<ScriptFailure, Long> failures() {
        Map<ScriptFailure, Long> counts = new EnumMap<>(ScriptFailure.class);
        failures.forEach((failure, counter) -> {
            if (counter.sum() > 0) {
                counts.put(failure, counter.sum());
            }
        });
        return counts;
    }
}
