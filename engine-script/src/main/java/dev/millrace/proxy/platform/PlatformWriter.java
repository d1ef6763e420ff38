package dev.millrace.proxy.platform;

import dev.millrace.json.Json;
import dev.millrace.json.Layout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes platforms as {@link PlatformReader} reads them, with what differs from the defaults. */
public final class PlatformWriter {
    /** What stands for a credential. */
    public static final String MASKED = "******";

    private final boolean revealing;

    private PlatformWriter(boolean revealing) {
        this.revealing = revealing;
    }

    /** As a plain value, every credential masked. */
    public static Map<String, @Nullable Object> masked(Platform platform) {
        return new PlatformWriter(false).platform(platform);
    }

    /** As JSON text, every credential masked. */
    public static String maskedJson(Platform platform) {
        return Json.write(masked(platform), Layout.INDENTED);
    }

    /** With credentials, for a store that keeps them. */
    static Map<String, @Nullable Object> revealed(Platform platform) {
        return new PlatformWriter(true).platform(platform);
    }

    private Map<String, @Nullable Object> platform(Platform platform) {
        Written written = new Written()
                .with("platform_key", platform.key())
                .with("name", platform.name())
                .unless(true, "enabled", platform.enabled());
        platform.allowedWorkflows().ifPresent(ids -> written.with("allowedWorkflows", List.copyOf(new TreeSet<>(ids))));
        if (!platform.builtIn()) {
            written.with("auth", AuthWriter.auth(platform.auth())).some("defaults", defaults(platform.defaults()));
        }
        written.with(
                "instances", platform.instances().stream().map(this::instance).toList());
        if (!platform.builtIn()) {
            written.with(
                    "apis", platform.apis().stream().map(PlatformWriter::api).toList());
        }
        return written.map();
    }

    private static Map<String, @Nullable Object> defaults(Defaults defaults) {
        return new Written()
                .some("headers", sources(defaults.headers()))
                .unless(
                        Defaults.TIMEOUT.toMillis(),
                        "timeoutMs",
                        defaults.timeout().toMillis())
                .map();
    }

    private Map<String, @Nullable Object> instance(Instance instance) {
        Map<String, String> credentials = sources(instance.credentials());
        if (!revealing) {
            credentials.replaceAll((name, value) -> MASKED);
        }
        return new Written()
                .with("instance_key", instance.key())
                .with("name", instance.name())
                .unless(false, "default", instance.isDefault())
                .unless(true, "enabled", instance.enabled())
                .with("base_url", instance.baseUrl().toString())
                .some("headers", sources(instance.headers()))
                .some("credentials", credentials)
                .some("variables", instance.variables())
                .unless(false, "allowPrivate", instance.allowPrivate())
                .unless(0.0, "ratePerSecond", instance.ratePerSecond())
                .map();
    }

    private static Map<String, @Nullable Object> api(Api api) {
        Written written = new Written()
                .with("api_key", api.key())
                .with("name", api.name())
                .unless(true, "enabled", api.enabled())
                .with("method", api.method().name())
                .with("path", api.path().source())
                .unless(BodyKind.JSON, "contentType", api.bodyKind())
                .some("headers", sources(api.headers()))
                .with(
                        "params",
                        api.parameters().stream().map(PlatformWriter::parameter).toList())
                .with("args", api.arguments().stream().map(Parameter::name).toList())
                .some("response", response(api.response()));
        if (!api.accepted().equals(AcceptedStatus.SUCCESSFUL)) {
            written.with(
                    "acceptStatus",
                    api.accepted().all()
                            ? "all"
                            : List.copyOf(new TreeSet<>(api.accepted().listed())));
        }
        api.timeout().ifPresent(timeout -> written.with("timeoutMs", timeout.toMillis()));
        if (!api.retry().equals(Retry.NEVER)) {
            written.with("retry", retry(api.retry()));
        }
        api.idempotencyHeader().ifPresent(header -> written.with("idempotencyHeader", header));
        return written.unless(false, "idempotent", api.idempotent()).map();
    }

    private static Map<String, @Nullable Object> parameter(Parameter parameter) {
        Written written = new Written()
                .with("name", parameter.name())
                .with("in", lower(parameter.in()))
                .unless(ParameterType.ANY, "type", parameter.type())
                .unless(parameter.in() == Place.PATH, "required", parameter.required());
        parameter.fallback().ifPresent(fallback -> written.with("default", fallback.value()));
        return written.map();
    }

    private static Map<String, @Nullable Object> response(ResponseRule rule) {
        Written written = new Written()
                .unless(ResponseKind.AUTO, "type", rule.kind())
                .unless(BigNumbers.TEXT, "bigNumbers", rule.bigNumbers());
        rule.success().ifPresent(success -> written.with("success", success.source()));
        rule.message().ifPresent(message -> written.with("message", message.source()));
        rule.code().ifPresent(code -> written.with("code", code.source()));
        rule.retryable().ifPresent(retryable -> written.with("retryable", retryable.source()));
        return written.map();
    }

    private static Map<String, @Nullable Object> retry(Retry retry) {
        Written written = new Written()
                .with("count", (long) retry.count())
                .with("intervalMs", retry.interval().toMillis())
                .unless(1.0, "factor", retry.factor())
                .with("on", List.copyOf(new TreeSet<>(retry.on())));
        retry.when().ifPresent(when -> written.with("when", when.source()));
        return written.map();
    }

    static Map<String, String> sources(Map<String, Template> templates) {
        Map<String, String> sources = new LinkedHashMap<>();
        templates.forEach((name, template) -> sources.put(name, template.source()));
        return sources;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The members of an object, those that say no more than their default left out. */
    static final class Written {
        private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

        Written with(String name, @Nullable Object value) {
            members.put(name, value);
            return this;
        }

        Written unless(Object usual, String name, Object value) {
            return value.equals(usual) ? this : with(name, value instanceof Enum<?> constant ? lower(constant) : value);
        }

        Written some(String name, Map<String, ?> value) {
            return value.isEmpty() ? this : with(name, value);
        }

        Map<String, @Nullable Object> map() {
            return members;
        }
    }
}
