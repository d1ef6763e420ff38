package dev.millrace.module;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All modules an engine knows, by id and alias. Immutable. */
public final class ModuleCatalogue {
    /**
     * One module of the catalogue.
     *
     * @param module null for one that is known but not offered here, and for the language's own steps
     * @param available false for one that is known but not offered here
     */
    public record Entry(
            ModuleDescriptor descriptor, @Nullable Module module, boolean available) {}

    private final Map<String, Entry> byId;
    private final Map<String, Entry> byName;

    private ModuleCatalogue(Map<String, Entry> byId) {
        this.byId = Collections.unmodifiableMap(byId);
        this.byName = new LinkedHashMap<>(byId);
        byId.values().forEach(entry -> entry.descriptor().aliases().forEach(alias -> byName.putIfAbsent(alias, entry)));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The module that {@code name}, an id or an alias, stands for. */
    public Optional<Entry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Every module once, in the order of registration. */
    public Collection<Entry> entries() {
        return byId.values();
    }

    /** Every id and alias. */
    public Collection<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /** Collects modules; what is added first wins over what comes later under the same id. */
    public static final class Builder {
        private final Map<String, Entry> language = new LinkedHashMap<>();
        private final Map<String, Entry> offered = new LinkedHashMap<>();
        private final Map<String, Entry> unavailable = new LinkedHashMap<>();

        private Builder() {}

        /** A step of the language itself, whose id no module can take. */
        public Builder language(Collection<ModuleDescriptor> descriptors) {
            descriptors.forEach(descriptor -> language.put(descriptor.id(), new Entry(descriptor, null, true)));
            return this;
        }

        public Builder module(Module module) {
            ModuleDescriptor descriptor = module.descriptor();
            offered.putIfAbsent(descriptor.id(), new Entry(descriptor, module, true));
            return this;
        }

        public Builder provider(ModuleProvider provider) {
            provider.modules().forEach(this::module);
            provider.unavailable()
                    .forEach(
                            descriptor -> unavailable.putIfAbsent(descriptor.id(), new Entry(descriptor, null, false)));
            return this;
        }

        /** @throws IllegalArgumentException if a module has an id or alias of the language */
        public ModuleCatalogue build() {
            refuseLanguageNames();
            Map<String, Entry> all = new LinkedHashMap<>(language);
            offered.forEach(all::putIfAbsent);
            ModuleCatalogue runnable = new ModuleCatalogue(new LinkedHashMap<>(all));
            unavailable.forEach((id, entry) -> {
                if (runnable.find(id).isEmpty()) {
                    all.put(id, entry);
                }
            });
            return new ModuleCatalogue(all);
        }

        private void refuseLanguageNames() {
            ModuleCatalogue reserved = new ModuleCatalogue(new LinkedHashMap<>(language));
            for (Entry entry : offered.values()) {
                List<String> names = new ArrayList<>(entry.descriptor().aliases());
                names.add(entry.descriptor().id());
                for (String name : names) {
                    if (reserved.find(name).isPresent()) {
                        throw new IllegalArgumentException(
                                "Module " + entry.descriptor().id() + " uses the name \"" + name
                                        + "\", which is a step of the language. Give the module another id");
                    }
                }
            }
        }
    }
}
