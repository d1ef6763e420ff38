package dev.millrace;

import dev.millrace.execution.Execution;
import dev.millrace.recent.Recent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The executions that somebody has the id of: those under way here, and the newest that are over. These go in the order of
 * their ends and by no other measure: a cache that keeps what is asked for most would turn new ones away as soon as it is
 * full. Thread-safe.
 */
final class NamedExecutions {
    private static final int MAX_ENDED = 10_000;

    private final Map<String, StartedExecution> underWay = new ConcurrentHashMap<>();
    private final Recent<EndedExecution> ended = new Recent<>(MAX_ENDED, EndedExecution::id);

    /** One whose id is that of one that is over has been restored since. */
    @Nullable
    ExecutionHandle find(String id) {
        ExecutionHandle known = underWay.get(id);
        return known == null ? ended.find(id).orElse(null) : known;
    }

    /** One that is not over. */
    Optional<StartedExecution> underWay(String id) {
        return Optional.ofNullable(underWay.get(id)).filter(known -> !known.isOver());
    }

    void begin(String id, Execution execution) {
        underWay.put(id, new StartedExecution(execution));
    }

    /** False if another one has the id. */
    boolean claim(String id, Execution execution) {
        StartedExecution claiming = new StartedExecution(execution);
        if (ended.find(id).isPresent() || underWay.putIfAbsent(id, claiming) != null) {
            return false;
        }
        // one that came and went meanwhile was among those that are over before it left the others
        boolean isFree = ended.find(id).isEmpty();
        if (!isFree) {
            underWay.remove(id, claiming);
        }
        return isFree;
    }

    void end(EndedExecution execution) {
        ended.add(execution);
        underWay.remove(execution.id());
    }

    /** It goes on elsewhere, or later. */
    void leave(Execution execution) {
        underWay.computeIfPresent(execution.id(), (id, known) -> known.execution() == execution ? null : known);
    }
}
