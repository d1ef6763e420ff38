package dev.millrace.http.application;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applications as answers write them. Thread-safe. */
final class ApplicationForm {
    private final KeyProtection keys;

    ApplicationForm(KeyProtection keys) {
        this.keys = keys;
    }

    /** With the secure key, for those who manage it. */
    Map<String, @Nullable Object> whole(Application application, Locale language) {
        return of(application, language, true);
    }

    /** Without the secure key. */
    Map<String, @Nullable Object> row(Application application, Locale language) {
        return of(application, language, false);
    }

    private Map<String, @Nullable Object> of(Application application, Locale language, boolean withKey) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("id", application.id());
        form.put("provider", application.provider().value());
        form.put("name", application.name());
        putText("description", application.description(), form);
        form.put("integrationModes", labels(application.modes(), language));
        form.put("apiServer", server(application, withKey));
        application.others().forEach((mode, configuration) -> form.put(mode.member(), configuration));
        form.put("state", (application.enabled() ? Label.ENABLED : Label.DISABLED).form(language));
        form.put("creatorId", application.creatorId());
        form.put("createTime", application.createdAt().toEpochMilli());
        return form;
    }

    private Map<String, @Nullable Object> server(Application application, boolean withKey) {
        ApiServer server = application.apiServer();
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("appId", server.appId());
        if (withKey) {
            form.put("secureKey", keys.openText(application.id(), server.sealedKey()));
        }
        form.put("signature", server.signature().name());
        form.put("roleIdList", server.roleIds());
        form.put("orgIdList", server.orgIds());
        putText("redirectUri", server.redirectUri(), form);
        putText("ipWhiteList", server.ipWhiteList(), form);
        if (server.enableOAuth2()) {
            form.put("enableOAuth2", true);
        }
        return form;
    }

    private static void putText(String name, String text, Map<String, @Nullable Object> form) {
        if (!text.isEmpty()) {
            form.put(name, text);
        }
    }

    static List<Map<String, @Nullable Object>> providers(Locale language) {
        return List.of(Provider.values()).stream()
                .map(provider -> {
                    Map<String, @Nullable Object> form = new LinkedHashMap<>();
                    form.put("provider", provider.value());
                    form.put("name", provider.label().text(language));
                    form.put("integrationModes", labels(List.of(IntegrationMode.values()), language));
                    return form;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> labels(List<IntegrationMode> modes, Locale language) {
        return modes.stream().map(mode -> mode.label().form(language)).toList();
    }
}
