package dev.millrace.proxy;

import dev.millrace.egress.HttpResponse;
import dev.millrace.proxy.log.CallLogEntry;
import dev.millrace.proxy.log.KnownSecrets;
import dev.millrace.store.Clock;
import dev.millrace.value.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell of one call: for the logs, and for who tests an interface. Filled by one thread at a time, read by
 * any.
 */
final class CallRecord {
    private final ProxyCall call;
    private final CallContext context;
    private final Clock clock;
    private final Instant start;
    private final long startNanos;
    private final KnownSecrets known = new KnownSecrets();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile CallSite site;
    private volatile @Nullable Draft sent;
    private volatile @Nullable HttpResponse received;
    private volatile @Nullable Answer read;

    /** The call begins now. */
    CallRecord(ProxyCall call, CallContext context, Clock clock) {
        this.call = call;
        this.context = context;
        this.clock = clock;
        this.start = Instant.ofEpochMilli(clock.epochMillis());
        this.startNanos = clock.nanoTime();
        this.site = new CallSite(call.platform(), call.instance().orElse(""), call.api());
    }

    /** From now on it is told under the names of the configuration, not those that its author wrote. */
    void prepared(CallSite found) {
        site = found;
    }

    void sent(Draft draft) {
        sent = draft;
        attempts.incrementAndGet();
    }

    void received(HttpResponse response, Answer body) {
        received = response;
        read = body;
    }

    CallSite site() {
        return site;
    }

    /** What must not be shown. */
    KnownSecrets secrets() {
        return known;
    }

    /** What was sent last. */
    Optional<CallLogEntry.Request> request() {
        return Optional.ofNullable(sent).map(draft -> draft.shown(known));
    }

    /** What was received last. */
    Optional<HttpResponse> response() {
        return Optional.ofNullable(received);
    }

    /** What was received last, as a value; null before there is any. */
    @Nullable
    Answer read() {
        return read;
    }

    /** The body received last, masked. */
    String shownBody() {
        Answer body = read;
        return body == null ? "" : body.shown(known);
    }

    /** Since it began. */
    Duration duration() {
        return Duration.ofNanos(clock.nanoTime() - startNanos);
    }

    /** {@code proxy crm.get_customer -> 200 (35 ms)}. */
    String line(Duration duration, @Nullable Answer result, @Nullable ProxyError error) {
        String end = error == null
                ? String.valueOf(result == null ? 0 : result.status())
                : error.code().name();
        return "proxy " + site.name() + " -> " + end + " (" + duration.toMillis() + " ms)";
    }

    CallLogEntry entry(Duration duration, @Nullable ProxyError error) {
        CallSite named = site;
        Answer body = read;
        return new CallLogEntry(
                0,
                CallLogEntry.Kind.CALL,
                start,
                duration,
                Excerpt.of(call.caller().orElse(context.caller())),
                new CallLogEntry.Origin(context.executionId(), context.workflowId(), context.stepId()),
                named.platform(),
                named.instance(),
                named.api(),
                request(),
                body == null ? Optional.empty() : Optional.of(body.status()),
                shownBody(),
                attempts.get(),
                error == null ? Optional.empty() : Optional.of(error.code().name()));
    }
}
