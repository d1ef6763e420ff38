package dev.millrace.observe;

import dev.millrace.module.StepError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of an execution at the moment something happens to it.
 *
 * @param stepId the step's id
 * @param stepIndex position from 0
 * @param moduleId as the step wrote it
 * @param branch the name of the parallel branch it runs in; empty outside branches
 * @param attempt 1 for the first
 * @param elapsedNanos time since the step began; 0 when it begins
 * @param outputs what the step gave; empty unless it completed
 * @param error why it failed; null unless it failed
 */
public record StepEvent(
        String stepId,
        int stepIndex,
        String moduleId,
        String branch,
        int attempt,
        long elapsedNanos,
        Map<String, @Nullable Object> outputs,
        @Nullable StepError error) {}
