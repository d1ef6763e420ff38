package dev.millrace.store.jdbc.execution;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Executions whose journals are known to be there, those that wrote lately: what follows in these can be inserted without a look
 * at them, which would take longer than the insert. Changes add and remove as they insert and delete, so in the order in
 * which the writer makes them, and do so again when they are made again. Thread-safe.
 */
final class KnownJournals {
    private static final int MOST = 20_000;

    private final Map<String, Boolean> byId = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    synchronized void add(String executionId) {
        byId.put(executionId, true);
    }

    synchronized void remove(String executionId) {
        byId.remove(executionId);
    }

    synchronized boolean contains(String executionId) {
        return byId.get(executionId) != null;
    }
}
