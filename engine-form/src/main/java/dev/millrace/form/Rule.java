package dev.millrace.form;

import dev.millrace.Expressions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens when an object changes: a workflow is started. Immutable.
 *
 * @param condition an expression over the members of the object; empty for always
 * @param async the change does not wait for it
 * @param blocking it is asked before the change is stored; where it fails, nothing is
 */
public record Rule(Event on, String condition, String workflowId, boolean async, boolean blocking) {
    /** A change that rules are about. */
    public enum Event {
        /** The data takes effect. */
        EFFECTIVE,
        /** Data in effect is no longer. */
        INVALID,
        /** Data in effect has changed. */
        UPDATED,
        CREATED,
        REMOVED;

        /** As forms write it, in lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Event> of(String id) {
            for (Event event : values()) {
                if (event.id().equals(id)) {
                    return Optional.of(event);
                }
            }
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if the condition cannot be read; the message says where */
    public Rule {
        if (!condition.isEmpty()) {
            Expressions.ofMembers(condition);
        }
    }

    boolean suits(Map<String, @Nullable Object> object) {
        return condition.isEmpty() || Expressions.ofMembers(condition).test(object);
    }
}
