package dev.millrace.store;

/**
 * Calls back at a time. Thread-safe. A callback must be short; it runs on the timer's thread.
 *
 * <p>A timer that is not needed any more is forgotten by {@link Timer#cancel}; a cancelled timer may still fire if it was
 * about to, and the engine takes no harm from it.
 */
public interface Timers extends AutoCloseable {
    /** @param epochMillis a reading of the engine's clock; one that has passed fires at once */
    Timer at(long epochMillis, Runnable action);

    /** Stops firing. What is still set is forgotten. */
    @Override
    void close();

    /** One set timer. */
    interface Timer {
        void cancel();
    }

    /** Timers by the machine's clock, with one daemon thread that starts with the first timer. */
    static Timers system() {
        return new SystemTimers();
    }
}
