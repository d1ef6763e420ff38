package dev.millrace.proxy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many calls one script may make: in all, and at the same time (spec script-proxy 9). One too many in all fails; one too
 * many at the same time waits for another to end. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained without a use of its end cannot fail
public final class CallBudget {
    private static final int USUAL_CALLS = 100;
    private static final int USUAL_AT_ONCE = 10;

    private final int maxCalls;
    private final int maxAtOnce;
    private final Queue<Runnable> waiting = new ArrayDeque<>(); // guarded by this, at most maxCalls
    private int calls; // guarded by this
    private int running; // guarded by this

    private CallBudget(int maxCalls, int maxAtOnce) {
        this.maxCalls = maxCalls;
        this.maxAtOnce = maxAtOnce;
    }

    /** 100 calls, 10 of them at the same time. */
    public static CallBudget usual() {
        return of(USUAL_CALLS, USUAL_AT_ONCE);
    }

    /** @throws IllegalArgumentException if one of them is less than 1 */
    public static CallBudget of(int maxCalls, int maxAtOnce) {
        if (maxCalls < 1 || maxAtOnce < 1) {
            throw new IllegalArgumentException(
                    "at least one call must be allowed, but were " + maxCalls + " and " + maxAtOnce);
        }
        return new CallBudget(maxCalls, maxAtOnce);
    }

    /**
     * Makes a call when there is room for it. Cancelling the future cancels the call, or leaves the queue.
     *
     * @param proxyCall named by the error if there are too many
     */
    public CompletableFuture<ProxyResult> run(ProxyCall proxyCall, Supplier<CompletableFuture<ProxyResult>> call) {
        CompletableFuture<ProxyResult> answer = new CompletableFuture<>();
        synchronized (this) {
            if (++calls > maxCalls) {
                CallSite site = new CallSite(proxyCall.platform(), "", proxyCall.api());
                answer.completeExceptionally(
                        site.error(ErrorCode.CALL_LIMIT, "a script may make at most " + maxCalls + " calls", true));
                return answer;
            }
            waiting.add(() -> start(answer, call));
        }
        startWaiting();
        return answer;
    }

    private void startWaiting() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = running < maxAtOnce ? waiting.poll() : null;
        running += next == null ? 0 : 1;
        return next;
    }

    private void start(CompletableFuture<ProxyResult> answer, Supplier<CompletableFuture<ProxyResult>> call) {
        if (answer.isDone()) {
            ended();
            return;
        }
        CompletableFuture<ProxyResult> running = call.get();
        answer.whenComplete((result, failure) -> running.cancel(true));
        running.whenComplete((result, failure) -> {
            ended();
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    private void ended() {
        synchronized (this) {
            running--;
        }
        startWaiting();
    }
}
