package dev.millrace.script.graal;

import dev.millrace.json.Json;
import dev.millrace.proxy.ErrorCode;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.proxy.ProxyError;
import dev.millrace.script.ModuleFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a script learns of a call that failed. Of an exception that is not meant for it, nothing but that there was one. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static String json(Throwable thrown, ProxyCall call) {
        Throwable cause = causeOf(thrown);
        if (cause instanceof ProxyError error) {
            return json(error);
        }
        if (cause instanceof CancellationException) {
            return json(ProxyError.of(ErrorCode.CANCELLED, "the call was cancelled", call));
        }
        LOG.error("A call of {}.{} failed inside the host", call.platform(), call.api(), cause);
        return json(ProxyError.of(
                ErrorCode.INTERNAL, "the call failed inside the host; the operator's log says why", call));
    }

    private static String json(ProxyError error) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("code", error.code().name());
        members.put("message", error.message());
        members.put("platform", error.platform());
        members.put("instance", error.instance().isEmpty() ? null : error.instance());
        members.put("api", error.api());
        members.put("retryable", error.isRetryable());
        members.put("status", error.status().isPresent() ? error.status().getAsInt() : null);
        members.put("response", error.response());
        if (error.businessCode() != null) {
            members.put("businessCode", error.businessCode());
        }
        return Json.write(members);
    }

    static String json(Throwable thrown, String module) {
        Throwable cause = causeOf(thrown);
        if (cause instanceof ModuleFailure failure) {
            return json(failure);
        }
        LOG.error("Module {} failed inside the host when a script called it", module, cause);
        return json(new ModuleFailure(
                module, "Unexpected error", "the module failed inside the host; the operator's log says why", 0));
    }

    /** The failure as the answer of a call that was over at once. */
    static String inline(Throwable thrown, String module) {
        return "{\"error\":" + json(thrown, module) + "}";
    }

    private static String json(ModuleFailure failure) {
        return Json.write(Map.of(
                "module", failure.module(),
                "title", failure.title(),
                "message", String.valueOf(failure.getMessage()),
                "code", failure.code()));
    }

    private static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }
}
