package dev.millrace.http.application;

import dev.millrace.store.RecordContent;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Applications as the content of records, without their secure keys. */
final class ApplicationContent {
    private ApplicationContent() {}

    static RecordContent of(Application application) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", application.id());
        members.put("name", application.name());
        members.put("description", application.description());
        members.put("provider", application.provider().value());
        members.put(
                "modes",
                application.modes().stream().map(IntegrationMode::value).toList());
        ApiServer server = application.apiServer();
        members.put("appId", server.appId());
        members.put("signature", server.signature().name());
        members.put("roleIds", server.roleIds());
        members.put("orgIds", server.orgIds());
        members.put("redirectUri", server.redirectUri());
        members.put("ipWhiteList", server.ipWhiteList());
        members.put("enableOAuth2", server.enableOAuth2());
        Map<String, Object> others = new LinkedHashMap<>();
        application.others().forEach((mode, configuration) -> others.put(mode.value(), configuration));
        members.put("others", others);
        members.put("enabled", application.enabled());
        members.put("creatorId", application.creatorId());
        members.put("createdAt", application.createdAt().toEpochMilli());
        application.operations().ifPresent(ids -> members.put("operations", List.copyOf(new TreeSet<>(ids))));
        return RecordContent.of(members);
    }

    static Application withoutKey(RecordContent content) {
        ApiServer server = new ApiServer(
                content.text("appId"),
                "",
                SignatureMethod.valueOf(content.text("signature")),
                content.texts("roleIds"),
                content.texts("orgIds"),
                content.text("redirectUri"),
                content.text("ipWhiteList"),
                content.truth("enableOAuth2"));
        boolean isGranted = content.members().containsKey("operations");
        return new Application(
                content.text("id"),
                content.text("name"),
                content.text("description"),
                Provider.of(content.text("provider")).orElseThrow(),
                content.texts("modes").stream().map(ApplicationContent::mode).toList(),
                server,
                others(content),
                content.truth("enabled"),
                content.text("creatorId"),
                Instant.ofEpochMilli(content.whole("createdAt")),
                isGranted ? Optional.of(Set.copyOf(content.texts("operations"))) : Optional.empty());
    }

    private static IntegrationMode mode(String value) {
        return IntegrationMode.of(value)
                .orElseThrow(() -> new IllegalStateException("a stored application has the unknown mode " + value
                        + "; use the release that has written it, or a later one"));
    }

    private static Map<IntegrationMode, Map<String, Object>> others(RecordContent content) {
        Map<IntegrationMode, Map<String, Object>> others = new EnumMap<>(IntegrationMode.class);
        content.dictionary("others").forEach((mode, configuration) -> {
            Map<String, Object> members = new LinkedHashMap<>();
            if (configuration instanceof Map<?, ?> map) {
                map.forEach((name, value) -> members.put(String.valueOf(name), value));
            }
            others.put(mode(mode), members);
        });
        return others;
    }
}
