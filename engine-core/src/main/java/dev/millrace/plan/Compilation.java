package dev.millrace.plan;

import dev.millrace.workflow.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of compiling a workflow.
 *
 * @param plan null if the problems hold an error
 * @param problems all of them, in the order of the steps
 */
public record Compilation(@Nullable Plan plan, List<Problem> problems) {
    public Compilation {
        problems = List.copyOf(problems);
    }

    public Optional<Plan> runnable() {
        return Optional.ofNullable(plan);
    }
}
