package dev.millrace.http.application;

import dev.millrace.http.access.Secret;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Principal;
import dev.millrace.store.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes and deletes applications. Thread-safe: changes come one at a time, so that what was checked still holds
 * when it is stored.
 */
final class Applications {
    private static final int MAX_APPLICATIONS = 1_000;

    private final ApplicationSettings settings;
    private final ApplicationReader reader;
    private final ApplicationForm form;
    private final Tokens tokens;
    private final Clock clock;
    private final Object changing = new Object();

    Applications(ApplicationSettings settings, Tokens tokens, Clock clock) {
        this.settings = settings;
        this.reader = new ApplicationReader(settings);
        this.form = new ApplicationForm(settings.keys());
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Does something that no change of an application, a role or an organization may come between. */
    <T> T change(Supplier<T> change) {
        synchronized (changing) {
            return change.get();
        }
    }

    Application find(String id) {
        return settings.applications()
                .find(id)
                .orElseThrow(() -> Failure.of(ApplicationError.NOT_FOUND, "application not found"));
    }

    /** The application whose user has this name and password. */
    Optional<Application> authenticate(String appId, String password) {
        return settings.applications()
                .findByAppId(appId)
                .filter(found -> Secret.of(settings.keys()
                                .openText(found.id(), found.apiServer().sealedKey()))
                        .matches(password));
    }

    /** Makes one, or changes the one with its id into it. */
    Application configure(Map<String, @Nullable Object> members, Principal creator) {
        Application written = reader.read(without(members, "state"));
        return change(() -> {
            Optional<Application> existing = settings.applications().find(written.id());
            existing.ifPresent(found -> refuseTakenId(found, written, creator));
            refuseTakenAppId(written);
            if (existing.isPresent()) {
                Application found = existing.get();
                return store(found, written.madeBy(found.creatorId(), found.createdAt(), found.operations()), creator);
            }
            if (settings.applications().all().size() >= MAX_APPLICATIONS) {
                throw Failure.of(ApplicationError.BUSINESS, "there are " + MAX_APPLICATIONS + " applications already");
            }
            Instant now = Instant.ofEpochMilli(clock.epochMillis());
            return store(null, written.madeBy(creator.id(), now, Optional.empty()), creator);
        });
    }

    /** Changes the members that are there, those of {@code apiServer} one by one. */
    Application change(String id, Map<String, @Nullable Object> members, Principal principal) {
        return change(() -> {
            Application found = find(id);
            Object sent = members.get("id");
            if (sent != null && !sent.equals(id)) {
                throw Failure.of(ApplicationError.ILLEGAL_ARGUMENT, "id must be that of the path, or absent");
            }
            Application written = reader.read(merged(form.whole(found, Locale.ROOT), members));
            refuseTakenAppId(written);
            return store(found, written.madeBy(found.creatorId(), found.createdAt(), found.operations()), principal);
        });
    }

    private static Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> whole, Map<String, @Nullable Object> changes) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(whole);
        merged.putAll(changes);
        if (whole.get("apiServer") instanceof Map<?, ?> before && changes.get("apiServer") instanceof Map<?, ?> after) {
            Map<String, @Nullable Object> server = Fields.members(before);
            server.putAll(Fields.members(after));
            merged.put("apiServer", server);
        }
        merged.put("id", whole.get("id"));
        return merged;
    }

    private static Map<String, @Nullable Object> without(Map<String, @Nullable Object> members, String name) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(members);
        rest.remove(name);
        return rest;
    }

    Application grant(String id, Optional<Set<String>> operations, Principal principal) {
        return change(() -> {
            Application granted = find(id).withOperations(operations);
            settings.applications().put(granted);
            audit("application.setGrant", id, Set.of("operations"), principal);
            return granted;
        });
    }

    Application delete(String id, Principal principal) {
        return change(() -> {
            Application found = find(id);
            settings.applications().remove(id);
            tokens.revokeAll(id);
            audit("application.delete", id, Set.of(), principal);
            return found;
        });
    }

    private static void refuseTakenId(Application existing, Application written, Principal creator) {
        boolean isOther =
                !existing.apiServer().appId().equals(written.apiServer().appId());
        boolean isForeign = !existing.creatorId().equals(creator.id())
                && !creator.authority().permissions().containsAll(Permission.everything());
        if (isOther || isForeign) {
            throw Failure.of(ApplicationError.BUSINESS, "application id exists: " + existing.id());
        }
    }

    private void refuseTakenAppId(Application written) {
        String appId = written.apiServer().appId();
        boolean isOfOther = settings.applications()
                .findByAppId(appId)
                .filter(other -> !other.id().equals(written.id()))
                .isPresent();
        if (isOfOther || settings.users().isTaken(appId)) {
            throw Failure.of(ApplicationError.BUSINESS, "appId exists");
        }
    }

    /** Stores what was read, its key sealed. */
    private Application store(@Nullable Application before, Application written, Principal principal) {
        String key = written.apiServer().sealedKey();
        ApiServer server = written.apiServer();
        Set<String> changed = new TreeSet<>();
        if (before != null) {
            String keyBefore =
                    settings.keys().openText(before.id(), before.apiServer().sealedKey());
            changed.addAll(changes(before, written, keyBefore.equals(key)));
            boolean isNewCredential = changed.contains("apiServer.secureKey") || changed.contains("apiServer.appId");
            if (isNewCredential) {
                tokens.revokeAll(written.id());
            }
        }
        Application sealed =
                written.withApiServer(server.withSealedKey(settings.keys().seal(written.id(), key)));
        settings.applications().put(sealed);
        audit(before == null ? "application.create" : "application.update", sealed.id(), changed, principal);
        return sealed;
    }

    private static Set<String> changes(Application before, Application after, boolean isSameKey) {
        Set<String> changed = new TreeSet<>();
        note("name", before.name(), after.name(), changed);
        note("description", before.description(), after.description(), changed);
        note("provider", before.provider(), after.provider(), changed);
        note("integrationModes", before.modes(), after.modes(), changed);
        note("state", before.enabled(), after.enabled(), changed);
        note("configuration", before.others(), after.others(), changed);
        ApiServer old = before.apiServer();
        ApiServer now = after.apiServer();
        note("apiServer.appId", old.appId(), now.appId(), changed);
        note("apiServer.secureKey", true, isSameKey, changed);
        note("apiServer.signature", old.signature(), now.signature(), changed);
        note("apiServer.roleIdList", old.roleIds(), now.roleIds(), changed);
        note("apiServer.orgIdList", old.orgIds(), now.orgIds(), changed);
        note("apiServer.redirectUri", old.redirectUri(), now.redirectUri(), changed);
        note("apiServer.ipWhiteList", old.ipWhiteList(), now.ipWhiteList(), changed);
        note("apiServer.enableOAuth2", old.enableOAuth2(), now.enableOAuth2(), changed);
        return changed;
    }

    private static void note(String member, Object before, Object after, Set<String> changed) {
        if (!Objects.equals(before, after)) {
            changed.add(member);
        }
    }

    private void audit(String operation, String id, Set<String> changed, Principal principal) {
        settings.audit()
                .record(new AuditLog.Entry(
                        Instant.ofEpochMilli(clock.epochMillis()),
                        principal.toString(),
                        operation,
                        id,
                        200,
                        Duration.ZERO,
                        changed));
    }
}
