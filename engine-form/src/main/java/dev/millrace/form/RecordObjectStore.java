package dev.millrace.form;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import dev.millrace.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects as records. A unique value is a record of its own, whose key nobody else can add; so an object, its claims and
 * what is to happen because of it are one commit.
 */
final class RecordObjectStore implements ObjectStore {
    private static final int MAX_CHANGES = 1_000;
    private static final String CLAIM = "object-claim";

    private final RecordStore store;
    private final Records<Kept> objects;
    private final Records<Firing> firings;
    private final Records<Long> counters;

    /** @param claims keys of the claims that the object holds */
    record Kept(BusinessObject object, List<String> claims) {}

    RecordObjectStore(RecordStore store) {
        this.store = store;
        this.objects = Records.of(store, "object", ObjectForm::of, ObjectForm::read);
        this.firings = Records.of(store, "object-firing", ObjectForm::of, ObjectForm::readFiring);
        this.counters = Records.of(
                store,
                "object-counter",
                count -> RecordContent.empty().with("count", count),
                content -> content.whole("count"));
    }

    @Override
    public Optional<BusinessObject> find(String objectId) {
        return objects.find(objectId).map(entry -> entry.value().object());
    }

    @Override
    public List<BusinessObject> ofForm(String schemaCode) {
        return objects.list(schemaCode).stream()
                .map(entry -> entry.value().object())
                .toList();
    }

    @Override
    public List<BusinessObject> running() {
        return objects.list().stream()
                .map(entry -> entry.value().object())
                .filter(object -> object.status() == Status.RUNNING)
                .toList();
    }

    @Override
    public long next(String counter) {
        while (true) {
            Optional<Records.Entry<Long>> known = counters.find(counter);
            long next = known.map(Records.Entry::value).orElse(0L) + 1;
            RecordChange change = known.<RecordChange>map(
                            entry -> new RecordChange.Replace(counters.changed(entry, next)))
                    .orElseGet(() -> new RecordChange.Add(counters.of(counter, next)));
            if (store.commit(change)) {
                return next;
            }
        }
    }

    @Override
    public Outcome commit(List<Change> changes, List<Firing> more) {
        Draft draft = new Draft();
        for (int i = 0; i < changes.size(); i++) {
            Outcome refused = draft.add(i, changes.get(i));
            if (!(refused instanceof Outcome.Stored)) {
                return refused;
            }
        }
        more.forEach(firing -> draft.all.add(new RecordChange.Put(firings.of(firing.id(), firing))));
        return draft.commit();
    }

    /** The changes of one commit while they are put together. */
    private final class Draft {
        final List<RecordChange> all = new ArrayList<>();
        private final Map<String, Outcome.Duplicate> claimed = new LinkedHashMap<>();
        private final Set<String> released = new HashSet<>();

        Outcome add(int index, Change change) {
            BusinessObject before = change.before();
            BusinessObject after = change.after();
            Optional<Records.Entry<Kept>> known = before == null ? Optional.empty() : objects.find(before.id());
            if (before != null
                    && known.filter(entry -> entry.value().object().revision() == before.revision())
                            .isEmpty()) {
                return new Outcome.Stale();
            }
            List<String> held = known.map(entry -> entry.value().claims()).orElseGet(List::of);
            Map<String, String> wanted = after == null ? Map.of() : claims(after, change.unique());
            held.stream().filter(key -> !wanted.containsKey(key)).forEach(released::add);
            for (Map.Entry<String, String> claim : wanted.entrySet()) {
                if (!held.contains(claim.getKey())
                        && claimed.putIfAbsent(claim.getKey(), new Outcome.Duplicate(index, claim.getValue()))
                                != null) {
                    return new Outcome.Duplicate(index, claim.getValue());
                }
            }
            if (after != null) {
                Kept kept = new Kept(after, List.copyOf(wanted.keySet()));
                all.add(known.<RecordChange>map(entry -> new RecordChange.Replace(objects.changed(entry, kept)))
                        .orElseGet(() -> new RecordChange.Add(
                                objects.of(after.id(), kept).inGroup(after.schemaCode()))));
            } else {
                known.ifPresent(entry -> all.add(new RecordChange.Remove(entry.record())));
            }
            return new Outcome.Stored();
        }

        Outcome commit() {
            claimed.keySet().forEach(key -> {
                StoredRecord claim =
                        StoredRecord.of(CLAIM, key, RecordContent.empty().json());
                all.add(released.remove(key) ? new RecordChange.Put(claim) : new RecordChange.Add(claim));
            });
            released.forEach(key -> all.add(new RecordChange.Drop(CLAIM, key)));
            if (all.isEmpty()) {
                return new Outcome.Stored();
            }
            if (all.size() > MAX_CHANGES) {
                throw new ObjectException(
                        ObjectError.BATCH_TOO_LARGE,
                        "The objects have " + all.size() + " unique values and rules together, and at most "
                                + MAX_CHANGES + " can be stored at once; send fewer objects");
            }
            Optional<RecordChange> refused = store.commit(all);
            if (refused.isEmpty()) {
                return new Outcome.Stored();
            }
            Outcome.Duplicate duplicate = refused.get().kind().equals(CLAIM)
                    ? claimed.get(refused.get().key())
                    : null;
            return duplicate == null ? new Outcome.Stale() : duplicate;
        }
    }

    /** The property of each claim, by its key. */
    private static Map<String, String> claims(BusinessObject object, Map<String, Object> unique) {
        Map<String, String> claims = new LinkedHashMap<>();
        unique.forEach(
                (property, value) -> claims.put(object.schemaCode() + "/" + property + "/" + digest(value), property));
        return claims;
    }

    /** Texts may be longer than a key. */
    private static String digest(Object value) {
        try {
            String text = value.getClass().getSimpleName() + " " + value;
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public List<Firing> unsettled() {
        return firings.list().stream().map(Records.Entry::value).toList();
    }

    @Override
    public void settle(String firingId) {
        store.commit(firings.drop(firingId));
    }
}
