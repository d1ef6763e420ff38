package dev.millrace.http.application;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import dev.millrace.store.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applications as records. The secure key is a record of its own, under the {@code appId}: whoever encrypts kinds of records
 * need not encrypt the others, and no two applications can have one {@code appId}.
 *
 * <p>An application is stored together with the roles and organizations it names, as they are. So one of them that somebody
 * removes at the same time stops one of the two.
 */
final class RecordApplicationStore implements ApplicationStore {
    private final RecordStore store;
    private final Records<Application> applications;
    private final Records<Secret> secrets;

    private record Secret(String applicationId, String sealedKey) {}

    /** An application with both of its records. */
    private record Known(Application application, Records.Entry<Application> open, Records.Entry<Secret> secret) {}

    RecordApplicationStore(RecordStore store) {
        this.store = store;
        this.applications = Records.of(store, "application", ApplicationContent::of, ApplicationContent::withoutKey);
        this.secrets = Records.of(
                store,
                SECRET_KIND,
                secret -> RecordContent.empty()
                        .with("application", secret.applicationId())
                        .with("secureKey", secret.sealedKey()),
                content -> new Secret(content.text("application"), content.text("secureKey")));
    }

    @Override
    public Optional<Application> find(String id) {
        return known(id).map(Known::application);
    }

    private Optional<Known> known(String id) {
        return applications
                .find(id)
                .flatMap(open -> secrets.find(open.value().apiServer().appId())
                        .filter(secret -> secret.value().applicationId().equals(id))
                        .map(secret -> new Known(whole(open.value(), secret.value()), open, secret)));
    }

    private static Application whole(Application open, Secret secret) {
        return open.withApiServer(open.apiServer().withSealedKey(secret.sealedKey()));
    }

    @Override
    public Optional<Application> findByAppId(String appId) {
        return secrets.find(appId)
                .flatMap(secret -> applications
                        .find(secret.value().applicationId())
                        .filter(open -> open.value().apiServer().appId().equals(appId))
                        .map(open -> whole(open.value(), secret.value())));
    }

    @Override
    public List<Application> all() {
        Map<String, Secret> byId = new LinkedHashMap<>();
        secrets.list().forEach(secret -> byId.put(secret.value().applicationId(), secret.value()));
        List<Application> all = new ArrayList<>();
        for (Records.Entry<Application> open : applications.list()) {
            Secret secret = byId.get(open.value().id());
            if (secret != null) { // else it was made or removed between the two lists
                all.add(whole(open.value(), secret));
            }
        }
        return all;
    }

    @Override
    public Outcome replace(Optional<Application> expected, Application changed) {
        Optional<Known> known = known(changed.id());
        if (!known.map(Known::application).equals(expected)) {
            return Outcome.STALE;
        }
        String appId = changed.apiServer().appId();
        Secret secret = new Secret(changed.id(), changed.apiServer().sealedKey());
        List<RecordChange> changes = new ArrayList<>();
        changes.add(known.<RecordChange>map(
                        before -> new RecordChange.Replace(applications.changed(before.open(), changed)))
                .orElseGet(() -> new RecordChange.Add(applications.of(changed.id(), changed))));
        boolean keepsAppId = known.filter(
                        before -> before.secret().record().key().equals(appId))
                .isPresent();
        if (keepsAppId) {
            known.ifPresent(before -> changes.add(new RecordChange.Replace(secrets.changed(before.secret(), secret))));
        } else {
            known.ifPresent(before ->
                    changes.add(new RecordChange.Remove(before.secret().record())));
            changes.add(new RecordChange.Add(secrets.of(appId, secret)));
        }
        changed.apiServer().roleIds().forEach(id -> addTouch(RecordRegistry.ROLE, id, changes));
        changed.apiServer().orgIds().forEach(id -> addTouch(RecordRegistry.ORGANIZATION, id, changes));
        Optional<RecordChange> refused = store.commit(changes);
        if (refused.isEmpty()) {
            return Outcome.STORED;
        }
        boolean isTaken =
                refused.get() instanceof RecordChange.Add add && add.kind().equals(SECRET_KIND);
        return isTaken ? Outcome.APP_ID_TAKEN : Outcome.STALE;
    }

    private void addTouch(String kind, String id, List<RecordChange> changes) {
        Optional<StoredRecord> kept = store.find(kind, id); // a host's own roles are not here
        kept.ifPresent(stored -> changes.add(new RecordChange.Replace(stored)));
    }

    @Override
    public boolean remove(Application expected) {
        Optional<Known> known = known(expected.id());
        return known.filter(found -> found.application().equals(expected))
                .filter(found -> store.commit(List.of(
                                new RecordChange.Remove(found.open().record()),
                                new RecordChange.Remove(found.secret().record())))
                        .isEmpty())
                .isPresent();
    }
}
