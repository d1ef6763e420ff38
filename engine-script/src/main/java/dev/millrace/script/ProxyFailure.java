package dev.millrace.script;

import java.util.Optional;
import java.util.OptionalInt;

/** Why a call with {@code $proxy} failed: what the script gets as a {@code ProxyError} (spec script-proxy 6). */
public final class ProxyFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Report report;

    /**
     * @param code one of the codes of spec script-proxy 6
     * @param message with platform and interface; never a credential, never an address with a secret
     * @param status of the HTTP answer
     * @param response the answer's body as JSON text, at most 64 KiB
     * @param retryable the same call may succeed later
     * @param businessCode as JSON text, for {@code BUSINESS_ERROR}
     */
    public record Report(
            String code,
            String message,
            String platform,
            Optional<String> instance,
            String api,
            OptionalInt status,
            Optional<String> response,
            boolean retryable,
            Optional<String> businessCode) {}

    public ProxyFailure(Report report) {
        super(report.code() + ": " + report.message(), null, false, false);
        this.report = report;
    }

    /** A failure before anything was sent. */
    public static ProxyFailure of(String code, String message, ProxyCall call) {
        return new ProxyFailure(new Report(
                code,
                message,
                call.platform(),
                call.instance(),
                call.api(),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                Optional.empty()));
    }

    public Report report() {
        return report;
    }
}
