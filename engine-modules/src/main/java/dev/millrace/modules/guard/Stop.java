package dev.millrace.modules.guard;

import dev.millrace.module.StepContext;

/** Ends a long computation that is no longer wanted. */
public final class Stop {
    private static final int ROUNDS_BETWEEN_LOOKS = 1_024;

    private Stop() {}

    /**
     * Looks now and then whether the step was told to stop.
     *
     * @param round counts up from 0
     */
    public static void check(StepContext step, int round) throws InterruptedException {
        if (round % ROUNDS_BETWEEN_LOOKS == 0 && step.cancellation().isCancelled()) {
            throw new InterruptedException("the step was told to stop");
        }
    }
}
