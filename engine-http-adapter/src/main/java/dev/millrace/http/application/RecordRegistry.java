package dev.millrace.http.application;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Roles or organizations as records. */
final class RecordRegistry<T extends Registry.Entry> implements Registry<T> {
    static final String ROLE = "role";
    static final String ORGANIZATION = "organization";

    private final RecordStore store;
    private final Records<T> records;

    private RecordRegistry(RecordStore store, Records<T> records) {
        this.store = store;
        this.records = records;
    }

    static Registry<Role> ofRoles(RecordStore store) {
        return new RecordRegistry<>(store, Records.of(store, ROLE, RecordRegistry::written, RecordRegistry::readRole));
    }

    static Registry<Organization> ofOrganizations(RecordStore store) {
        return new RecordRegistry<>(
                store, Records.of(store, ORGANIZATION, RecordRegistry::written, RecordRegistry::readOrganization));
    }

    private static RecordContent written(Role role) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", role.id());
        members.put("name", role.name());
        members.put("description", role.description());
        members.put("enabled", role.enabled());
        members.put("groupId", role.groupId());
        Map<String, List<String>> actions = new TreeMap<>();
        role.actions().forEach((resource, some) -> actions.put(resource, List.copyOf(new TreeSet<>(some))));
        members.put("actions", actions);
        return RecordContent.of(members);
    }

    private static Role readRole(RecordContent content) {
        Map<String, Set<String>> actions = new LinkedHashMap<>();
        RecordContent written = RecordContent.of(content.dictionary("actions"));
        written.members().keySet().forEach(resource -> actions.put(resource, Set.copyOf(written.texts(resource))));
        return new Role(
                content.text("id"),
                content.text("name"),
                content.text("description"),
                content.truth("enabled"),
                content.text("groupId"),
                actions);
    }

    private static RecordContent written(Organization organization) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", organization.id());
        members.put("code", organization.code());
        members.put("name", organization.name());
        members.put("parentId", organization.parentId());
        members.put("sortIndex", organization.sortIndex());
        return RecordContent.of(members);
    }

    private static Organization readOrganization(RecordContent content) {
        return new Organization(
                content.text("id"),
                content.text("code"),
                content.text("name"),
                content.text("parentId"),
                content.whole("sortIndex"));
    }

    @Override
    public Optional<T> find(String id) {
        return records.find(id).map(Records.Entry::value);
    }

    @Override
    public List<T> all() {
        return records.list().stream().map(Records.Entry::value).toList();
    }

    @Override
    public void put(T entry) {
        store.commit(new RecordChange.Put(records.of(entry.id(), entry)));
    }

    @Override
    public boolean replace(T known, T changed) {
        return records.find(known.id())
                .filter(entry -> entry.value().equals(known))
                .filter(entry -> store.commit(new RecordChange.Replace(records.changed(entry, changed))))
                .isPresent();
    }

    @Override
    public Removal remove(String id, BooleanSupplier isUsed) {
        while (true) {
            Optional<Records.Entry<T>> entry = records.find(id);
            if (entry.isEmpty()) {
                return Removal.UNKNOWN;
            }
            if (isUsed.getAsBoolean()) {
                return Removal.USED;
            }
            if (store.commit(new RecordChange.Remove(entry.get().record()))) {
                return Removal.REMOVED;
            }
        }
    }
}
