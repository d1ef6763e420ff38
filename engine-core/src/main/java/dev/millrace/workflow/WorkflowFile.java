package dev.millrace.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a file held: workflows, folders, and what was wrong. Immutable.
 *
 * <p>A workflow with errors is here too, as far as it could be read; {@link Entry#hasErrors} tells which are sound.
 *
 * @param entries the workflows in the order of the file, each with its own problems
 * @param folders the folders in the order of the file; none lies inside itself
 * @param fileProblems of the whole file, of folders and of workflows that could not be read at all
 */
public record WorkflowFile(List<Entry> entries, List<Folder> folders, List<Problem> fileProblems) {
    /** A workflow and what was wrong with it. */
    public record Entry(Workflow workflow, List<Problem> problems) {
        public Entry {
            problems = List.copyOf(problems);
        }

        public boolean hasErrors() {
            return problems.stream().anyMatch(Problem::isError);
        }
    }

    public WorkflowFile {
        entries = List.copyOf(entries);
        folders = List.copyOf(folders);
        fileProblems = List.copyOf(fileProblems);
    }

    static WorkflowFile unreadable(Problem problem) {
        return new WorkflowFile(List.of(), List.of(), List.of(problem));
    }

    /** All workflows that could be read, those with errors too, in the order of the file. */
    public List<Workflow> workflows() {
        return entries.stream().map(Entry::workflow).toList();
    }

    /** All problems: of the file first, then workflow by workflow. */
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(fileProblems);
        entries.forEach(entry -> all.addAll(entry.problems()));
        return List.copyOf(all);
    }

    public boolean hasErrors() {
        return problems().stream().anyMatch(Problem::isError);
    }

    /**
     * The workflow, where there is exactly one.
     *
     * @throws WorkflowFormatException if there is an error, or not exactly one workflow
     */
    public Workflow single() {
        List<Problem> problems = new ArrayList<>(problems());
        if (!hasErrors() && entries.size() != 1) {
            problems.add(Problem.error(
                    ProblemCode.INVALID_SHAPE,
                    Place.file(""),
                    "the file holds " + entries.size() + " workflows where one is expected",
                    "read it with WorkflowReader, which returns them all"));
        }
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new WorkflowFormatException(problems);
        }
        return entries.get(0).workflow();
    }

    /**
     * This file made ready to join others (spec vflow-model 1.5): folders get new ids, and new names where theirs are
     * taken; parents and the folders of workflows follow; a folder that is not in the file is forgotten. Ids of
     * workflows stay: whether one that exists is replaced, copied or skipped is the caller's choice.
     *
     * @param takenFolderNames the names of the folders that exist already
     * @param newIds where the new ids come from
     */
    public WorkflowFile importInto(Set<String> takenFolderNames, Supplier<String> newIds) {
        FolderImport plan = FolderImport.of(folders, takenFolderNames, newIds);
        List<Entry> moved = entries.stream()
                .map(entry -> new Entry(plan.move(entry.workflow()), entry.problems()))
                .toList();
        return new WorkflowFile(moved, plan.folders(), fileProblems);
    }
}
