package dev.millrace.script.graal;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How a runner works. Immutable; the {@code with} methods return changed copies.
 *
 * @param threads threads that scripts compute on; one that waits needs none
 * @param maxRuns scripts begun and not ended, waiting ones included; one more is refused
 * @param grace how long a script that is told to stop may take before its thread is given up
 * @param preparation what is done before the first script
 * @param zone what a script's dates are shown in
 */
public record RunnerSettings(int threads, int maxRuns, Duration grace, Preparation preparation, ZoneId zone) {
    /** What is done before the first script runs. */
    public enum Preparation {
        /**
         * Every class of the language is initialised, which takes about two seconds of processor time. Without this a script
         * that overflows its stack can break the language for the rest of the process.
         */
        COMPLETE,
        /** Nothing that the first script does not need: for a process that runs its owner's scripts and ends. */
        LEAST
    }

    public static final RunnerSettings DEFAULT = new RunnerSettings(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            1_000,
            Duration.ofSeconds(1),
            Preparation.COMPLETE,
            ZoneId.of("UTC"));

    public RunnerSettings {
        if (threads < 1 || maxRuns < 1) {
            throw new IllegalArgumentException(
                    "threads and maxRuns must be at least 1, but are " + threads + " and " + maxRuns);
        }
    }

    public RunnerSettings withThreads(int count) {
        return new RunnerSettings(count, maxRuns, grace, preparation, zone);
    }

    public RunnerSettings withMaxRuns(int count) {
        return new RunnerSettings(threads, count, grace, preparation, zone);
    }

    public RunnerSettings withGrace(Duration time) {
        return new RunnerSettings(threads, maxRuns, time, preparation, zone);
    }

    public RunnerSettings withPreparation(Preparation newPreparation) {
        return new RunnerSettings(threads, maxRuns, grace, newPreparation, zone);
    }

    public RunnerSettings withZone(ZoneId newZone) {
        return new RunnerSettings(threads, maxRuns, grace, preparation, newZone);
    }
}
