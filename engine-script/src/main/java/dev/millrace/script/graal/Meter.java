package dev.millrace.script.graal;

import com.sun.management.ThreadMXBean;
import dev.millrace.script.ScriptUsage;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Adds up what one script takes over its turns on different threads. Begun and ended by the thread of the turn, read by any.
 * Platform threads only: Java does not tell the processor time of virtual ones.
 */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long thread; // guarded by this, as is all below
    private boolean running;
    private long cpuAtStart;
    private long bytesAtStart;
    private long cpu;
    private long bytes;

    synchronized void begin() {
        thread = Thread.currentThread().getId();
        cpuAtStart = THREADS.getCurrentThreadCpuTime();
        bytesAtStart = THREADS.getThreadAllocatedBytes(thread);
        running = true;
    }

    synchronized void end() {
        cpu = cpuNanos();
        bytes = allocatedBytes();
        running = false;
    }

    synchronized long cpuNanos() {
        return running ? cpu + Math.max(0, THREADS.getThreadCpuTime(thread) - cpuAtStart) : cpu;
    }

    synchronized long allocatedBytes() {
        return running ? bytes + Math.max(0, THREADS.getThreadAllocatedBytes(thread) - bytesAtStart) : bytes;
    }

    ScriptUsage usage(int calls) {
        return new ScriptUsage(Duration.ofNanos(cpuNanos()), allocatedBytes(), calls);
    }
}
