package dev.millrace.proxy.platform;

import dev.millrace.json.Json;
import dev.millrace.json.JsonException;
import dev.millrace.json.Numbers;
import dev.millrace.value.Excerpt;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads platforms from JSON: {@code {"platforms":[…]}}, a list, or a single one. All problems are found at once.
 *
 * <p>A built-in platform gives its instances only. {@code "******"} as a credential keeps the value of what is saved.
 * Thread-safe.
 */
public final class PlatformReader {
    private static final int MAX_CHARACTERS = 10_000_000;

    private final PlatformStore saved;

    private PlatformReader(PlatformStore saved) {
        this.saved = saved;
    }

    /** A reader that keeps masked credentials as they are in this store. */
    public static PlatformReader over(PlatformStore saved) {
        return new PlatformReader(saved);
    }

    /** @throws ConfigurationException with everything that is wrong, if anything is */
    public static List<Platform> read(String json) throws ConfigurationException {
        return over(PlatformStore.inMemory()).readAll(json);
    }

    /** The definition of a platform that comes with the engine. */
    static Platform builtIn(String json) throws ConfigurationException {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Platform read =
                over(PlatformStore.inMemory()).custom(new Members(parsed(json, problems), "", problems), "qywx");
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Platform(
                read.key(),
                read.name(),
                true,
                true,
                read.auth(),
                read.defaults(),
                List.of(),
                read.apis(),
                Optional.empty());
    }

    /** @throws ConfigurationException with everything that is wrong, if anything is */
    public List<Platform> readAll(String json) throws ConfigurationException {
        List<ConfigurationProblem> problems = new ArrayList<>();
        List<Platform> platforms = platforms(json, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return platforms;
    }

    private List<Platform> platforms(String json, List<ConfigurationProblem> problems) {
        List<Platform> platforms = new ArrayList<>();
        Keys keys = new Keys("platform_key");
        for (Members members : documents(json, problems)) {
            platforms.add(platform(members, keys.read(members)));
        }
        return platforms;
    }

    private static List<Members> documents(String json, List<ConfigurationProblem> problems) {
        Object value = parsed(json, problems);
        if (value instanceof List) {
            return new Members(Map.of("platforms", value), "", problems).objects("platforms");
        }
        if (value instanceof Map<?, ?> map && map.containsKey("platforms")) {
            return new Members(value, "", problems).objects("platforms");
        }
        if (value instanceof Map<?, ?> map && map.containsKey("platform_key")) {
            return List.of(new Members(value, "", problems));
        }
        if (problems.isEmpty()) {
            problems.add(
                    new ConfigurationProblem("", "holds no platform", "write {\"platforms\":[{\"platform_key\":…}]}"));
        }
        return List.of();
    }

    private static @Nullable Object parsed(String json, List<ConfigurationProblem> problems) {
        if (json.length() > MAX_CHARACTERS) {
            problems.add(new ConfigurationProblem(
                    "", "has more than " + MAX_CHARACTERS + " characters", "split it into several files"));
            return null;
        }
        try {
            return Json.read(json, Numbers.EXACT);
        } catch (JsonException e) {
            problems.add(new ConfigurationProblem("", String.valueOf(e.getMessage()), "write valid JSON"));
            return null;
        }
    }

    private Platform platform(Members members, String key) {
        Optional<Platform> builtIn = BuiltInPlatforms.find(key);
        return builtIn.isPresent() ? instancesOf(builtIn.get(), members) : custom(members, key);
    }

    private Platform instancesOf(Platform builtIn, Members members) {
        for (String member : List.of("auth", "apis", "defaults")) {
            if (members.has(member)) {
                members.problem(
                        member,
                        "of the built-in platform " + builtIn.key() + " cannot be changed",
                        "leave it out, or use another platform_key");
            }
        }
        members.text("name");
        boolean enabled = members.truth("enabled", true);
        Optional<Set<String>> workflows = allowedWorkflows(members);
        List<Instance> instances =
                instances(members, builtIn.auth(), Optional.of(BuiltInPlatforms.QYWX_URL), builtIn.key());
        members.refuseMisspelled();
        return new Platform(
                builtIn.key(),
                builtIn.name(),
                enabled,
                true,
                builtIn.auth(),
                builtIn.defaults(),
                instances,
                builtIn.apis(),
                workflows);
    }

    private Platform custom(Members members, String key) {
        Auth auth = members.object("auth")
                .map(object -> new AuthReader(object).read())
                .orElse(new Auth.None());
        members.text("platform_key");
        Platform platform = new Platform(
                key,
                members.text("name").orElse(key),
                members.truth("enabled", true),
                false,
                auth,
                members.object("defaults").map(PlatformReader::defaults).orElse(Defaults.NONE),
                instances(members, auth, Optional.empty(), key),
                ApiReader.readAll(members),
                allowedWorkflows(members));
        checkVariables(members, platform);
        members.refuseMisspelled();
        return platform;
    }

    private List<Instance> instances(Members members, Auth auth, Optional<URI> usualUrl, String key) {
        return new InstanceReader(auth, usualUrl, saved.find(key)).readAll(members);
    }

    private static Defaults defaults(Members members) {
        Map<String, Template> headers = members.templates("headers");
        headers.keySet().forEach(name -> HeaderName.check(members, "headers", name));
        Defaults defaults = new Defaults(
                new LinkedHashMap<>(headers), ApiReader.timeout(members).orElse(Defaults.TIMEOUT));
        members.refuseMisspelled();
        return defaults;
    }

    private static Optional<Set<String>> allowedWorkflows(Members members) {
        return members.has("allowedWorkflows")
                ? Optional.of(new HashSet<>(members.textList("allowedWorkflows")))
                : Optional.empty();
    }

    /** A path's variable that an instance lacks would be found by the first call only. */
    private static void checkVariables(Members members, Platform platform) {
        for (Api api : platform.apis()) {
            for (String name : api.path().variables()) {
                platform.instances().stream()
                        .filter(instance -> !instance.variables().containsKey(name))
                        .forEach(instance -> members.problem(
                                "instances",
                                "lack the variable " + Excerpt.quoted(name) + " in " + instance.key()
                                        + ", which the path of " + api.key() + " needs",
                                "add it to the variables of the instance"));
            }
        }
    }
}
