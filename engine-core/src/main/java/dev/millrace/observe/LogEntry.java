package dev.millrace.observe;

import dev.millrace.module.LogLevel;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an execution's log (document 001, execution logs).
 *
 * @param stepIndex position from 0; -1 for the execution as a whole
 * @param moduleId as the step wrote it; empty for the execution as a whole
 * @param branch the name of the parallel branch; empty outside branches
 * @param details plain values, in order
 */
public record LogEntry(
        Instant timestamp,
        LogLevel level,
        int stepIndex,
        String moduleId,
        String branch,
        String message,
        Map<String, @Nullable Object> details) {}
