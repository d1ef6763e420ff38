package dev.millrace.http.access;

import dev.millrace.http.exchange.Permission;
import java.time.Instant;
import java.util.Set;

/**
 * What a device was granted. Access tokens name it; it ends when it is revoked or not renewed in time.
 *
 * @param refreshId the id of the one refresh token that is good now
 * @param expiresAt when that token ends
 */
public record Session(
        String id,
        String deviceId,
        String deviceName,
        Set<Permission> permissions,
        String refreshId,
        Instant expiresAt) {
    public Session {
        permissions = Set.copyOf(permissions);
    }

    Session renewed(String newRefreshId, Instant newEnd) {
        return new Session(id, deviceId, deviceName, permissions, newRefreshId, newEnd);
    }
}
