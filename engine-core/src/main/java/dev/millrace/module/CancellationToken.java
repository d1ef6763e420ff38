package dev.millrace.module;

/** Tells a module that its attempt is no longer wanted: cancelled, timed out, or a sibling failed. Thread-safe. */
public interface CancellationToken {
    boolean isCancelled();

    /** Runs {@code action} once on cancellation, or at once if it has happened. It must not block. */
    void onCancel(Runnable action);
}
