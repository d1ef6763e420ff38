package dev.millrace.script;

import java.time.Duration;

/**
 * What one script took.
 *
 * @param computed processor time of its threads, without waiting
 * @param allocatedBytes memory its threads have asked for in all, most of it free again
 * @param calls calls of interfaces and modules
 */
public record ScriptUsage(Duration computed, long allocatedBytes, int calls) {
    public static final ScriptUsage NONE = new ScriptUsage(Duration.ZERO, 0, 0);
}
