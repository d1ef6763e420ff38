package dev.millrace.proxy;

import dev.millrace.value.Excerpt;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What is being called, as errors name it. */
record CallSite(String platform, String instance, String api) {
    CallSite {
        platform = shown(platform);
        instance = shown(instance);
        api = shown(api);
    }

    private static String shown(String name) {
        return Excerpt.of(name);
    }

    /** {@code crm.get_customer}. */
    String name() {
        return api.isEmpty() ? platform : platform + "." + api;
    }

    /** One that does not pass by itself, before an answer. */
    ProxyError error(ErrorCode code, String message) {
        return error(code, message, false);
    }

    ProxyError error(ErrorCode code, String message, boolean retryable) {
        return error(code, message, OptionalInt.empty(), null, retryable, null);
    }

    ProxyError error(
            ErrorCode code,
            String message,
            OptionalInt status,
            @Nullable Object response,
            boolean retryable,
            @Nullable Object businessCode) {
        return new ProxyError(
                code,
                message,
                new ProxyError.Details(platform, instance, api, status, response, retryable, businessCode));
    }
}
