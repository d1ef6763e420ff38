package dev.millrace.http.editor.workflow;

import dev.millrace.http.exchange.Failure;
import dev.millrace.workflow.Workflow;
import java.util.Optional;
import java.util.function.Predicate;

/** What others ask of the workflows that a {@link Library} keeps. Thread-safe. */
public interface WorkflowRule {
    /**
     * A workflow as it is to be stored.
     *
     * @param stored the one with its id as it is stored now; empty for a new one
     * @param seen true for workflows that the caller may be told of
     * @throws Failure if it may not be stored
     */
    Workflow stored(Workflow wanted, Optional<Workflow> stored, Predicate<Workflow> seen);

    /** A stored workflow as it is shown to others: without secrets. Saved as it is, it means the same as before. */
    Workflow shown(Workflow stored);

    /**
     * A copy that may be stored beside the workflow it was made of.
     *
     * @param source as it is stored
     * @param copy under its own id, as it would be shown
     */
    Workflow copied(Workflow source, Workflow copy);
}
