package dev.millrace;

import dev.millrace.store.StoredExecution;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link Millrace#recover} has found.
 *
 * @param restored how many executions go on
 * @param broken those that cannot
 */
public record Recovery(int restored, List<Broken> broken) {
    public Recovery {
        broken = List.copyOf(broken);
    }

    /**
     * An execution that cannot go on. It stays in its store.
     *
     * @param why such as a definition that is not to be had, or a journal that cannot be read
     */
    public record Broken(String executionId, String workflowId, String why) {}

    /** Counts while the store is read. */
    static final class Count {
        private int restored;
        private final List<Broken> broken = new ArrayList<>();

        void restored() {
            restored++;
        }

        void broken(StoredExecution stored, RuntimeException cause) {
            broken.add(new Broken(stored.executionId(), stored.workflowId(), String.valueOf(cause.getMessage())));
        }

        Recovery recovery() {
            return new Recovery(restored, broken);
        }
    }
}
