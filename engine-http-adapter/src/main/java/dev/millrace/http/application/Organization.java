package dev.millrace.http.application;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of an organization. Immutable.
 *
 * @param code short name; empty for none
 * @param parentId the one it is a part of; empty for one at the top
 * @param sortIndex its place among those with the same parent
 */
public record Organization(String id, String code, String name, String parentId, long sortIndex)
        implements Registry.Entry {
    /** The ids of some organizations and of all that are parts of them. Ends even if some are parts of one another. */
    static Set<String> within(Collection<String> ids, List<Organization> all) {
        Map<String, List<String>> parts = new HashMap<>();
        all.forEach(one -> parts.computeIfAbsent(one.parentId(), unused -> new ArrayList<>())
                .add(one.id()));
        Set<String> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            if (found.add(next)) {
                open.addAll(parts.getOrDefault(next, List.of()));
            }
        }
        return found;
    }
}
