package dev.millrace.workflow;

import java.util.List;
import java.util.stream.Collectors;

/** A text that is not exactly one workflow without errors; carries all problems. */
public final class WorkflowFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    private final transient List<Problem> problems;

    /** @param problems at least one */
    public WorkflowFormatException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** All problems, warnings too, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        String first = problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("\n"));
        int more = problems.size() - SHOWN;
        return more > 0 ? first + "\nand " + more + " more" : first;
    }
}
