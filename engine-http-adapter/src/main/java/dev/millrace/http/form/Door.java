package dev.millrace.http.form;

import dev.millrace.form.ObjectException;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may come in, and how what goes wrong is told. Thread-safe. */
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final String AUTH_FAILED = InvokeError.AUTH_FAILED.id();

    private final ObjectSettings settings;
    private final Engines engines;
    private volatile boolean closed;

    Door(ObjectSettings settings, Engines engines) {
        this.settings = settings;
        this.engines = engines;
    }

    /** @throws Failure if nobody, or not this caller, may come in */
    Engine admit(Request request, int maxBytes) {
        if (closed) {
            throw Failure.of(Refusal.UNAVAILABLE);
        }
        if (settings.requiresHttps() && !request.servlet().isSecure()) {
            throw Failure.of(InvokeError.NOT_SECURE);
        }
        if (request.servlet().getContentLengthLong() > maxBytes) {
            throw Failure.of(Refusal.TOO_LARGE, "the body has more than " + maxBytes + " bytes");
        }
        return engines.identify(request);
    }

    Response.Full failed(Failure failure) {
        InvokeError error = InvokeError.of(failure.error());
        if (error.id().equals(AUTH_FAILED) && settings.tellsAuthByStatus()) {
            return ObjectEnvelope.failed(failure.as(new InvokeError(AUTH_FAILED, 401, error.message())));
        }
        return ObjectEnvelope.failed(failure);
    }

    /** The answer to whatever was thrown. What was not expected is logged under a reference. */
    Response.Full failed(Throwable thrown) {
        if (thrown instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return failed(wrapped.getCause());
        }
        if (thrown instanceof Failure failure) {
            return failed(failure);
        }
        if (thrown instanceof ObjectException refused) {
            return failed(Failure.of(InvokeError.of(refused.error()), refused.text()));
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("A call failed, reference {}", reference, thrown);
        return failed(Failure.of(InvokeError.INTERNAL, "Internal error, reference " + reference));
    }

    void close() {
        closed = true;
    }
}
