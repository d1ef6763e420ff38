package dev.millrace.http.editor.workflow;

import dev.millrace.history.HistoryFilter;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.ProblemForm;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Sight;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Place;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The engine's workflows and folders, as the requests of one caller find and change them. A workflow of an organization that
 * the caller does not see is not there; only its id and its name are taken. Folders are everybody's. Thread-safe.
 *
 * <p>A change reads what is there, looks whether the new state is allowed, and writes it. Stores have no operation for the
 * three at once, so that changes through one API take turns: two edits of one workflow keep both, of two creations under
 * one name the second is refused. The host's own deployments do not take part.
 */
public final class Library {
    /** The member of a workflow that says whose it is. */
    static final String ORGANIZATION = "orgId";

    private final Libraries all;
    private final Sight sight;

    Library(Libraries all, Sight sight) {
        this.all = all;
        this.sight = sight;
    }

    /** Runs {@code change} when it is its turn. Inside, another one may be run. */
    public <T> T change(Supplier<T> change) {
        all.turn.lock();
        try {
            return change.get();
        } finally {
            all.turn.unlock();
        }
    }

    /** The time by the API's clock. */
    public Instant now() {
        return Instant.ofEpochMilli(all.clock.epochMillis());
    }

    public List<Workflow> workflows() {
        return seen().map(all.rule::shown).toList();
    }

    private Stream<Workflow> seen() {
        return all.engine.workflows().list().stream().filter(this::isSeen);
    }

    public Optional<Workflow> find(String workflowId) {
        return stored(workflowId).filter(this::isSeen).map(all.rule::shown);
    }

    private Optional<Workflow> stored(String workflowId) {
        return all.engine.workflows().find(workflowId);
    }

    private boolean isSeen(Workflow workflow) {
        return sight.sees(organization(workflow));
    }

    /** Empty for none. What is no text names an organization that nobody has. */
    private static String organization(Workflow workflow) {
        Object id = workflow.extras().get(ORGANIZATION);
        return id == null ? "" : id.toString();
    }

    /** @throws Failure if there is none */
    public Workflow workflow(String workflowId) {
        return find(workflowId).orElseThrow(() -> notFound(workflowId));
    }

    /**
     * A workflow as it is stored, with its secrets: to be executed and not to be shown.
     *
     * @throws Failure if there is none
     */
    public Workflow executable(String workflowId) {
        return stored(workflowId).filter(this::isSeen).orElseThrow(() -> notFound(workflowId));
    }

    private static Failure notFound(String workflowId) {
        return Failure.of(EditorError.WORKFLOW_NOT_FOUND).with("workflowId", workflowId);
    }

    /**
     * True if what belongs to a workflow is there for the caller. To one who does not see everything, what belongs to a
     * workflow that nobody knows any more is not.
     */
    public boolean sees(String workflowId) {
        return sight.isEverything() || stored(workflowId).filter(this::isSeen).isPresent();
    }

    /** True if a workflow has this id and is not seen: it cannot be replaced. */
    public boolean hides(String workflowId) {
        return stored(workflowId).filter(workflow -> !isSeen(workflow)).isPresent();
    }

    /** True if there are workflows directly in a folder that are not seen. */
    public boolean hidesIn(Folder folder) {
        return !sight.isEverything()
                && all.engine.workflows().list().stream()
                        .filter(workflow -> workflow.folderId().equals(Optional.of(folder.id())))
                        .anyMatch(workflow -> !isSeen(workflow));
    }

    /** The executions that there are for the caller: those of the workflows it sees. */
    public HistoryFilter executions() {
        HistoryFilter any = HistoryFilter.any();
        return sight.isEverything()
                ? any
                : any.ofWorkflows(seen().map(Workflow::id).collect(Collectors.toSet()));
    }

    /** Those of one workflow; none if it is not seen. */
    public HistoryFilter executionsOf(String workflowId) {
        return HistoryFilter.any().ofWorkflows(sees(workflowId) ? Set.of(workflowId) : Set.of());
    }

    public List<Folder> folders() {
        return all.engine.folders().list();
    }

    /** @throws Failure if there is none */
    public Folder folder(String folderId) {
        return all.engine
                .folders()
                .find(folderId)
                .orElseThrow(() -> Failure.of(EditorError.FOLDER_NOT_FOUND).with("folderId", folderId));
    }

    /** @throws Failure if another workflow has this name, and may not */
    public void refuseTakenName(String name) {
        if (isTaken(name)) {
            throw Failure.of(EditorError.WORKFLOW_EXISTS).with("name", name);
        }
    }

    /** True if a workflow has this name, and no other may have it too. Names are unique among what is not seen as well. */
    public boolean isTaken(String name) {
        return all.uniqueNames
                && all.engine.workflows().list().stream()
                        .anyMatch(workflow -> workflow.name().equals(name));
    }

    /**
     * Stores a workflow as modified now, and arms its triggers if it is enabled.
     *
     * @throws Failure if the rule refuses it, one with its id is not seen, or its organization is not; nothing is changed then
     */
    public Workflow save(Workflow workflow) {
        return change(() -> {
            Optional<Workflow> stored = stored(workflow.id());
            refuseUnseen(workflow);
            Workflow modified = all.rule.stored(workflow, stored, this::isSeen).withModifiedAt(now());
            all.engine.deploy(modified);
            return all.rule.shown(modified);
        });
    }

    private void refuseUnseen(Workflow workflow) {
        if (hides(workflow.id())) {
            throw Failure.of(EditorError.WORKFLOW_EXISTS).with("workflowId", workflow.id());
        }
        sight.problem(organization(workflow)).ifPresent(message -> {
            Problem problem = Problem.error(
                    ProblemCode.INVALID_VALUE,
                    Place.workflow(workflow.name(), ORGANIZATION),
                    message,
                    "leave " + ORGANIZATION + " out, or name an organization of the caller's own");
            throw Failure.of(EditorError.INVALID_WORKFLOW, EditorError.INVALID_WORKFLOW.message() + ": " + message)
                    .with("problems", ProblemForm.all(List.of(problem)));
        });
    }

    /** Stores a copy of a workflow, as {@link #save} does. */
    public Workflow saveCopy(Workflow source, Workflow copy) {
        return change(() -> {
            refuseUnseen(copy);
            Workflow stored = stored(source.id()).orElse(source);
            Workflow modified = all.rule.copied(stored, copy).withModifiedAt(now());
            all.engine.deploy(modified);
            return all.rule.shown(modified);
        });
    }

    /** Deletes a workflow, unless it is not seen by now, and disarms its triggers; what runs goes on. */
    public void delete(Workflow workflow) {
        change(() -> !hides(workflow.id()) && all.engine.undeploy(workflow.id()));
    }

    public void save(Folder folder) {
        all.engine.folders().save(folder);
    }

    /** Deletes a folder alone. */
    public void delete(Folder folder) {
        all.engine.folders().delete(folder.id());
    }

    /** What keeps a workflow from being executed, and what may be a mistake in it. */
    public List<Problem> check(Workflow workflow) {
        return all.engine.check(workflow);
    }
}
