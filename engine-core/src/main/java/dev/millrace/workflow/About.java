package dev.millrace.workflow;

import java.util.List;

/**
 * What the author says about a workflow; nothing of it changes how it runs.
 *
 * @param version of the workflow, not of a schema; never blank
 * @param level the feature level the author declares, at least 1; nothing checks it
 */
public record About(String version, int level, String description, String author, String homepage, List<String> tags) {
    public static final About NOTHING = new About("1.0.0", 1, "", "", "", List.of());

    /** A blank version becomes 1.0.0 and a level below 1 becomes 1 (spec vflow-model 1.1). */
    public About {
        version = version.isBlank() ? "1.0.0" : version;
        level = Math.max(level, 1);
        tags = List.copyOf(tags);
    }
}
