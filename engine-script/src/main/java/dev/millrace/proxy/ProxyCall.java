package dev.millrace.proxy;

import java.util.Objects;
import java.util.Optional;

/**
 * One call of an interface, as its author wrote it. Nothing in it is trusted.
 *
 * @param platform the platform's key
 * @param instance the instance's key; empty: the default instance
 * @param caller what the author says is calling, at most 64 characters; only recorded. Empty: what the context says
 * @param api key or camel-case name of the interface
 */
public record ProxyCall(
        String platform, Optional<String> instance, Optional<String> caller, String api, Arguments arguments) {
    public ProxyCall {
        Objects.requireNonNull(platform);
        Objects.requireNonNull(instance);
        Objects.requireNonNull(caller);
        Objects.requireNonNull(api);
        Objects.requireNonNull(arguments);
    }

    /** A call of the default instance. */
    public static ProxyCall of(String platform, String api, Arguments arguments) {
        return new ProxyCall(platform, Optional.empty(), Optional.empty(), api, arguments);
    }

    public ProxyCall on(String instanceKey) {
        return new ProxyCall(platform, Optional.of(instanceKey), caller, api, arguments);
    }

    public ProxyCall with(Arguments others) {
        return new ProxyCall(platform, instance, caller, api, others);
    }

    public ProxyCall from(String callerName) {
        return new ProxyCall(platform, instance, Optional.of(callerName), api, arguments);
    }
}
