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
 * Creates, changes and deletes applications. Thread-safe, without a lock: what was checked is stored only if it still holds,
 * and checked again otherwise.
 */
final class Applications {
    private static final int MAX_APPLICATIONS = 1_000;
    private static final int MAX_TRIES = 100;

    private final ApplicationSettings settings;
    private final ApplicationReader reader;
    private final ApplicationForm form;
    private final Tokens tokens;
    private final Clock clock;

    Applications(ApplicationSettings settings, Tokens tokens, Clock clock) {
        this.settings = settings;
        this.reader = new ApplicationReader(settings);
        this.form = new ApplicationForm(settings.keys());
        this.tokens = tokens;
        this.clock = clock;
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

    /** Makes one, or changes the one with its id into it, but for its state: what was disabled stays so. */
    Application configure(Map<String, @Nullable Object> members, Principal creator) {
        return settled(() -> {
            Application written = reader.read(without(members, "state"));
            Optional<Application> existing = settings.applications().find(written.id());
            existing.ifPresent(found -> refuseTakenId(found, written, creator));
            refuseTakenAppId(written);
            if (existing.isEmpty() && settings.applications().all().size() >= MAX_APPLICATIONS) {
                throw Failure.of(ApplicationError.BUSINESS, "there are " + MAX_APPLICATIONS + " applications already");
            }
            Instant now = Instant.ofEpochMilli(clock.epochMillis());
            Application made = existing.map(
                            found -> written.madeBy(found.creatorId(), found.createdAt(), found.operations())
                                    .inStateOf(found))
                    .orElseGet(() -> written.madeBy(creator.id(), now, Optional.empty()));
            return store(existing, made, creator);
        });
    }

    /** Changes the members that are there, those of {@code apiServer} one by one. */
    Application change(String id, Map<String, @Nullable Object> members, Principal principal) {
        return settled(() -> {
            Application found = find(id);
            Object sent = members.get("id");
            if (sent != null && !sent.equals(id)) {
                throw Failure.of(ApplicationError.ILLEGAL_ARGUMENT, "id must be that of the path, or absent");
            }
            Application written = reader.read(merged(form.whole(found, Locale.ROOT), members));
            refuseTakenAppId(written);
            Application changed = written.madeBy(found.creatorId(), found.createdAt(), found.operations());
            return store(Optional.of(found), changed, principal);
        });
    }

    /** Tries again while others are faster. */
    private static Application settled(Supplier<Optional<Application>> attempt) {
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<Application> done = attempt.get();
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw Failure.of(ApplicationError.BUSINESS, "the application is changed by others all the time; try again");
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
        return settled(() -> {
            Application found = find(id);
            Application granted = found.withOperations(operations);
            if (settings.applications().replace(Optional.of(found), granted) != ApplicationStore.Outcome.STORED) {
                return Optional.empty();
            }
            audit("application.setGrant", id, Set.of("operations"), principal);
            return Optional.of(granted);
        });
    }

    Application delete(String id, Principal principal) {
        return settled(() -> {
            Application found = find(id);
            if (!settings.applications().remove(found)) {
                return Optional.empty();
            }
            tokens.revokeAll(id);
            audit("application.delete", id, Set.of(), principal);
            return Optional.of(found);
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
            throw takenAppId();
        }
    }

    private static Failure takenAppId() {
        return Failure.of(ApplicationError.BUSINESS, "appId exists");
    }

    /** Stores what was read, its key sealed; empty if somebody else was faster. */
    private Optional<Application> store(Optional<Application> before, Application written, Principal principal) {
        String key = written.apiServer().sealedKey();
        Application sealed = written.withApiServer(
                written.apiServer().withSealedKey(settings.keys().seal(written.id(), key)));
        switch (settings.applications().replace(before, sealed)) {
            case STALE -> {
                return Optional.empty();
            }
            case APP_ID_TAKEN -> throw takenAppId();
            case STORED -> {
                if (!isAllThere(sealed.apiServer())) {
                    takeBack(before, sealed);
                    return Optional.empty();
                }
                told(before, written, key, principal);
            }
        }
        return Optional.of(sealed);
    }

    /** From here on nobody removes what the application has; what went between reading and storing is gone. */
    private boolean isAllThere(ApiServer server) {
        return server.roleIds().stream()
                        .allMatch(id -> settings.roles().find(id).isPresent())
                && server.orgIds().stream()
                        .allMatch(id -> settings.organizations().find(id).isPresent());
    }

    private void takeBack(Optional<Application> before, Application stored) {
        if (before.isEmpty()) {
            settings.applications().remove(stored);
        } else {
            settings.applications().replace(Optional.of(stored), before.get());
        }
    }

    private void told(Optional<Application> before, Application written, String key, Principal principal) {
        Set<String> changed = before.map(known -> changes(known, written, isKeyOf(known, key)))
                .orElseGet(Set::of);
        if (changed.contains("apiServer.secureKey") || changed.contains("apiServer.appId")) {
            tokens.revokeAll(written.id());
        }
        audit(before.isEmpty() ? "application.create" : "application.update", written.id(), changed, principal);
    }

    private boolean isKeyOf(Application known, String key) {
        return settings.keys()
                .openText(known.id(), known.apiServer().sealedKey())
                .equals(key);
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
