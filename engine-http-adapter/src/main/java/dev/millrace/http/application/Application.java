package dev.millrace.http.application;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A third-party application. Its user is no entity of its own: it is the application, seen by those who log in, so the two
 * come, change and go together. Immutable.
 *
 * @param description empty for none
 * @param others the configuration of modes that do nothing here, as it was sent
 * @param creatorId of the user or device that made it
 * @param operations the operations it was granted; empty if its roles alone decide
 */
public record Application(
        String id,
        String name,
        String description,
        Provider provider,
        List<IntegrationMode> modes,
        ApiServer apiServer,
        Map<IntegrationMode, Map<String, Object>> others,
        boolean enabled,
        String creatorId,
        Instant createdAt,
        Optional<Set<String>> operations) {
    public Application {
        modes = List.copyOf(modes);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        operations = operations.map(Set::copyOf);
    }

    Application withApiServer(ApiServer changed) {
        return new Application(
                id, name, description, provider, modes, changed, others, enabled, creatorId, createdAt, operations);
    }

    Application withOperations(Optional<Set<String>> granted) {
        return new Application(
                id, name, description, provider, modes, apiServer, others, enabled, creatorId, createdAt, granted);
    }

    /** As enabled or disabled as another one. */
    Application inStateOf(Application other) {
        return new Application(
                id,
                name,
                description,
                provider,
                modes,
                apiServer,
                others,
                other.enabled(),
                creatorId,
                createdAt,
                operations);
    }

    /** The same one, as it was made by this creator at that time and granted so much. */
    Application madeBy(String creator, Instant time, Optional<Set<String>> granted) {
        return new Application(
                id, name, description, provider, modes, apiServer, others, enabled, creator, time, granted);
    }
}
