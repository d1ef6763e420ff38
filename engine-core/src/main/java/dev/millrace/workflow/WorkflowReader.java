package dev.millrace.workflow;

import dev.millrace.value.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads workflows and folders from every accepted shape of JSON. Immutable and thread-safe.
 *
 * <pre>{@code
 * WorkflowFile file = WorkflowReader.create().read(Path.of("backup.json"));
 * file.problems().forEach(System.err::println);
 * file.workflows().forEach(store::save);
 * }</pre>
 *
 * <p>The shapes are told apart by their root (spec vflow-model 1.5): an array of workflows; {@code {workflows}}; {@code
 * {folder, workflows}}; {@code {folders, workflows}}; one workflow, with or without {@code _meta} or {@code metadata}.
 * Each may stand in {@code {"workflow": …}}, in {@code data} of the editor API's replies, or both.
 *
 * <p>Bad content never throws: what is wrong becomes a {@link Problem}, and one broken workflow or step does not lose the
 * others. A text that is not JSON, holds one field twice or goes beyond a limit of the whole file loses all.
 */
public final class WorkflowReader {
    private static final String WORKFLOW_SHAPE = "write {\"name\": …, \"steps\": […]}";

    private final WorkflowLimits limits;
    private final Surroundings surroundings;
    private final boolean enabledIfAbsent;
    private final JsonReader json;

    private WorkflowReader(WorkflowLimits limits, Surroundings surroundings, boolean enabledIfAbsent) {
        this.limits = limits;
        this.surroundings = surroundings;
        this.enabledIfAbsent = enabledIfAbsent;
        this.json = new JsonReader(limits);
    }

    /** A reader of an application's own files: a workflow that does not say is enabled; see {@link #importing()}. */
    public static WorkflowReader create() {
        return new WorkflowReader(WorkflowLimits.DEFAULT, Surroundings.SYSTEM, true);
    }

    /** A reader of files that come from elsewhere: a workflow that does not say it is enabled is not. */
    public WorkflowReader importing() {
        return new WorkflowReader(limits, surroundings, false);
    }

    public WorkflowReader withLimits(WorkflowLimits newLimits) {
        return new WorkflowReader(newLimits, surroundings, enabledIfAbsent);
    }

    /** @param ids gives the ids that are missing: of workflows, folders, steps; called while reading */
    public WorkflowReader withIds(Supplier<String> ids) {
        return new WorkflowReader(limits, new Surroundings(ids, surroundings.clock()), enabledIfAbsent);
    }

    /** @param clock gives the times that are missing */
    public WorkflowReader withClock(InstantSource clock) {
        return new WorkflowReader(limits, new Surroundings(surroundings.ids(), clock), enabledIfAbsent);
    }

