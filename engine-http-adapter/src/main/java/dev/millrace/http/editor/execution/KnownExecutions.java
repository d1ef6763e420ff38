package dev.millrace.http.editor.execution;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.HistoryFilter;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Failure;
import dev.millrace.observe.ExecutionView;
import dev.millrace.peer.Instruction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Executions by id: those under way as the engine has them, the others as its history keeps them. Of one that is under way
 * on another engine with the same history there is what that says: who, since when, and its log.
 */
public final class KnownExecutions {
    private final Millrace engine;
    private final ExecutionHistory history;
    private final Predicate<String> seesWorkflow;

    private KnownExecutions(Millrace engine, ExecutionHistory history, Predicate<String> seesWorkflow) {
        this.engine = engine;
        this.history = history;
        this.seesWorkflow = seesWorkflow;
    }

    /** Those of every workflow, whoever asks. */
    public static KnownExecutions all(Millrace engine, ExecutionHistory history) {
        return new KnownExecutions(engine, history, workflow -> true);
    }

    /** Those of the workflows in a library; others are as unknown as none. */
    public static KnownExecutions in(Library library, Millrace engine, ExecutionHistory history) {
        return new KnownExecutions(engine, history, library::sees);
    }

    /** One that has not ended. */
    public Optional<ExecutionHandle> running(String id) {
        return engine.find(id)
                .filter(execution -> !execution.isOver())
                .filter(execution -> seesWorkflow.test(execution.workflow().id()));
    }

    /** @throws Failure {@link EditorError#EXECUTION_NOT_FOUND} if it is not known, or was deleted */
    public ExecutionView view(String id) {
        Optional<ExecutionHandle> running = running(id);
        if (running.isPresent()) {
            return running.get().view();
        }
        return ended(id).or(() -> elsewhere(id)).orElseThrow(() -> unknown(id));
    }

    private Optional<ExecutionView> ended(String id) {
        return history.find(id).filter(view -> seesWorkflow.test(view.workflowId()));
    }

    private Optional<ExecutionView> elsewhere(String id) {
        return summary(id)
                .filter(found -> !found.status().isFinal())
                .filter(found -> seesWorkflow.test(found.workflowId()))
                .map(this::known);
    }

    private Optional<ExecutionSummary> summary(String id) {
        return history.list(HistoryFilter.any().ofExecution(id), 0, 1).executions().stream()
                .findFirst();
    }

    private ExecutionView known(ExecutionSummary found) {
        int steps = engine.workflows()
                .find(found.workflowId())
                .map(workflow -> workflow.steps().size())
                .orElse(0);
        return new ExecutionView(
                found.executionId(),
                found.workflowId(),
                found.workflowName(),
                found.triggeredBy(),
                "",
                found.status(),
                found.startedAt(),
                found.completedAt(),
                List.of(),
                steps,
                Map.of(),
                Map.of(),
                null,
                false,
                null,
                null,
                history.log(found.executionId()),
                Set.of());
    }

    /**
     * Asks an execution to stop, wherever it is under way.
     *
     * @return false if it is not under way, or not seen
     */
    boolean stop(String id) {
        return !isHidden(id) && engine.send(id, new Instruction.Cancel());
    }

    private boolean isHidden(String id) {
        return engine.find(id)
                .map(execution -> execution.workflow().id())
                .or(() -> summary(id).map(ExecutionSummary::workflowId))
                .filter(seesWorkflow.negate())
                .isPresent();
    }

    static Failure unknown(String id) {
        return Failure.of(EditorError.EXECUTION_NOT_FOUND).with("executionId", id);
    }
}
