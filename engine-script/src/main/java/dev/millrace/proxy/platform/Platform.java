package dev.millrace.proxy.platform;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A third-party system whose interfaces can be called. Immutable; made by {@link PlatformReader}.
 *
 * @param key {@code [A-Za-z][A-Za-z0-9_-]{0,63}}
 * @param builtIn comes with the engine; only its instances can be changed
 * @param allowedWorkflows ids of those that may use it; empty: all
 */
public record Platform(
        String key,
        String name,
        boolean enabled,
        boolean builtIn,
        Auth auth,
        Defaults defaults,
        List<Instance> instances,
        List<Api> apis,
        Optional<Set<String>> allowedWorkflows) {
    public Platform {
        instances = List.copyOf(instances);
        apis = List.copyOf(apis);
        allowedWorkflows = allowedWorkflows.map(Set::copyOf);
    }

    public Optional<Instance> instance(String instanceKey) {
        return instances.stream()
                .filter(instance -> instance.key().equals(instanceKey))
                .findFirst();
    }

    /** The enabled one that says so, or the only one there is. */
    public Optional<Instance> defaultInstance() {
        if (instances.size() == 1) {
            return Optional.of(instances.get(0));
        }
        return instances.stream()
                .filter(instance -> instance.isDefault() && instance.enabled())
                .findFirst();
    }

    /** The api of this key, or else of this camel-case name. */
    public Optional<Api> api(String apiName) {
        Api inCamelCase = null;
        for (Api api : apis) {
            if (api.key().equals(apiName)) {
                return Optional.of(api);
            }
            if (api.isNamedInCamelCase(apiName)) {
                inCamelCase = api;
            }
        }
        return Optional.ofNullable(inCamelCase);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return "platform " + key;
    }
}
