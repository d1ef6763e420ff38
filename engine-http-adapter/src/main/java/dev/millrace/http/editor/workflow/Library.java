package dev.millrace.http.editor.workflow;

import dev.millrace.Millrace;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.exchange.Failure;
import dev.millrace.store.Clock;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The engine's workflows and folders, as requests find and change them. Thread-safe.
 *
 * <p>A change reads what is there, looks whether the new state is allowed, and writes it. Stores have no operation for the
 * three at once, so that changes through one API take turns: two edits of one workflow keep both, of two creations under
 * one name the second is refused. The host's own deployments do not take part.
 */
public final class Library {
    private final Millrace engine;
    private final Clock clock;
    private final boolean uniqueNames;
    private final WorkflowRule rule;
    private final ReentrantLock turn = new ReentrantLock();

    /** @param uniqueNames whether a second workflow of one name is refused (decision D4) */
    public Library(Millrace engine, Clock clock, boolean uniqueNames, WorkflowRule rule) {
        this.engine = engine;
        this.clock = clock;
        this.uniqueNames = uniqueNames;
        this.rule = rule;
    }

    /** Runs {@code change} when it is its turn. Inside, another one may be run. */
    public <T> T change(Supplier<T> change) {
        turn.lock();
        try {
            return change.get();
        } finally {
            turn.unlock();
        }
    }

    /** The time by the API's clock. */
    public Instant now() {
        return Instant.ofEpochMilli(clock.epochMillis());
    }

    public List<Workflow> workflows() {
        return engine.workflows().list().stream().map(rule::shown).toList();
    }

    public Optional<Workflow> find(String workflowId) {
        return engine.workflows().find(workflowId).map(rule::shown);
    }

    /** @throws Failure if there is none */
    public Workflow workflow(String workflowId) {
        return find(workflowId)
                .orElseThrow(() -> Failure.of(EditorError.WORKFLOW_NOT_FOUND).with("workflowId", workflowId));
    }

    public List<Folder> folders() {
        return engine.folders().list();
    }

    /** @throws Failure if there is none */
    public Folder folder(String folderId) {
        return engine.folders()
                .find(folderId)
                .orElseThrow(() -> Failure.of(EditorError.FOLDER_NOT_FOUND).with("folderId", folderId));
    }

    /** @throws Failure if another workflow has this name, and may not */
    public void refuseTakenName(String name) {
        if (isTaken(name)) {
            throw Failure.of(EditorError.WORKFLOW_EXISTS).with("name", name);
        }
    }

    /** True if a workflow has this name, and no other may have it too. */
    public boolean isTaken(String name) {
        return uniqueNames
                && engine.workflows().list().stream()
                        .anyMatch(workflow -> workflow.name().equals(name));
    }

    /**
     * Stores a workflow as modified now, and arms its triggers if it is enabled.
     *
     * @throws Failure if the rule refuses it; nothing is changed then
     */
    public Workflow save(Workflow workflow) {
        return change(() -> {
            Optional<Workflow> stored = engine.workflows().find(workflow.id());
            Workflow modified = rule.stored(workflow, stored).withModifiedAt(now());
            engine.deploy(modified);
            return rule.shown(modified);
        });
    }

    /** Stores a copy of a workflow, as {@link #save} does. */
    public Workflow saveCopy(Workflow source, Workflow copy) {
        return change(() -> {
            Workflow stored = engine.workflows().find(source.id()).orElse(source);
            Workflow modified = rule.copied(stored, copy).withModifiedAt(now());
            engine.deploy(modified);
            return rule.shown(modified);
        });
    }

    /** Deletes a workflow and disarms its triggers; what runs goes on. */
    public void delete(Workflow workflow) {
        engine.undeploy(workflow.id());
    }

    public void save(Folder folder) {
        engine.folders().save(folder);
    }

    /** Deletes a folder alone. */
    public void delete(Folder folder) {
        engine.folders().delete(folder.id());
    }

    /** What keeps a workflow from being executed, and what may be a mistake in it. */
    public List<Problem> check(Workflow workflow) {
        return engine.check(workflow);
    }
}
