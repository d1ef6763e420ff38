package dev.millrace.script.graal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one thread of the pool takes, for the script whose turn it took last: between turns it takes next to nothing.
 * Reading the processor time of a thread costs microseconds, so it is read when another script comes, or when somebody asks.
 * Platform threads only: Java does not tell that of virtual ones. Thread-safe.
 */
final class ThreadMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long thread;
    private @Nullable Meter counted; // guarded by this, as are the two below
    private long cpu;
    private long bytes;

    ThreadMeter(Thread thread) {
        this.thread = thread.getId();
    }

    /** From now on it counts for {@code meter}. */
    synchronized void countFor(Meter meter) {
        if (counted != meter) {
            read();
            counted = meter;
        }
    }

    /** Tells {@code meter} what is new, if it counts for that. */
    synchronized void tell(Meter meter) {
        if (counted == meter) {
            read();
        }
    }

    /** Also to be called before the thread ends, because nobody can read it then. */
    synchronized void countForNobody() {
        read();
        counted = null;
    }

    private void read() {
        long cpuBefore = cpu;
        long bytesBefore = bytes;
        cpu = THREADS.getThreadCpuTime(thread);
        bytes = THREADS.getThreadAllocatedBytes(thread);
        if (counted != null) {
            counted.add(Math.max(0, cpu - cpuBefore), Math.max(0, bytes - bytesBefore));
        }
    }
}
