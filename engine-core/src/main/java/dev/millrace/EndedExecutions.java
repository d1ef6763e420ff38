package dev.millrace;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest executions that are over. In the order of their ends and by no other measure: a cache that keeps what is asked
 * for most would turn new ones away as soon as it is full. Thread-safe.
 */
final class EndedExecutions {
    private static final int MAX_EXECUTIONS = 10_000;

    private final Map<String, EndedExecution> byId = new LinkedHashMap<>(); // guarded by this

    synchronized void add(EndedExecution execution) {
        byId.put(execution.id(), execution);
        if (byId.size() > MAX_EXECUTIONS) {
            Iterator<String> oldest = byId.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized @Nullable EndedExecution find(String id) {
        return byId.get(id);
    }
}
