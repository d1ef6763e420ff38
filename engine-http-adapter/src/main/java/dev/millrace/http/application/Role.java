package dev.millrace.http.application;

import dev.millrace.http.exchange.Permission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A role: what those who have it may do. Immutable.
 *
 * @param actions by resource, such as {@code workflow} with {@code query} and {@code execute}
 */
public record Role(
        String id, String name, String description, boolean enabled, String groupId, Map<String, Set<String>> actions)
        implements Registry.Entry {
    public Role {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        actions.forEach((resource, some) -> copy.put(resource, Set.copyOf(some)));
        actions = Collections.unmodifiableMap(copy);
    }

    /** The roles there are from the beginning: everything; looking and executing; looking. */
    static List<Role> builtIn() {
        Set<Permission> operator = new TreeSet<>(Permission.queries());
        operator.addAll(Permission.executions());
        return List.of(
                of(ADMINISTRATOR, "Administrator", Permission.everything()),
                of("role-operator", "Operator", operator),
                of("role-viewer", "Viewer", Permission.queries()));
    }

    static final String ADMINISTRATOR = "role-admin";

    private static Role of(String id, String name, Set<Permission> permissions) {
        Map<String, Set<String>> actions = new TreeMap<>();
        permissions.forEach(permission -> actions.computeIfAbsent(permission.resource(), unused -> new TreeSet<>())
                .add(permission.action()));
        return new Role(id, name, "", true, "", actions);
    }

    /** What it permits here; what others know of and this server does not is left out. */
    EnumSet<Permission> permissions() {
        EnumSet<Permission> permitted = EnumSet.noneOf(Permission.class);
        if (enabled) {
            for (Permission permission : Permission.everything()) {
                if (actions.getOrDefault(permission.resource(), Set.of()).contains(permission.action())) {
                    permitted.add(permission);
                }
            }
        }
        return permitted;
    }
}
