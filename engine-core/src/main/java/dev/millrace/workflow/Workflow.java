package dev.millrace.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The definition of an automation: triggers and a flat list of steps (spec vflow-model 1.1). Immutable. */
public record Workflow(
        String id,
        String name,
        List<Step> triggers,
        List<Step> steps,
        boolean enabled,
        @Nullable Integer maxExecutionSeconds,
        ReentryBehavior reentry) {}
