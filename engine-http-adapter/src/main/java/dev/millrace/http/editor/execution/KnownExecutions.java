package dev.millrace.http.editor.execution;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.exchange.Failure;
import dev.millrace.observe.ExecutionView;
import java.util.Optional;

/** Executions by id: those under way as the engine has them, the others as its history keeps them. */
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
        return history.find(id).orElseThrow(() -> unknown(id));
    }

    static Failure unknown(String id) {
        return Failure.of(EditorError.EXECUTION_NOT_FOUND).with("executionId", id);
    }
}
