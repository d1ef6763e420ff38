package dev.millrace.proxy;

import dev.millrace.proxy.log.CallLogEntry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a test call shows an administrator (spec script-proxy 8), secrets masked.
 *
 * @param request empty if there was none to send
 * @param response empty if nothing was sent, or nothing came
 * @param result null unless the call succeeded
 */
public record TestAnswer(
        Optional<CallLogEntry.Request> request,
        Optional<Response> response,
        @Nullable Object result,
        Optional<ProxyError> error,
        Duration duration) {
    /**
     * What came back.
     *
     * @param body its first 4 KiB
     */
    public record Response(int status, Map<String, String> headers, String body) {}
}
