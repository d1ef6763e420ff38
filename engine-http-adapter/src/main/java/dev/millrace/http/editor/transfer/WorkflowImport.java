package dev.millrace.http.editor.transfer;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.workflow.CopyName;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Failure;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Adds the workflows and folders of an upload to the others (spec vflow-model 1.5, 7.8).
 *
 * <p>Workflows keep their ids. One that exists is left alone, or replaced with {@code override}: then it stays enabled if
 * it was, and where it was unless the upload says otherwise. A new one is disabled, and gets the name of a copy if its own
 * is taken. Folders are always new. A file of which every workflow is left alone brings no folders either.
 */
final class WorkflowImport {
    /** What can stand in a route's path. */
    private static final Pattern USABLE_ID = Pattern.compile("(?!\\.{1,2}$)[^/\\\\;\\p{Cntrl}]{1,200}");

    private final Library library;
    private final ModuleCatalogue modules;
    private final Upload upload;
    private final ImportReport report = new ImportReport();

    private WorkflowImport(Library library, ModuleCatalogue modules, Upload upload) {
        this.library = library;
        this.modules = modules;
        this.upload = upload;
    }

    /** @throws Failure if the target is unknown, or nothing in the upload can be used; nothing is changed then */
    static ImportReport run(Upload upload, Library library, ModuleCatalogue modules) {
        WorkflowImport run = new WorkflowImport(library, modules, upload);
        return library.change(run::run);
    }

    private ImportReport run() {
        upload.folderId().ifPresent(library::folder);
        List<WorkflowFile> groups = upload.groups().stream().map(this::sound).toList();
        refuseNothing(groups);
        groups.forEach(this::add);
        return report;
    }

    /** What can be used of files that share folders; the rest is reported. */
    private WorkflowFile sound(List<ImportFile> files) {
        List<WorkflowFile.Entry> entries = new ArrayList<>();
        List<Folder> folders = new ArrayList<>();
        for (ImportFile file : files) {
            folders.addAll(file.content().folders());
            file.content().fileProblems().stream()
                    .filter(Problem::isError)
                    .forEach(problem -> report.failed(file, problem));
            for (WorkflowFile.Entry entry : file.content().entries()) {
                if (isSound(file, entry)) {
                    entries.add(entry);
                }
            }
        }
        return new WorkflowFile(entries, folders, List.of());
    }

    private boolean isSound(ImportFile file, WorkflowFile.Entry entry) {
        Optional<Problem> error =
                entry.problems().stream().filter(Problem::isError).findFirst();
        error.ifPresent(problem -> report.failed(file, problem));
        boolean usable = USABLE_ID.matcher(entry.workflow().id()).matches();
        if (error.isEmpty() && !usable) {
            report.failed(file, "the id of a workflow must have 1 to 200 characters, without slashes and semicolons");
        }
        return error.isEmpty() && usable;
    }

    private void refuseNothing(List<WorkflowFile> groups) {
        boolean nothing = groups.stream()
                .allMatch(group -> group.entries().isEmpty() && group.folders().isEmpty());
        if (nothing) {
            String reason = report.hasErrors()
                    ? String.valueOf(report.errors().get(0).get("error"))
                    : "there is no workflow in it";
            throw Failure.of(EditorError.INVALID_FILE, EditorError.INVALID_FILE.message() + ": " + reason)
                    .with("errors", report.errors());
        }
    }

    private void add(WorkflowFile group) {
        Set<String> folderNames = library.folders().stream().map(Folder::name).collect(Collectors.toSet());
        WorkflowFile moved =
                group.importInto(folderNames, () -> UUID.randomUUID().toString());
        boolean leftAlone =
                !moved.entries().isEmpty() && moved.workflows().stream().allMatch(this::isLeftAlone);
        if (!leftAlone) {
            moved.folders().forEach(this::add);
        }
        moved.workflows().forEach(this::add);
    }

    /** Nobody replaces what he does not see. */
    private boolean isLeftAlone(Workflow workflow) {
        return library.hides(workflow.id())
                || !upload.override() && library.find(workflow.id()).isPresent();
    }

    private void add(Folder folder) {
        library.save(folder.parentId().isPresent() ? folder : folder.withParentId(upload.folderId()));
    }

    private void add(Workflow workflow) {
        if (isLeftAlone(workflow)) {
            report.skipped(workflow);
            return;
        }
        Optional<Workflow> replaced = library.find(workflow.id());
        Optional<String> folder =
                workflow.folderId().or(upload::folderId).or(() -> replaced.flatMap(Workflow::folderId));
        Workflow placed = workflow.withFolderId(folder).withName(name(workflow, replaced));
        boolean enabled = replaced.filter(Workflow::enabled).isPresent();
        try {
            report.imported(library.save(enabled ? placed.enable() : placed.disable()), modules);
        } catch (Failure refused) { // by a rule for this one workflow; the others are none the worse for it
            report.refused(workflow, refused.text());
        }
    }

    private String name(Workflow workflow, Optional<Workflow> replaced) {
        boolean keepsName =
                replaced.filter(old -> old.name().equals(workflow.name())).isPresent();
        return keepsName || !library.isTaken(workflow.name())
                ? workflow.name()
                : CopyName.of(workflow.name(), library::isTaken);
    }
}
