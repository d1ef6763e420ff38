package dev.millrace.http.application;

import dev.millrace.http.exchange.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads applications as requests write them (spec application-api 3, 4). Thread-safe. */
final class ApplicationReader {
    static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    static final String ID_WANTED = "1 to 64 of A-Z a-z 0-9 _ -";
    private static final Pattern NAME = Pattern.compile("\\s*\\S(.{0,62}\\S)?\\s*", Pattern.DOTALL);
    private static final int MAX_DESCRIPTION = 255;
    private static final int MAX_KEY = 64;
    private static final int MAX_IDS = 100;
    private static final int MAX_URI = 2_000;
    private static final int MAX_WHITE_LIST = 10_000;
    private static final int MAX_OTHER_BYTES = 16 << 10;

    private final ApplicationSettings settings;
    private final Pattern secureKey;

    ApplicationReader(ApplicationSettings settings) {
        this.settings = settings;
        this.secureKey = Pattern.compile("[!-~]{" + settings.minSecureKey() + "," + MAX_KEY + "}");
    }

    /**
     * An application with its key as it was written, not sealed yet.
     *
     * @throws dev.millrace.http.exchange.Failure with every problem
     */
    Application read(Map<String, @Nullable Object> members) {
        Fields fields = Fields.of(members);
        String id = fields.required("id", ID, ID_WANTED);
        String name = fields.required("name", NAME, "1 to 64 characters").strip();
        String description = fields.text("description", MAX_DESCRIPTION);
        Optional<Provider> provider = provider(fields);
        List<IntegrationMode> modes = modes(fields);
        ApiServer server = server(fields);
        Map<IntegrationMode, Map<String, Object>> others = others(fields, modes);
        String state = fields.word("state");
        if (!state.isEmpty() && !state.equals("enabled") && !state.equals("disabled")) {
            fields.problem("state", "must be enabled or disabled");
        }
        fields.check();
        return new Application(
                id,
                name,
                description,
                provider.orElseThrow(),
                modes,
                server,
                others,
                !state.equals("disabled"),
                "",
                Instant.EPOCH,
                Optional.empty());
    }

    private static Optional<Provider> provider(Fields fields) {
        String word = fields.word("provider");
        Optional<Provider> provider = Provider.of(word);
        if (word.isBlank()) {
            fields.problem("provider", "must not be blank");
        } else if (provider.isEmpty()) {
            fields.sentence("provider", "Unsupported provider");
        }
        return provider;
    }

    private static List<IntegrationMode> modes(Fields fields) {
        List<String> words = fields.words("integrationModes");
        List<IntegrationMode> modes = new ArrayList<>();
        words.forEach(word -> IntegrationMode.of(word).ifPresent(modes::add));
        if (modes.size() != words.size()) {
            fields.problem("integrationModes", "must be of page, apiClient, apiServer and ssoClient");
        } else if (new HashSet<>(modes).size() != modes.size()) {
            fields.problem("integrationModes", "must not repeat a mode");
        } else if (!modes.contains(IntegrationMode.API_SERVER)) {
            fields.problem("integrationModes", "must contain apiServer");
        }
        return modes;
    }

    private ApiServer server(Fields fields) {
        Object value = fields.value("apiServer");
        if (!(value instanceof Map<?, ?> map)) {
            fields.problem("apiServer", value == null ? "must not be empty" : "must be an object");
            return new ApiServer("", "", SignatureMethod.MD5, List.of(), List.of(), "", "", false);
        }
        Fields server = fields.within("apiServer", Fields.members(map));
        return new ApiServer(
                server.required("appId", ID, ID_WANTED),
                server.required(
                        "secureKey",
                        secureKey,
                        settings.minSecureKey() + " to " + MAX_KEY + " visible ASCII characters"),
                signature(server),
                ids(server, "roleIdList", "role", settings.roles(), 1),
                ids(server, "orgIdList", "organization", settings.organizations(), 0),
                redirectUri(server),
                whiteList(server),
                server.truth("enableOAuth2"));
    }

    private static SignatureMethod signature(Fields server) {
        String word = server.word("signature");
        Optional<SignatureMethod> method =
                word.isEmpty() ? Optional.of(SignatureMethod.MD5) : SignatureMethod.named(word);
        if (method.isEmpty()) {
            server.problem("signature", "must be MD5 or SHA256");
        }
        return method.orElse(SignatureMethod.MD5);
    }

    private static List<String> ids(Fields server, String member, String kind, Registry<?> known, int min) {
        boolean hasProblem = server.hasProblem();
        List<String> ids = new ArrayList<>(new LinkedHashSet<>(server.words(member)));
        if (ids.size() < min) {
            if (hasProblem == server.hasProblem()) {
                server.problem(member, "must have at least one element");
            }
        } else if (ids.size() > MAX_IDS) {
            server.problem(member, "must have at most " + MAX_IDS + " elements");
        }
        for (String id : ids) {
            if (ids.size() <= MAX_IDS && known.find(id).isEmpty()) {
                server.sentence(member, kind + " not found: " + (id.length() > 80 ? id.substring(0, 80) : id));
            }
        }
        return ids;
    }

    private static String redirectUri(Fields server) {
        String text = server.text("redirectUri", MAX_URI);
        if (!text.isEmpty() && !isGoodUri(text)) {
            server.problem("redirectUri", "must be an absolute http or https URI without fragment");
        }
        return text;
    }

    private static boolean isGoodUri(String text) {
        try {
            URI uri = new URI(text);
            boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return isWeb && uri.getHost() != null && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String whiteList(Fields server) {
        String text = server.text("ipWhiteList", MAX_WHITE_LIST);
        try {
            AddressList.of(text);
        } catch (IllegalArgumentException e) {
            server.problem("ipWhiteList", "must be addresses or CIDR blocks, separated by commas or line breaks");
        }
        return text;
    }

    private static Map<IntegrationMode, Map<String, Object>> others(Fields fields, List<IntegrationMode> modes) {
        Map<IntegrationMode, Map<String, Object>> others = new EnumMap<>(IntegrationMode.class);
        for (IntegrationMode mode : modes) {
            Object value = fields.value(mode.member());
            if (mode == IntegrationMode.API_SERVER || value == null) {
                continue;
            }
            if (!(value instanceof Map<?, ?> map)) {
                fields.problem(mode.member(), "must be an object");
            } else if (Json.write(map).length > MAX_OTHER_BYTES) {
                fields.problem(mode.member(), "must have at most " + MAX_OTHER_BYTES + " bytes");
            } else {
                others.put(mode, stored(map));
            }
        }
        return others;
    }

    private static Map<String, Object> stored(Map<?, ?> map) {
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                members.put(String.valueOf(name), value);
            }
        });
        return members;
    }
}
