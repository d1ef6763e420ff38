package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Forks inside forks under many callers at once: does every caller end?
 *
 * @param callers threads that run the shape once each, at the same time
 * @param rounds how often, one after the other: a pool that is too small may be lucky while everything is still cold
 * @param limitSeconds a caller that has not ended by then counts as late
 */
record Nested(int callers, int rounds, int limitSeconds) {
    /**
     * How the callers of one round fared.
     *
     * @param round counted from 1
     * @param ended with the right result
     * @param failed with an exception
     * @param late not ended within the limit
     * @param millis until the last ended or failed, or the limit
     * @param reason of one failure; empty if there is none
     */
    record Outcome(int round, int ended, int failed, int late, double millis, String reason) {
        List<String> cells(String name) {
            return List.of(
                    name,
                    String.valueOf(round),
                    String.valueOf(ended),
                    String.valueOf(failed),
                    String.valueOf(late),
                    String.format(Locale.ROOT, "%,.0f", millis),
                    reason);
        }
    }

    static final List<String> HEADS =
            List.of("nested", "round", "ended", "failed", "late", "ms", "reason of a failure");

    /** @return the first round in which somebody did not end, or the last round */
    Outcome run(Contender contender) throws InterruptedException {
        Outcome outcome = run(contender, 1);
        for (int round = 2; round <= rounds && outcome.ended() == callers; round++) {
            outcome = run(contender, round);
        }
        return outcome;
    }

    private Outcome run(Contender contender, int round) throws InterruptedException {
        ExecutorService threads = Threads.fixed("caller", callers);
        try {
            long start = System.nanoTime();
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                futures.add(threads.submit(contender.run()));
            }
            return collect(futures, round, start);
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome collect(List<Future<?>> futures, int round, long start) throws InterruptedException {
        long limit = TimeUnit.SECONDS.toNanos(limitSeconds);
        int ended = 0;
        int late = 0;
        String reason = "";
        for (Future<?> future : futures) {
            try {
                future.get(Math.max(0, limit - (System.nanoTime() - start)), TimeUnit.NANOSECONDS);
                ended++;
            } catch (TimeoutException e) {
                late++;
            } catch (ExecutionException e) {
                reason = rootOf(e);
            }
        }
        return new Outcome(round, ended, callers - ended - late, late, (System.nanoTime() - start) / 1e6, reason);
    }

    private static String rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String message = String.valueOf(root.getMessage()).replaceAll("[\\r\\n|]+", " ");
        return UsageException.cut(root.getClass().getSimpleName() + ": " + message);
    }
}