    /** @throws IOException if the file cannot be read, which says nothing about its content */
    public WorkflowFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /**
     * Reads to the end, or until the size limit is passed. Does not close the stream.
     *
     * @throws IOException if the stream cannot be read, which says nothing about its content
     */
    public WorkflowFile read(InputStream utf8) throws IOException {
        return read(utf8.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limits.maxBytes() + 1L)));
    }

    /** Reads UTF-8, with or without a byte order mark. */
    public WorkflowFile read(byte[] utf8) {
        return read(() -> json.read(utf8));
    }

    public WorkflowFile read(String text) {
        return read(() -> json.read(text));
    }

    /**
     * As {@link #read(String)}, from an object that was parsed already; the counterpart of {@link
     * WorkflowWriter#fields(Workflow)}. Of the limits, those of a text have no meaning here.
     *
     * @param json plain JSON values: nulls, truth values, numbers, texts, lists, maps; copied
     */
    public WorkflowFile read(Map<String, ? extends @Nullable Object> json) {
        return read(() -> plainCopy(json));
    }

    private static Map<String, @Nullable Object> plainCopy(Map<String, ? extends @Nullable Object> json)
            throws UnreadableFileException {
        try {
            return HostValue.dictionary(json);
        } catch (IllegalArgumentException e) {
            throw new UnreadableFileException(
                    ProblemCode.LIMIT_EXCEEDED,
                    Place.file(""),
                    String.valueOf(e.getMessage()),
                    "use flatter values and shorter numbers");
        }
    }

    private interface Source {
        @Nullable
        Object root() throws UnreadableFileException;
    }

    private WorkflowFile read(Source source) {
        try {
            FileShape shape = FileShape.of(source.root());
            checkCount("maxWorkflows", limits.maxWorkflows(), shape.workflows());
            checkCount("maxFolders", limits.maxFolders(), shape.folders());
            return read(shape);
        } catch (UnreadableFileException unreadable) {
            return WorkflowFile.unreadable(unreadable.problem());
        }
    }

    private static void checkCount(String limit, int max, List<?> elements) throws UnreadableFileException {
        if (elements.size() > max) {
            throw new UnreadableFileException(
                    ProblemCode.LIMIT_EXCEEDED,
                    Place.file(""),
                    "the file has " + elements.size() + " workflows or folders, more than " + limit + " = " + max,
                    "split the file, or raise the limit in WorkflowLimits");
        }
    }

    private WorkflowFile read(FileShape shape) {
        List<Problem> problems = new ArrayList<>();
        List<Folder> folders = folders(shape, problems);
        List<WorkflowFile.Entry> entries = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < shape.workflows().size(); i++) {
            workflow(shape, i, problems)
                    .map(entry -> shape.oneFolder() ? inFolder(entry, folders) : entry)
                    .ifPresent(entry -> entries.add(ids.add(entry.workflow().id()) ? entry : repeated(entry)));
        }
        return new WorkflowFile(entries, folders, problems);
    }

    private List<Folder> folders(FileShape shape, List<Problem> problems) {
        FolderReader reader = new FolderReader(surroundings, problems);
        List<Folder> folders = new ArrayList<>();
        for (int i = 0; i < shape.folders().size(); i++) {
            reader.read(shape.folders().get(i), shape.pathOfFolder(i)).ifPresent(folders::add);
        }
        return FolderTree.of(folders, problems);
    }

    private Optional<WorkflowFile.Entry> workflow(FileShape shape, int index, List<Problem> fileProblems) {
        if (!(FileShape.inner(shape.workflows().get(index)) instanceof Map<?, ?> object)) {
            fileProblems.add(Problem.error(
                    ProblemCode.WRONG_TYPE,
                    Place.file(shape.pathOf(index)),
                    "a workflow must be an object, but was "
                            + Excerpt.quoted(shape.workflows().get(index)),
                    WORKFLOW_SHAPE));
            return Optional.empty();
        }
        if (!KnownFields.isWorkflow(object)) {
            fileProblems.add(Problem.error(
                    ProblemCode.INVALID_SHAPE,
                    Place.file(shape.pathOf(index)),
                    "this object is no workflow: none of its fields " + Excerpt.quoted(object.keySet())
                            + " is one of a workflow",
                    WORKFLOW_SHAPE));
            return Optional.empty();
        }
        DefinitionReader reader = new DefinitionReader(object, limits, surroundings);
        Optional<Workflow> workflow = reader.read(enabledIfAbsent);
        if (workflow.isEmpty()) {
            fileProblems.addAll(reader.problems());
        }
        return workflow.map(read -> new WorkflowFile.Entry(read, reader.problems()));
    }

    private static WorkflowFile.Entry inFolder(WorkflowFile.Entry entry, List<Folder> folders) {
        if (entry.workflow().folderId().isPresent() || folders.isEmpty()) {
            return entry;
        }
        Optional<String> folder = Optional.of(folders.get(0).id());
        return new WorkflowFile.Entry(entry.workflow().withFolderId(folder), entry.problems());
    }

    private static WorkflowFile.Entry repeated(WorkflowFile.Entry entry) {
        List<Problem> problems = new ArrayList<>(entry.problems());
        problems.add(Problem.error(
                ProblemCode.DUPLICATE_WORKFLOW_ID,
                Place.workflow(entry.workflow().name(), "id"),
                "the id " + Excerpt.quoted(entry.workflow().id()) + " belongs to another workflow of this file already",
                "give this workflow an id of its own"));
        return new WorkflowFile.Entry(entry.workflow(), problems);
    }
}
