package dev.millrace.proxy;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed (spec script-proxy 6). The message names platform and interface, and holds neither credentials nor
 * addresses with secrets.
 */
public final class ProxyError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String what;
    private final transient Details details;

    /**
     * What is known beside code and message.
     *
     * @param instance empty if the call failed before it was known
     * @param status of the HTTP answer
     * @param response the parsed body, at most 64 KiB of it as text; null if there is none
     * @param businessCode the platform's own code, with {@link ErrorCode#BUSINESS_ERROR}; null if there is none
     */
    public record Details(
            String platform,
            String instance,
            String api,
            OptionalInt status,
            @Nullable Object response,
            boolean retryable,
            @Nullable Object businessCode) {
        private CallSite site() {
            return new CallSite(platform, instance, api);
        }
    }

    /** @param what went wrong, without where */
    public ProxyError(ErrorCode code, String what, Details details) {
        super(details.site().name() + ": " + what, null, false, false);
        this.code = code;
        this.what = what;
        this.details = details;
    }

    /** A failure before anything was sent. Only with {@link ErrorCode#CALL_LIMIT} may the same call succeed later. */
    public static ProxyError of(ErrorCode code, String what, ProxyCall call) {
        return new CallSite(call.platform(), call.instance().orElse(""), call.api())
                .error(code, what, code == ErrorCode.CALL_LIMIT);
    }

    /** The error that a stage of a call ended with; empty if it is none. */
    public static Optional<ProxyError> in(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof ProxyError error ? Optional.of(error) : Optional.empty();
    }

    /** What went wrong, without where. */
    public String what() {
        return what;
    }

    /** The same, of another call that failed for the same reason. */
    ProxyError at(CallSite site) {
        return site.error(
                code, what, details.status(), details.response(), details.retryable(), details.businessCode());
    }

    public ErrorCode code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public String platform() {
        return details.platform();
    }

    /** Empty if the call failed before it was known. */
    public String instance() {
        return details.instance();
    }

    public String api() {
        return details.api();
    }

    /** Of the HTTP answer, if there was one. */
    public OptionalInt status() {
        return details.status();
    }

    /** The parsed body of the answer; null if there is none, or it is larger than 64 KiB. */
    public @Nullable Object response() {
        return details.response();
    }

    /** The same call may succeed later. */
    public boolean isRetryable() {
        return details.retryable();
    }

    /** The platform's own code, with {@link ErrorCode#BUSINESS_ERROR}. */
    public @Nullable Object businessCode() {
        return details.businessCode();
    }
}
