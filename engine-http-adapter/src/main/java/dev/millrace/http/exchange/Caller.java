package dev.millrace.http.exchange;

import java.util.Set;

/**
 * Who makes a request.
 *
 * @param name the device or account, for logs and for what it owns; empty for nobody in particular
 * @param session what its requests are counted under; for a caller without a session, its address
 * @param permissions what it may do
 */
public record Caller(String name, String session, Set<Permission> permissions) {
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /** Somebody without a credential, known by the address alone. */
    public static Caller anonymous(String address) {
        return new Caller("", address, Set.of());
    }

    public boolean may(Permission permission) {
        return permission == Permission.NONE || permissions.contains(permission);
    }
}
