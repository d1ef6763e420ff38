package dev.millrace.work;

import dev.millrace.value.PlainValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of whom. Immutable.
 *
 * @param name for people to read
 * @param assignees who may complete the item; at least one, each once
 * @param actions what they can choose from; at least one, each once
 * @param data what else belongs to the item, plain values; for the application
 */
public record Assignment(
        Kind kind,
        String name,
        List<String> assignees,
        Mode mode,
        List<String> actions,
        Map<String, @Nullable Object> data) {
    /** What a person is to do. */
    public enum Kind {
        /** To submit what starts the process. */
        START,
        /** To decide. */
        APPROVE,
        /** To fill something in. */
        FILL
    }

    /** Whose answers are needed. */
    public enum Mode {
        /** The first one decides. */
        ANY,
        /** Everybody's. */
        ALL
    }

    public Assignment {
        assignees = List.copyOf(assignees);
        actions = List.copyOf(actions);
        data = PlainValue.dictionary(data);
        if (assignees.isEmpty() || actions.isEmpty()) {
            throw new IllegalArgumentException("a work item needs at least one assignee and one action, but has "
                    + assignees.size() + " and " + actions.size());
        }
    }
}
