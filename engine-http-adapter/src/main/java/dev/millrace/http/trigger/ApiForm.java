package dev.millrace.http.trigger;

import dev.millrace.http.exchange.Body;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** APIs as the editor API writes them. Secrets are masked before: this is given workflows that may be shown. */
final class ApiForm {
    /** When the API was first saved, in milliseconds; kept among the trigger's parameters. */
    static final String CREATED_AT = "createdAt";

    /** The fields of a definition, with what an absent one means; null where there is no such. */
    private static final Map<String, @Nullable Object> DEFAULTS = defaults();

    /** What a client may send back as it got it, and has no say in. */
    private static final Set<String> SERVER_OWNED =
            Set.of("id", "workflowId", "workflowName", "workflowEnabled", "path", CREATED_AT, "modifiedAt");

    private ApiForm() {}

    private static Map<String, @Nullable Object> defaults() {
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        defaults.put("name", "");
        defaults.put("owner", ApiRoute.DEFAULT_OWNER);
        defaults.put("module", "");
        defaults.put("function", "");
        defaults.put("method", "POST");
        defaults.put("mode", ApiRoute.Mode.SYNC.id());
        defaults.put("enabled", false);
        defaults.put(CredentialForm.FIELD, Map.of("type", "none"));
        defaults.put("ipWhitelist", List.of());
        defaults.put("debugData", Map.of());
        defaults.put("params", List.of());
        defaults.put("timeoutMs", 60_000L);
        defaults.put("maxConcurrent", 100L);
        defaults.put("queueMs", 0L);
        defaults.put("ratePerSecond", 0L);
        defaults.put("onTimeout", "cancel");
        return defaults;
    }

    static Map<String, @Nullable Object> of(Workflow workflow) {
        Step trigger = ApiDefinition.trigger(workflow).orElseThrow();
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("id", workflow.id());
        form.put("workflowName", workflow.name());
        form.put("workflowEnabled", workflow.enabled());
        DEFAULTS.forEach((field, fallback) -> {
            Object value = trigger.parameters().get(field);
            form.put(field, value == null ? fallback : value);
        });
        form.put("path", "/v1/api/" + form.get("owner") + "/" + form.get("module") + "/" + form.get("function"));
        Object createdAt = trigger.parameters().get(CREATED_AT);
        long modifiedAt = workflow.modifiedAt().toEpochMilli();
        form.put(CREATED_AT, createdAt == null ? (Object) modifiedAt : createdAt); // a host deploys without one
        form.put("modifiedAt", modifiedAt);
        return form;
    }

    static boolean mentions(Map<String, @Nullable Object> form, String lowerCasePart) {
        return List.of("name", "owner", "module", "function").stream()
                .map(field -> String.valueOf(form.get(field)).toLowerCase(Locale.ROOT))
                .anyMatch(text -> text.contains(lowerCasePart));
    }

    /** The parameters that a body sets; notes those that nobody knows. */
    static Map<String, @Nullable Object> parameters(Body body) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        body.fields().forEach((name, value) -> {
            if (DEFAULTS.containsKey(name)) {
                parameters.put(name, value);
            } else if (!SERVER_OWNED.contains(name)) {
                body.problem(name, "is no field of an API");
            }
        });
        return parameters;
    }
}
