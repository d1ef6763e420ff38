package dev.millrace.proxy;

import dev.millrace.store.ManualClock;
import dev.millrace.store.Timers;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A clock moved by hand, and timers that a test can wait to be set. */
final class WatchedTimers implements Timers {
    private static final int LIMIT_SECONDS = 20;

    private final ManualClock clock;
    private final LinkedBlockingQueue<Long> delays = new LinkedBlockingQueue<>();

    private WatchedTimers(ManualClock clock) {
        this.clock = clock;
    }

    static WatchedTimers at(String start) {
        return new WatchedTimers(ManualClock.at(start));
    }

    ManualClock clock() {
        return clock;
    }

    @Override
    public Timer at(long epochMillis, Runnable action) {
        Timer timer = clock.at(epochMillis, action);
        delays.add(epochMillis - clock.epochMillis());
        return timer;
    }

    /** Waits until a timer of this delay has been set; those before it are forgotten. */
    void awaitTimer(long millis) throws InterruptedException {
        Long delay = delays.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        while (delay != null && delay != millis) {
            delay = delays.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        if (delay == null) {
            throw new AssertionError("no timer of " + millis + " ms was set");
        }
    }

    @Override
    public void close() {
        clock.close();
    }
}
