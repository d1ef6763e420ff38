package dev.millrace.proxy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Calls interfaces from Java as scripts do (spec script-proxy 1 and 11). Immutable: each method gives a new one, so a
 * beginning can be used again.
 *
 * <pre>{@code
 * ProxyClient crm = ProxyClient.of(service).platform("crm");
 * Object customer = crm.invoke("getCustomer", "77").join().value();
 * crm.api("add_note").path(Map.of("id", "77")).body(Map.of("text", "called back")).call();
 * }</pre>
 */
public final class ProxyClient {
    private final ProxyService service;
    private final CallContext context;

    private ProxyClient(ProxyService service, CallContext context) {
        this.service = service;
        this.context = context;
    }

    public static ProxyClient of(ProxyService service) {
        return new ProxyClient(service, CallContext.of("java"));
    }

    /** What the log tells about where calls come from. */
    public ProxyClient in(CallContext newContext) {
        return new ProxyClient(service, newContext);
    }

    /** The default instance of a platform. Nothing is looked for before a call. */
    public OnPlatform platform(String key) {
        return new OnPlatform(key, Optional.empty());
    }

    /** A platform that can be called. */
    public final class OnPlatform {
        private final String platform;
        private final Optional<String> instance;

        private OnPlatform(String platform, Optional<String> instance) {
            this.platform = platform;
            this.instance = instance;
        }

        public OnPlatform instance(String key) {
            return new OnPlatform(platform, Optional.of(key));
        }

        /** A direct call: arguments in order. */
        public CompletableFuture<ProxyResult> invoke(String api, @Nullable Object... arguments) {
            return send(api, Arguments.direct(arguments));
        }

        /** Begins a chain call. */
        public OnApi api(String name) {
            return new OnApi(this, name, Arguments.Parts.NONE);
        }

        private CompletableFuture<ProxyResult> send(String api, Arguments arguments) {
            return service.call(new ProxyCall(platform, instance, Optional.empty(), api, arguments), context);
        }
    }

    /** An interface with what its call will be given. */
    public static final class OnApi {
        private final OnPlatform platform;
        private final String api;
        private final Arguments.Parts parts;

        private OnApi(OnPlatform platform, String api, Arguments.Parts parts) {
            this.platform = platform;
            this.api = api;
            this.parts = parts;
        }

        /** Path parameters; a later value of a name wins. */
        public OnApi path(Map<String, ?> values) {
            return with(new Arguments.Parts(merged(parts.path(), values), parts.query(), parts.header(), parts.body()));
        }

        /** Query parameters; a later value of a name wins. */
        public OnApi query(Map<String, ?> values) {
            return with(new Arguments.Parts(parts.path(), merged(parts.query(), values), parts.header(), parts.body()));
        }

        /** Headers; a later value of a name wins, whatever its case. */
        public OnApi header(Map<String, ?> values) {
            Map<String, @Nullable Object> kept = new LinkedHashMap<>(parts.header());
            for (String name : values.keySet()) {
                kept.keySet().removeIf(other -> other.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
            }
            return with(new Arguments.Parts(parts.path(), parts.query(), merged(kept, values), parts.body()));
        }

        /** The body; replaces an earlier one. */
        public OnApi body(@Nullable Object value) {
            return with(new Arguments.Parts(
                    parts.path(), parts.query(), parts.header(), Optional.of(new Arguments.Body(value))));
        }

        private OnApi with(Arguments.Parts others) {
            return new OnApi(platform, api, others);
        }

        private static Map<String, @Nullable Object> merged(
                Map<String, @Nullable Object> earlier, Map<String, ?> later) {
            Map<String, @Nullable Object> merged = new LinkedHashMap<>(earlier);
            merged.putAll(later);
            return Collections.unmodifiableMap(merged);
        }

        /** Makes the call; see {@link ProxyService#call}. */
        public CompletableFuture<ProxyResult> call() {
            return platform.send(api, parts);
        }
    }
}
