package dev.millrace.workflow;

import java.util.Locale;

/** What happens when a workflow is started while it runs (spec vflow-model 3.7). */
public enum ReentryBehavior {
    BLOCK_NEW,
    STOP_CURRENT_AND_RUN_NEW,
    ALLOW_PARALLEL;

    /** The id on the wire, in lower snake case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The behaviour with this id; white space around it does not count, anything else is {@link #BLOCK_NEW}. */
    public static ReentryBehavior named(String text) {
        for (ReentryBehavior behavior : values()) {
            if (behavior.id().equals(text.trim())) {
                return behavior;
            }
        }
        return BLOCK_NEW;
    }
}
