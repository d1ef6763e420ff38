package dev.millrace.proxy.platform;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code instances} of one platform. */
final class InstanceReader {
    private static final double MAX_RATE = 1_000_000;

    private final Auth auth;
    private final Optional<URI> usualUrl;
    private final Optional<Platform> saved;

    /**
     * @param usualUrl the base URL of an instance that gives none
     * @param saved where masked credentials keep their values from
     */
    InstanceReader(Auth auth, Optional<URI> usualUrl, Optional<Platform> saved) {
        this.auth = auth;
        this.usualUrl = usualUrl;
        this.saved = saved;
    }

    List<Instance> readAll(Members platform) {
        Keys keys = new Keys("instance_key");
        List<Instance> instances = new ArrayList<>();
        for (Members members : platform.objects("instances")) {
            instances.add(read(members, keys.read(members)));
        }
        long defaults = instances.stream()
                .filter(instance -> instance.isDefault() && instance.enabled())
                .count();
        if (defaults > 1) {
            platform.problem(
                    "instances", defaults + " of them are the default", "write \"default\":true in one of them only");
        }
        return instances;
    }

    private Instance read(Members members, String key) {
        Map<String, Template> headers = members.templates("headers");
        headers.keySet().forEach(name -> HeaderName.check(members, "headers", name));
        Instance instance = new Instance(
                key,
                members.text("name").orElse(key),
                members.truth("default", false),
                members.truth("enabled", true),
                url(members),
                headers,
                credentials(members, key),
                members.texts("variables"),
                members.truth("allowPrivate", false),
                members.number("ratePerSecond", 0, 0, MAX_RATE));
        members.refuseMisspelled();
        return instance;
    }

    private URI url(Members members) {
        if (!members.has("base_url") && usualUrl.isPresent()) {
            return usualUrl.get();
        }
        String text = members.requiredText("base_url", "https://crm.example/api");
        return text.isBlank() ? BaseUrl.NOWHERE : BaseUrl.read(members, "base_url", text);
    }

    private Map<String, Template> credentials(Members members, String key) {
        Map<String, Template> credentials = new LinkedHashMap<>(members.templates("credentials"));
        Map<String, Template> known = saved.flatMap(platform -> platform.instance(key))
                .map(Instance::credentials)
                .orElse(Map.of());
        credentials.replaceAll((name, template) -> isMasked(template) ? known.getOrDefault(name, template) : template);
        credentials.forEach((name, template) -> {
            if (isMasked(template)) {
                members.problem("credentials." + name, "is masked, and no value is known to keep", "write the value");
            }
        });
        for (String needed : auth.credentials()) {
            if (!credentials.containsKey(needed)) {
                members.problem(
                        "credentials." + needed,
                        "is missing, but the kind " + auth.type() + " needs it",
                        "write its value, or better \"${secret:NAME}\"");
            }
        }
        return credentials;
    }

    private static boolean isMasked(Template template) {
        return template.source().equals(PlatformWriter.MASKED);
    }
}
