package dev.millrace.script;

import java.util.Map;

/**
 * What a runner has done and does, at one moment.
 *
 * @param state whether scripts can run
 * @param engine which implementation runs them: {@code Interpreted}, or the name of an optimizing one; empty before it
 *     is ready
 * @param started scripts begun, refused ones not counted
 * @param failures how many ended with each failure, refused ones included
 * @param running scripts that have begun and not ended, waiting ones included
 * @param queued of these, how many wait for a thread
 * @param threads threads that scripts may use
 * @param stuckThreads of these, how many are in a script that does not stop
 * @param blockedScripts texts that are refused because a run of theirs did not stop
 * @param computedNanos processor time of all scripts
 * @param allocatedBytes memory all scripts have asked for
 */
public record ScriptStats(
        State state,
        String engine,
        long started,
        Map<ScriptFailure, Long> failures,
        int running,
        int queued,
        int threads,
        int stuckThreads,
        int blockedScripts,
        long computedNanos,
        long allocatedBytes) {
    /** Whether scripts can run. */
    public enum State {
        /** Being made ready; scripts wait. */
        STARTING,
        READY,
        /** Scripts run, but some threads are lost to scripts that do not stop. */
        DEGRADED,
        /** The process has to be started again: a part of the engine is broken for good. */
        UNHEALTHY,
        CLOSED
    }

    public ScriptStats {
        failures = Map.copyOf(failures);
    }
}
