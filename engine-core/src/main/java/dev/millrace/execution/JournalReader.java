package dev.millrace.execution;

import dev.millrace.store.JournalRecord;
import dev.millrace.store.StoredExecution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of a {@link Journal} together: a snapshot, and on it the changes of every page in the order in which
 * they were written. What a later record says of a page takes the place of what was said before, but for outputs and
 * variables, of which only those are written that have changed; and it ends what was said of the children.
 */
final class JournalReader {
    /** By path. A child that has ended moves to the end, so that children are in the order of their ends. */
    private final Map<String, Map<String, @Nullable Object>> pages = new LinkedHashMap<>();

    private final Map<Long, Map<String, @Nullable Object>> signals = new LinkedHashMap<>();
    private final List<Object> keys = new ArrayList<>();
    private boolean paused;
    private @Nullable String stop;

    private JournalReader() {}

    /** @throws UnreadableJournalException if it is no journal of this engine's */
    static ExecutionSnapshot read(StoredExecution stored) {
        JournalReader reader = new JournalReader();
        for (JournalRecord entry : stored.records()) {
            reader.take(entry);
        }
        return new ExecutionSnapshot(
                stored.executionId(), stored.workflowId(), stored.definitionHash(), reader.whole());
    }

    private void take(JournalRecord entry) {
        Map<String, @Nullable Object> content = StateJson.read(entry.content());
        if (entry.kind() == JournalRecord.Kind.SNAPSHOT) {
            takeSnapshot(content);
        } else if (content.containsKey("page")) {
            takeChange(String.valueOf(content.get("page")), object(content, "state"));
        } else if (content.containsKey("signal")) {
            takeSignal(object(content, "signal"));
            if (content.get("key") instanceof String key) {
                keys.add(key);
            }
        } else if (content.containsKey("paused")) {
            paused = Boolean.TRUE.equals(content.get("paused"));
        } else if (content.containsKey("stop")) {
            stop = String.valueOf(content.get("stop"));
        } else {
            throw new UnreadableJournalException("record " + entry.number() + " says nothing this version understands");
        }
    }

    private void takeSnapshot(Map<String, @Nullable Object> state) {
        pages.clear();
        signals.clear();
        keys.clear();
        keys.addAll(list(state.remove("signalKeys")));
        pages.put("", state);
        paused = Boolean.TRUE.equals(state.get("paused"));
        stop = (String) state.get("end");
        for (Object signal : list(state.remove("signals"))) {
            takeSignal(asObject(signal));
        }
    }

    private void takeSignal(Map<String, @Nullable Object> signal) {
        signals.put(((Number) Objects.requireNonNull(signal.get("number"))).longValue(), signal);
    }

    private void takeChange(String path, Map<String, @Nullable Object> change) {
        for (Object number : list(change.remove("taken"))) {
            signals.remove(((Number) number).longValue());
        }
        pages.keySet().removeIf(other -> other.length() > path.length() && other.startsWith(path));
        Map<String, @Nullable Object> before = pages.getOrDefault(path, Map.of());
        Map<String, @Nullable Object> after = merged(before, change);
        if (Course.Phase.OVER.name().equals(after.get("phase"))) {
            pages.remove(path);
        }
        pages.put(path, after);
    }

    private static Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> change) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>(change);
        for (String constant : Execution.NEVER_CHANGES) {
            if (before.containsKey(constant)) {
                after.putIfAbsent(constant, before.get(constant));
            }
        }
        after.put("outputs", united(object(before, "outputs"), object(change, "outputs")));
        after.put("variables", mergedVariables(object(before, "variables"), object(change, "variables")));
        after.put("blocks", mergedBlocks(list(before.get("blocks")), list(change.get("blocks"))));
        return after;
    }

    private static Map<String, @Nullable Object> mergedVariables(
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> change) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>(change);
        after.put("values", SnapshotValue.united(before.get("values"), change.get("values")));
        after.put("makers", united(object(before, "makers"), object(change, "makers")));
        return after;
    }

    /** A block that stands where it stood keeps the items that were written when it was entered. */
    private static List<Object> mergedBlocks(List<?> before, List<?> change) {
        List<Object> after = new ArrayList<>();
        for (int depth = 0; depth < change.size(); depth++) {
            Map<String, @Nullable Object> block = asObject(change.get(depth));
            after.add(Frame.isProgressOfForEach(block) ? united(asObject(before.get(depth)), block) : block);
        }
        return after;
    }

    private static Map<String, @Nullable Object> united(
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> change) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(before);
        all.putAll(change);
        return all;
    }

    // ---------------------------------------------------------------- the whole

    private Map<String, @Nullable Object> whole() {
        Map<String, @Nullable Object> root = withChildren("");
        root.put("signals", List.copyOf(signals.values()));
        root.put("signalKeys", List.copyOf(keys));
        if (stop != null) {
            root.put("end", stop);
        }
        return root;
    }

    private Map<String, @Nullable Object> withChildren(String path) {
        Map<String, @Nullable Object> page = new LinkedHashMap<>(Objects.requireNonNull(pages.get(path)));
        page.put("paused", paused);
        if (!page.containsKey("children")) {
            return page;
        }
        List<Object> children = new ArrayList<>();
        for (String other : pages.keySet()) {
            if (isChild(path, other)) {
                children.add(withChildren(other));
            }
        }
        if (!children.isEmpty()) {
            Map<String, @Nullable Object> group = new LinkedHashMap<>(object(page, "children"));
            group.put("written", children);
            page.put("children", group);
        } else if (object(page, "children").containsKey("begun")) {
            // none of them has written anything: the step begins anew
            page.remove("children");
            page.remove("wait");
            page.put("phase", Course.Phase.RUNNABLE.name());
        }
        return page;
    }

    private static boolean isChild(String path, String other) {
        return other.length() > path.length()
                && other.startsWith(path)
                && other.indexOf('/', path.length()) == other.length() - 1;
    }

    // ---------------------------------------------------------------- reading

    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> within, String name) {
        Object value = within.get(name);
        return value == null ? Map.of() : asObject(value);
    }

    @SuppressWarnings("unchecked") // objects of JSON have text keys
    private static Map<String, @Nullable Object> asObject(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new UnreadableJournalException("there is no object where one is expected");
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
