package dev.millrace.script.child;

import java.time.Duration;
import java.util.List;

/**
 * How a runner of child processes works. Immutable.
 *
 * @param processes children at once, each with one script at a time; one more script waits for the next that is free
 * @param maxWaiting scripts that wait so; one more is refused
 * @param heapMebibytes the heap of a child, its hard limit of memory
 * @param grace how long after its wall time a child may still answer before it is killed
 * @param options further options for the Java of a child, such as the name of an archive of classes
 */
public record ChildSettings(int processes, int maxWaiting, int heapMebibytes, Duration grace, List<String> options) {
    public static final ChildSettings DEFAULT = new ChildSettings(2, 1_000, 128, Duration.ofMillis(500), List.of());

    public ChildSettings {
        if (processes < 1 || heapMebibytes < 64) {
            throw new IllegalArgumentException("processes must be at least 1 and heapMebibytes at least 64, but are "
                    + processes + " and " + heapMebibytes);
        }
        options = List.copyOf(options);
    }

    public ChildSettings withProcesses(int count) {
        return new ChildSettings(count, maxWaiting, heapMebibytes, grace, options);
    }

    public ChildSettings withHeapMebibytes(int mebibytes) {
        return new ChildSettings(processes, maxWaiting, mebibytes, grace, options);
    }

    public ChildSettings withOptions(List<String> newOptions) {
        return new ChildSettings(processes, maxWaiting, heapMebibytes, grace, newOptions);
    }
}
