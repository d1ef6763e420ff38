package dev.millrace.launcher;

import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowFile;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which workflow of a file is meant: the one named by id or name; without a name, the only one. */
record WorkflowChoice(String file, WorkflowFile content) {
    private static final int LISTED = 20;

    WorkflowFile.Entry choose(@Nullable String idOrName) throws UnusableInputException {
        List<WorkflowFile.Entry> entries = content.entries();
        if (entries.isEmpty()) {
            throw new UnusableInputException(
                    file + " holds no workflow", "give a file with a workflow, {\"name\": …, \"steps\": […]}");
        }
        if (idOrName == null) {
            return only(entries);
        }
        List<WorkflowFile.Entry> found = named(idOrName);
        if (found.size() > 1) {
            throw new UnusableInputException(
                    file + " holds " + found.size() + " workflows with the name \"" + Excerpt.of(idOrName) + "\"",
                    "choose one by its id: --workflow ID. " + list(found));
        }
        return found.stream().findFirst().orElseThrow(() -> unknown(idOrName));
    }

    private WorkflowFile.Entry only(List<WorkflowFile.Entry> entries) throws UnusableInputException {
        if (entries.size() > 1) {
            throw new UnusableInputException(
                    file + " holds " + entries.size() + " workflows",
                    "choose one with --workflow ID|NAME. " + list(entries));
        }
        return entries.get(0);
    }

    /** An id wins over a name. */
    private List<WorkflowFile.Entry> named(String idOrName) {
        List<WorkflowFile.Entry> byId = content.entries().stream()
                .filter(entry -> entry.workflow().id().equals(idOrName))
                .limit(1)
                .toList();
        return byId.isEmpty()
                ? content.entries().stream()
                        .filter(entry -> entry.workflow().name().equals(idOrName))
                        .toList()
                : byId;
    }

    private UnusableInputException unknown(String idOrName) {
        List<String> names = content.workflows().stream()
                .flatMap(workflow -> Stream.of(workflow.id(), workflow.name()))
                .toList();
        String question = NearestNames.question(idOrName, names);
        return new UnusableInputException(
                file + " holds no workflow \"" + Excerpt.of(idOrName) + "\"",
                (question.isEmpty() ? "" : question + " ") + list(content.entries()));
    }

    private static String list(List<WorkflowFile.Entry> entries) {
        String shown = entries.stream()
                .limit(LISTED)
                .map(WorkflowFile.Entry::workflow)
                .map(WorkflowChoice::shown)
                .collect(Collectors.joining(", ", "The file holds ", ""));
        return entries.size() > LISTED ? shown + " and " + (entries.size() - LISTED) + " more" : shown;
    }

    private static String shown(Workflow workflow) {
        return workflow.id() + " (\"" + Excerpt.of(workflow.name()) + "\")";
    }
}
