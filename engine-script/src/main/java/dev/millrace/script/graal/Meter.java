package dev.millrace.script.graal;

import dev.millrace.script.ScriptUsage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Adds up what one script takes over its turns on different threads. Thread-safe. */
final class Meter {
    private final AtomicLong cpu = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable ThreadMeter last; // changed in turns only

    /** What a script has taken so far. */
    record Taken(long cpuNanos, long allocatedBytes) {
        ScriptUsage usage(int calls) {
            return new ScriptUsage(Duration.ofNanos(cpuNanos), allocatedBytes, calls);
        }
    }

    /** A turn begins on a thread. */
    void turnOn(ThreadMeter thread) {
        ThreadMeter before = last;
        if (before != null && before != thread) {
            before.tell(this);
        }
        thread.countFor(this);
        last = thread;
    }

    /** Called by the meter of a thread. */
    void add(long cpuNanos, long allocatedBytes) {
        cpu.addAndGet(cpuNanos);
        bytes.addAndGet(allocatedBytes);
    }

    Taken taken() {
        ThreadMeter thread = last;
        if (thread != null) {
            thread.tell(this);
        }
        return new Taken(cpu.get(), bytes.get());
    }
}
