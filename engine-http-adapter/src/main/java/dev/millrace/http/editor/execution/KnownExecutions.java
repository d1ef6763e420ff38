package dev.millrace.http.editor.execution;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.HistoryFilter;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.exchange.Failure;
import dev.millrace.observe.ExecutionView;
import dev.millrace.peer.Instruction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Executions by id: those under way as the engine has them, the others as its history keeps them. Of one that is under way
 * on another engine with the same history there is what that says: who, since when, and its log.
 */
public final class KnownExecutions {
    private final Millrace engine;
    private final ExecutionHistory history;

    public KnownExecutions(Millrace engine, ExecutionHistory history) {
        this.engine = engine;
        this.history = history;
    }

    /** One that has not ended. */
    public Optional<ExecutionHandle> running(String id) {
        return engine.find(id).filter(execution -> !execution.isOver());
    }

    /** @throws Failure {@link EditorError#EXECUTION_NOT_FOUND} if it is not known, or was deleted */
    public ExecutionView view(String id) {
        Optional<ExecutionHandle> running = running(id);
        if (running.isPresent()) {
            return running.get().view();
        }
        return history.find(id).or(() -> elsewhere(id)).orElseThrow(() -> unknown(id));
    }

    /** @throws Failure {@link EditorError#EXECUTION_NOT_FOUND} if it is not known, or under way */
    public ExecutionView over(String id) {
        return history.find(id).orElseThrow(() -> unknown(id));
    }

    private Optional<ExecutionView> elsewhere(String id) {
        return history.list(HistoryFilter.any().ofExecution(id), 0, 1).executions().stream()
                .filter(found -> !found.status().isFinal())
                .map(this::known)
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
                history.log(found.executionId()));
    }

    /**
     * Asks an execution to stop, wherever it is under way.
     *
     * @return false if it is not under way
     */
    boolean stop(String id) {
        return engine.send(id, new Instruction.Cancel());
    }

    static Failure unknown(String id) {
        return Failure.of(EditorError.EXECUTION_NOT_FOUND).with("executionId", id);
    }
}
