package dev.millrace;

import dev.millrace.workflow.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A workflow that cannot be started because it has errors. Carries all its problems, warnings too. */
public final class InvalidWorkflowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidWorkflowException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
