package dev.millrace.benchmarks;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One way of running one shape, ready to be called many times and from many threads.
 *
 * @param name the engine's id, with {@code :variant} behind it where an engine takes part more than once
 * @param run does the shape once, checks the result, and throws if the result is wrong; what it returns is kept alive by
 *     the caller so that no compiler drops the work
 */
record Contender(String name, Callable<?> run) {
    /** A variable of an engine as a number; -1 if it is missing or none. */
    static int number(@Nullable Object variable) {
        return variable instanceof Number number ? number.intValue() : -1;
    }

    /** @throws IllegalStateException if the two differ */
    static void check(String what, int actual, int expected) {
        if (actual != expected) {
            throw new IllegalStateException(what + " is " + actual + ", but must be " + expected);
        }
    }
}
