package dev.millrace.script.graal;

/** What a script does before it gives its thread back. */
@FunctionalInterface
interface Turn {
    /** @param thread counts for whom the thread works */
    void take(ThreadMeter thread);
}
