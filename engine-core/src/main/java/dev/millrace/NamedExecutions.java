package dev.millrace;

import dev.millrace.execution.Execution;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The executions that somebody has the id of: those under way here, and the newest that are over. These go in the order of
 * their ends and by no other measure: a cache that keeps what is asked for most would turn new ones away as soon as it is
 * full. Thread-safe.
 */
final class NamedExecutions {
    private static final int MAX_ENDED = 10_000;

    private final Map<String, ExecutionHandle> byId = new ConcurrentHashMap<>();
    /** Their ids, around the end of the array: as every execution passes here, nobody waits for another. */
    private final AtomicReferenceArray<@Nullable String> ended = new AtomicReferenceArray<>(MAX_ENDED);

    private final AtomicInteger next = new AtomicInteger();

    @Nullable
    ExecutionHandle find(String id) {
        return byId.get(id);
    }

    /** One that is not over. */
    Optional<StartedExecution> underWay(String id) {
        return byId.get(id) instanceof StartedExecution known && !known.isOver()
                ? Optional.of(known)
                : Optional.empty();
    }

    void begin(String id, Execution execution) {
        byId.put(id, new StartedExecution(execution));
    }

    /** False if another one has the id. */
    boolean claim(String id, Execution execution) {
        return byId.putIfAbsent(id, new StartedExecution(execution)) == null;
    }

    void end(EndedExecution execution) {
        byId.put(execution.id(), execution);
        int place = Integer.remainderUnsigned(next.getAndIncrement(), MAX_ENDED);
        String oldest = ended.getAndSet(place, execution.id());
        if (oldest != null) {
            // its id may have been restored since
            byId.computeIfPresent(oldest, (id, known) -> known instanceof EndedExecution ? null : known);
        }
    }

    /** It goes on elsewhere, or later. */
    void leave(Execution execution) {
        byId.computeIfPresent(
                execution.id(),
                (id, known) -> known instanceof StartedExecution own && own.execution() == execution ? null : known);
    }
}
