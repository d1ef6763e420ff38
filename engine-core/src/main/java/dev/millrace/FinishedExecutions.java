package dev.millrace;

import dev.millrace.execution.Execution;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest executions that are over. In the order of their ends and by no other measure: a cache that keeps what is asked
 * for most would turn new ones away as soon as it is full. Thread-safe.
 */
final class FinishedExecutions {
    private static final int MAX_EXECUTIONS = 10_000;

    private final Map<String, Execution> byId = new LinkedHashMap<>(); // guarded by this

    synchronized void add(Execution execution) {
        byId.put(execution.id(), execution);
        if (byId.size() > MAX_EXECUTIONS) {
            Iterator<String> oldest = byId.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized @Nullable Execution find(String id) {
        return byId.get(id);
    }
}
