package dev.millrace.proxy;

import dev.millrace.egress.HttpResponse;
import dev.millrace.proxy.log.CallLog;
import dev.millrace.proxy.log.CallLogEntry;
import dev.millrace.proxy.log.KnownSecrets;
import dev.millrace.proxy.log.Masking;
import dev.millrace.proxy.platform.PlatformStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls the configured interfaces: names, arguments, authentication, limits, repeats and the log of calls (spec
 * script-proxy).
 *
 * <pre>{@code
 * ProxyService service = ProxyService.builder(PlatformStore.of(PlatformReader.read(json)))
 *     .secrets(SecretStore.environment(System.getenv()))
 *     .build();
 * Millrace millrace = Millrace.builder().service(ProxyService.class, service).build();
 * }</pre>
 *
 * <p>Thread-safe. A call that waits holds no thread. The host closes it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained without a use of its end cannot fail
public final class ProxyService implements AutoCloseable {
    private static final Duration NO_TIME = Duration.ZERO;

    private final PlatformStore platforms;
    private final Parts parts;
    private final Runnable onClose;
    private final Set<RunningCall> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ProxyService(PlatformStore platforms, Parts parts, Runnable onClose) {
        this.platforms = platforms;
        this.parts = parts;
        this.onClose = onClose;
    }

    /** @param platforms asked at each call, so that a change holds for the next */
    public static ProxyServiceBuilder builder(PlatformStore platforms) {
        return new ProxyServiceBuilder(platforms);
    }

    /**
     * Makes a call. The future ends with a result or with a {@link ProxyError}, whatever was wrong; it never throws. What is
     * chained to it runs on a thread of the HTTP client and should be short.
     *
     * <p>Cancelling the future aborts what is under way; the request may have reached the other side.
     */
    public CompletableFuture<ProxyResult> call(ProxyCall call, CallContext context) {
        return begun(call, context).answer();
    }

    private RunningCall begun(ProxyCall call, CallContext context) {
        RunningCall begun = new RunningCall(parts, call, context);
        running.add(begun);
        begun.answer().whenComplete((result, failure) -> running.remove(begun));
        if (closed) {
            begun.cancel("the service is closed");
        } else {
            begun.begin();
        }
        return begun;
    }

    /** Makes a call and shows what was sent and what came back. The future always ends with an answer. */
    public CompletableFuture<TestAnswer> test(ProxyCall call, CallContext context) {
        RunningCall begun = begun(call, context);
        CallRecord record = begun.record();
        long start = parts.clock().nanoTime();
        return begun.answer()
                .handle((result, failure) -> new TestAnswer(
                        record.request(),
                        record.response().map(response -> shown(response, record)),
                        result == null ? null : result.value(),
                        ProxyError.in(failure),
                        Duration.ofNanos(parts.clock().nanoTime() - start)));
    }

    private static TestAnswer.Response shown(HttpResponse response, CallRecord record) {
        var headers = new TreeMap<String, String>();
        response.joinedHeaders()
                .forEach((name, value) -> headers.put(name, Masking.header(name, value, record.secrets())));
        return new TestAnswer.Response(response.status(), headers, record.shownBody());
    }

    /** The request of a call, with placeholders for secrets and tokens. Nothing is sent, and no secret is read. */
    public TestAnswer dryRun(ProxyCall call, CallContext context) {
        KnownSecrets known = new KnownSecrets();
        try {
            PreparedCall ready = PreparedCall.of(call, context, name -> Optional.of(Masking.MASKED), known, parts);
            CallLogEntry.Request request =
                    ready.with(ready.authentication().placeholders()).shown(known);
            return new TestAnswer(Optional.of(request), Optional.empty(), null, Optional.empty(), NO_TIME);
        } catch (ProxyError e) {
            return new TestAnswer(Optional.empty(), Optional.empty(), null, Optional.of(e), NO_TIME);
        }
    }

    /** The configuration that calls use. */
    public PlatformStore platforms() {
        return platforms;
    }

    /** What was called. */
    public CallLog log() {
        return parts.log();
    }

    /** Ends every call under way with {@link ErrorCode#CANCELLED}, and refuses further ones. Repeatable. */
    @Override
    public void close() {
        closed = true;
        running.forEach(call -> call.cancel("the service is closed"));
        onClose.run();
    }
}
