package dev.millrace.module;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All modules an engine knows, by id and alias. Immutable, thread-safe. */
public final class ModuleCatalogue {
    /**
     * One module of the catalogue.
     *
     * @param module null for one that is known but not offered here, and for the language's own steps
     * @param available false for one that is known but not offered here
     */
    public record Entry(
            ModuleDescriptor descriptor, @Nullable Module module, boolean available) {}

    private final Names offered;
    private final List<ModuleProvider> providers;
    /** What is offered and what is not; made late, because few workflows need what is not. */
    private volatile @Nullable Names all;

    private ModuleCatalogue(Names offered, List<ModuleProvider> providers) {
        this.offered = offered;
        this.providers = List.copyOf(providers);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The module that {@code name}, an id or an alias, stands for. */
    public Optional<Entry> find(String name) {
        Entry entry = offered.find(name);
        return Optional.ofNullable(entry == null ? all().find(name) : entry);
    }

    /** Every module once, in the order of registration. */
    public Collection<Entry> entries() {
        return Collections.unmodifiableCollection(all().byId.values());
    }

    /** Every id and alias. */
    public Collection<String> names() {
        return Collections.unmodifiableSet(all().byName.keySet());
    }

    private Names all() {
        Names known = all;
        return known == null ? listed() : known;
    }

    private synchronized Names listed() {
        Names known = all;
        if (known == null) {
            known = offered.and(providers);
            all = known;
        }
        return known;
    }

    /** Entries under their ids and aliases. An id wins over an alias, and the first entry over later ones. */
    private static final class Names {
        final Map<String, Entry> byId;
        final Map<String, Entry> byName;

        Names(Map<String, Entry> byId) {
            this.byId = byId;
            this.byName = new LinkedHashMap<>(byId);
            for (Entry entry : byId.values()) {
                for (String alias : entry.descriptor().aliases()) {
                    byName.putIfAbsent(alias, entry);
                }
            }
        }

        @Nullable
        Entry find(String name) {
            return byName.get(name);
        }

        /** These, and what the providers know but do not offer. */
        Names and(List<ModuleProvider> providers) {
            Map<String, Entry> all = new LinkedHashMap<>(byId);
            for (ModuleProvider provider : providers) {
                for (ModuleDescriptor descriptor : provider.unavailable()) {
                    if (find(descriptor.id()) == null) {
                        all.putIfAbsent(descriptor.id(), new Entry(descriptor, null, false));
                    }
                }
            }
            return new Names(all);
        }
    }

    /** Collects modules; what is added first wins over what comes later under the same id. */
    public static final class Builder {
        private final Map<String, Entry> language = new LinkedHashMap<>();
        private final Map<String, Entry> offered = new LinkedHashMap<>();
        private final List<ModuleProvider> providers = new ArrayList<>();

        private Builder() {}

        /** A step of the language itself, whose id no module can take. */
        public Builder language(Collection<ModuleDescriptor> descriptors) {
            for (ModuleDescriptor descriptor : descriptors) {
                language.put(descriptor.id(), new Entry(descriptor, null, true));
            }
            return this;
        }

        public Builder module(Module module) {
            ModuleDescriptor descriptor = module.descriptor();
            offered.putIfAbsent(descriptor.id(), new Entry(descriptor, module, true));
            return this;
        }

        public Builder provider(ModuleProvider provider) {
            for (Module module : provider.modules()) {
                module(module);
            }
            providers.add(provider);
            return this;
        }

        /** @throws IllegalArgumentException if a module has an id or alias of the language */
        public ModuleCatalogue build() {
            refuseLanguageNames();
            Map<String, Entry> all = new LinkedHashMap<>(language);
            all.putAll(offered);
            return new ModuleCatalogue(new Names(all), providers);
        }

        private void refuseLanguageNames() {
            Names reserved = new Names(language);
            for (Entry entry : offered.values()) {
                List<String> names = new ArrayList<>(entry.descriptor().aliases());
                names.add(entry.descriptor().id());
                for (String name : names) {
                    if (reserved.find(name) != null) {
                        throw new IllegalArgumentException(
                                "Module " + entry.descriptor().id() + " uses the name \"" + name
                                        + "\", which is a step of the language. Give the module another id");
                    }
                }
            }
        }
    }
}
