package dev.millrace.http.editor.system;

/** Where workflows and executions are kept. Thread-safe. */
public interface Storage {
    /** How much of it is used. */
    Usage usage();

    /** Kept in memory: nothing of a disk is used. */
    static Storage inMemory() {
        return () -> new Usage(0, 0);
    }
}
