package dev.millrace.proxy;

import dev.millrace.proxy.platform.Instance;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets calls of an instance through at its rate (spec script-proxy 9). As many as are due in a second may come at once;
 * what is more waits. Thread-safe. After the generic cell rate algorithm.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained without a use of its end cannot fail
final class Rates {
    private static final long MAX_WAIT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long SECOND = 1_000_000_000L;
    private static final long NANOS_IN_MILLI = 1_000_000L;

    private final Clock clock;
    private final Timers timers;
    private final ConcurrentHashMap<String, Gate> gates = new ConcurrentHashMap<>();

    Rates(Clock clock, Timers timers) {
        this.clock = clock;
        this.timers = timers;
    }

    /** Ends when it is this call's turn, or at once with {@link ErrorCode#CALL_LIMIT}. */
    CompletableFuture<Boolean> turn(Target target) {
        Instance instance = target.instance();
        if (instance.ratePerSecond() == 0) {
            return CompletableFuture.completedFuture(true);
        }
        long wait = gates.computeIfAbsent(target.platform().key() + "/" + instance.key(), key -> new Gate())
                .reserve(clock.nanoTime(), instance.ratePerSecond());
        if (wait > MAX_WAIT_NANOS) {
            return CompletableFuture.failedFuture(target.site()
                    .error(
                            ErrorCode.CALL_LIMIT,
                            "more calls than the " + instance.ratePerSecond() + " a second of instance "
                                    + instance.key(),
                            true));
        }
        return wait <= 0 ? CompletableFuture.completedFuture(true) : after(wait);
    }

    private CompletableFuture<Boolean> after(long nanos) {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        long millis = (nanos + NANOS_IN_MILLI - 1) / NANOS_IN_MILLI;
        Timers.Timer timer = timers.at(clock.epochMillis() + millis, () -> turn.complete(true));
        turn.whenComplete((done, failure) -> timer.cancel());
        return turn;
    }

    private static final class Gate {
        private long due = Long.MIN_VALUE; // guarded by this: when the next call would be due at an even rate

        /** How long to wait in nanoseconds; nothing is reserved if that is too long. */
        synchronized long reserve(long now, double perSecond) {
            long interval = (long) (SECOND / perSecond);
            long slack = Math.max(0, SECOND - interval);
            long start = Math.max(due == Long.MIN_VALUE ? now : due, now);
            long wait = start - now - slack;
            if (wait <= MAX_WAIT_NANOS) {
                due = start + interval;
            }
            return wait;
        }
    }
}
