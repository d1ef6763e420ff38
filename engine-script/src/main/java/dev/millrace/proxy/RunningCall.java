package dev.millrace.proxy;

import dev.millrace.egress.HttpResponse;
import dev.millrace.module.LogLevel;
import dev.millrace.proxy.ProxyAuthenticator.Additions;
import dev.millrace.proxy.platform.Retry;
import dev.millrace.store.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its start to its end. It holds no thread while it waits.
 *
 * <pre>
 * prepare → turn → authenticate → send → answer ──> result or error
 *             ^                            │
 *             └── repeat: token expired (once), retry rule ──┘
 * </pre>
 *
 * <p>Each arrow is a stage that ends on some thread; the next begins there, so one thread at a time is in here, but for
 * {@link #settle}, which cancelling, closing and the time limit may call. It acts once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained without a use of its end cannot fail
final class RunningCall {
    private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);

    private final Parts parts;
    private final ProxyCall call;
    private final CallContext context;
    private final CallRecord record;
    private final CompletableFuture<ProxyResult> answer = new CompletableFuture<>();
    private final AtomicBoolean settled = new AtomicBoolean();

    private boolean tokenRenewed;
    private int repeats;
    private volatile @Nullable CompletableFuture<?> underWay;
    private volatile Timers.@Nullable Timer limit;

    RunningCall(Parts parts, ProxyCall call, CallContext context) {
        this.parts = parts;
        this.call = call;
        this.context = context;
        this.record = new CallRecord(call, context, parts.clock());
    }

    CompletableFuture<ProxyResult> answer() {
        return answer;
    }

    CallRecord record() {
        return record;
    }

    void begin() {
        answer.whenComplete((result, failure) -> {
            if (failure instanceof CancellationException) {
                settle(null, error(ErrorCode.CANCELLED, "the call was cancelled"));
            }
        });
        guarded(() -> {
            PreparedCall ready = PreparedCall.of(call, context, parts.secrets(), record.secrets(), parts);
            record.prepared(ready.target().site());
            Duration whole = ready.wholeLimit();
            limit = parts.timers()
                    .at(parts.clock().epochMillis() + whole.toMillis(), () -> settle(null, tooLate(ready, whole)));
            attempt(ready);
        });
    }

    private ProxyError tooLate(PreparedCall ready, Duration whole) {
        boolean isRepeatable = ready.target().api().method().isRepeatable();
        return ready.target()
                .site()
                .error(ErrorCode.TIMEOUT, "the call was not over within " + whole.toMillis() + " ms", isRepeatable);
    }

    private void attempt(PreparedCall ready) {
        then(parts.rates().turn(ready.target()), turn -> authenticate(ready));
    }

    private void authenticate(PreparedCall ready) {
        then(
                ready.authentication().additions(ready.draft(), ready.target(), ready.secrets()),
                additions -> send(ready, additions));
    }

    private void send(PreparedCall ready, Additions additions) {
        Draft draft = ready.with(additions);
        record.sent(draft);
        CompletableFuture<HttpResponse> response = parts.sender().send(draft, ready.target(), ready.attemptLimit());
        underWay = response;
        abortIfSettled(response);
        response.whenComplete((value, failure) -> guarded(() -> {
            if (failure != null) {
                failed(ready, ProxyError.in(failure).orElseGet(() -> error(ErrorCode.NETWORK, "the request failed")));
            } else {
                answered(ready, additions, value);
            }
        }));
    }

    private void answered(PreparedCall ready, Additions additions, HttpResponse response) {
        var rule = ready.target().api().response();
        Answer body = Answer.read(response, rule.kind(), rule.bigNumbers().numbers());
        record.received(response, body);
        if (ready.authentication().expired(body, ready.target(), additions) && !tokenRenewed) {
            tokenRenewed = true;
            attempt(ready);
            return;
        }
        Optional<ProxyError> error = Outcome.errorOf(body, response.bytes().length, ready.target(), record.secrets());
        if (error.isPresent()) {
            failed(ready, error.get());
        } else {
            Qywx.warning(ready.target(), body.value())
                    .ifPresent(line -> context.log().accept(LogLevel.WARNING, line));
            settle(body, null);
        }
    }

    /** Repeats the call if its rule says so. */
    private void failed(PreparedCall ready, ProxyError error) {
        Retry retry = ready.target().api().retry();
        if (repeats >= retry.count() || !isRepeated(ready, error)) {
            settle(null, error);
            return;
        }
        repeats++;
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        Timers.Timer timer = parts.timers()
                .at(parts.clock().epochMillis() + retry.before(repeats).toMillis(), () -> pause.complete(true));
        pause.whenComplete((done, failure) -> timer.cancel());
        then(pause, done -> attempt(ready));
    }

    private boolean isRepeated(PreparedCall ready, ProxyError error) {
        var api = ready.target().api();
        if (error.status().isPresent() && isAskedFor(api.retry())) {
            return true;
        }
        String cause = error.code() == ErrorCode.HTTP_STATUS
                ? String.valueOf(error.status().orElse(0))
                : error.code().name();
        return api.retry().on().contains(cause) && (api.method().isRepeatable() || api.idempotent());
    }

    private boolean isAskedFor(Retry retry) {
        Answer body = record.read();
        return body != null
                && retry.when().map(rule -> rule.holds(body.value())).orElse(false);
    }

    /** Goes on with a stage's value; its failure ends the call. */
    private <T> void then(CompletableFuture<T> stage, Consumer<T> next) {
        underWay = stage;
        abortIfSettled(stage);
        stage.whenComplete((value, failure) -> guarded(() -> {
            if (failure == null) {
                next.accept(value);
            } else {
                settle(
                        null,
                        ProxyError.in(failure).orElseGet(() -> error(ErrorCode.AUTH_FAILED, "it could not begin")));
            }
        }));
    }

    private void abortIfSettled(CompletableFuture<?> stage) {
        if (settled.get()) {
            stage.cancel(true);
        }
    }

    /** A call must end whatever happens in it. */
    private void guarded(Runnable step) {
        if (settled.get()) {
            return;
        }
        try {
            step.run();
        } catch (ProxyError e) {
            settle(null, e);
        } catch (RuntimeException e) { // a bug here or in code of the host: it must show, and the call must end
            LOG.error("The call {} failed inside the host", record.site().name(), e);
            settle(null, error(ErrorCode.INTERNAL, "the call failed inside the host; the operator's log says why"));
        }
    }

    void cancel(String why) {
        settle(null, error(ErrorCode.CANCELLED, why));
    }

    private ProxyError error(ErrorCode code, String what) {
        return record.site().error(code, what);
    }

    /** Ends the call, once: everything under way is aborted, the logs are written, then the caller learns of it. */
    private void settle(@Nullable Answer result, @Nullable ProxyError error) {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        Timers.Timer timer = limit;
        if (timer != null) {
            timer.cancel();
        }
        CompletableFuture<?> waiting = underWay;
        if (waiting != null) {
            waiting.cancel(true);
        }
        Duration duration = record.duration();
        try {
            parts.log().add(record.entry(duration, error));
            context.log()
                    .accept(error == null ? LogLevel.INFO : LogLevel.WARNING, record.line(duration, result, error));
        } finally {
            if (error != null) {
                answer.completeExceptionally(error);
            } else if (result != null) {
                answer.complete(new ProxyResult(result.value(), result.status(), duration));
            }
        }
    }
}
