package dev.millrace.script.graal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.script.ModuleFailure;
import dev.millrace.script.ProxyCall;
import dev.millrace.script.ProxyFailure;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a script learns of a call that failed. Of an exception that is not meant for it, nothing but that there was one. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int MAX_RESPONSE = 64 << 10;

    private Failures() {}

    static String json(Throwable thrown, ProxyCall call) {
        Throwable cause = causeOf(thrown);
        if (cause instanceof ProxyFailure failure) {
            return json(failure.report());
        }
        if (cause instanceof CancellationException) {
            return json(
                    ProxyFailure.of("CANCELLED", "the call was cancelled", call).report());
        }
        LOG.error("A call of {}.{} failed inside the host", call.platform(), call.api(), cause);
        return json(ProxyFailure.of("INTERNAL", "the call failed inside the host; the operator's log says why", call)
                .report());
    }

    private static String json(ProxyFailure.Report report) {
        return Json.text(out -> {
            out.writeStartObject();
            out.writeStringField("code", report.code());
            out.writeStringField("message", report.message());
            out.writeStringField("platform", report.platform());
            out.writeStringField("instance", report.instance().orElse(null));
            out.writeStringField("api", report.api());
            out.writeBooleanField("retryable", report.retryable());
            if (report.status().isPresent()) {
                out.writeNumberField("status", report.status().getAsInt());
            }
            if (report.response().filter(body -> body.length() <= MAX_RESPONSE).isPresent()) {
                raw(out, "response", report.response().get());
            }
            if (report.businessCode().isPresent()) {
                raw(out, "businessCode", report.businessCode().get());
            }
            out.writeEndObject();
        });
    }

    private static void raw(JsonGenerator out, String name, String json) throws IOException {
        out.writeFieldName(name);
        out.writeRawValue(json);
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
        return Json.text(out -> {
            out.writeStartObject();
            out.writeStringField("module", failure.module());
            out.writeStringField("title", failure.title());
            out.writeStringField("message", failure.getMessage());
            out.writeNumberField("code", failure.code());
            out.writeEndObject();
        });
    }

    private static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }
}
