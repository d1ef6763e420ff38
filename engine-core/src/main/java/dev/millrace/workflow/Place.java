package dev.millrace.workflow;

import dev.millrace.value.Excerpt;

/**
 * A place in a file of workflows.
 *
 * @param workflow the workflow's name; empty for the file as a whole
 * @param stepId empty outside steps
 * @param stepIndex position in the workflow's steps from 0; -1 outside steps and for triggers
 * @param path the field, as in {@code parameters.count}; empty for the step or workflow as a whole
 */
public record Place(String workflow, String stepId, int stepIndex, String path) {
    public static Place file(String path) {
        return new Place("", "", -1, path);
    }

    public static Place workflow(String name, String path) {
        return new Place(name, "", -1, path);
    }

    /** {@code Workflow "Daily report", step 3 (loop-1), parameters.count}; steps are counted from 1 for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!workflow.isEmpty()) {
            text.append("Workflow \"").append(Excerpt.of(workflow)).append('"');
        }
        if (stepIndex >= 0) {
            text.append(text.isEmpty() ? "" : ", ").append("step ").append(stepIndex + 1);
            text.append(stepId.isEmpty() ? "" : " (" + Excerpt.of(stepId) + ")");
        } else if (!stepId.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append("trigger ").append(Excerpt.of(stepId));
        }
        if (!path.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append(Excerpt.of(path));
        }
        return text.toString();
    }
}
