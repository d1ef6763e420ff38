package dev.millrace.launcher;

import dev.millrace.Millrace;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.WorkflowFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that is wrong with a workflow of a file: what the reader found, then what the compiler found. */
final class CheckedWorkflow {
    private CheckedWorkflow() {}

    static List<Problem> problems(Millrace millrace, WorkflowFile.Entry entry) {
        Set<Problem> problems = new LinkedHashSet<>(entry.problems());
        problems.addAll(millrace.check(entry.workflow()));
        return List.copyOf(problems);
    }
}
