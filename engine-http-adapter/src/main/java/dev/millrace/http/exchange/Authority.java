package dev.millrace.http.exchange;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody may do: what the permissions open, and of that only the operations on the list, if there is one; and with whose
 * things. Immutable.
 *
 * @param permissions of all roles together
 * @param operations ids of operations; an empty list shuts everything, no list leaves it to the permissions
 * @param sight what there is for it
 */
public record Authority(Set<Permission> permissions, Optional<Set<String>> operations, Sight sight) {
    public static final Authority NONE = new Authority(Set.of(), Optional.empty(), Sight.of(Set.of()));

    public Authority {
        // made for each request: bits are copied as bits, and what cannot change is not copied
        permissions = permissions instanceof EnumSet<Permission> bits
                ? Collections.unmodifiableSet(bits.clone())
                : Set.copyOf(permissions);
        operations = operations.map(Set::copyOf);
    }

    /** All that the permissions open, with everybody's things. */
    public static Authority of(Set<Permission> permissions) {
        return new Authority(permissions, Optional.empty(), Sight.EVERYTHING);
    }

    /** True if it has the permission, whatever operation it is for. */
    public boolean has(Permission permission) {
        return permissions.contains(permission);
    }

    boolean allows(Permission permission, String operationId) {
        boolean isListed = operations.isEmpty() || operations.get().contains(operationId);
        return has(permission) && isListed;
    }
}
