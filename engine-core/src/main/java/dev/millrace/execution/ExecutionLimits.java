package dev.millrace.execution;

import java.time.Duration;

/**
 * Bounds of every execution.
 *
 * @param maxSteps steps one execution may run, its branches and sub-workflows counted in
 * @param maxCallDepth sub-workflows inside one another
 * @param sliceSteps steps an execution may run before others get its worker
 * @param grace how long a module may take to stop before it is abandoned
 */
public record ExecutionLimits(long maxSteps, int maxCallDepth, int sliceSteps, Duration grace) {
    public static final ExecutionLimits DEFAULT = new ExecutionLimits(100_000_000, 32, 2_000, Duration.ofSeconds(5));
}
