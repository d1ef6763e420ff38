package dev.millrace.http.application;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Handler;
import dev.millrace.http.route.Route;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes calls that manage applications, and answers in their place those that take longer than their time (spec
 * application-api 12): a store or directory of the host that hangs must hold neither connections nor the threads of other
 * requests. Thread-safe.
 *
 * <p>A call whose time is over before a thread took it up is never made. One that has begun is left to end by itself, unseen:
 * interrupted, it could have stored an application and not have revoked its tokens.
 */
final class ManagementCalls implements AutoCloseable {
    private static final Duration MAX_TIME = Duration.ofSeconds(30);
    private static final int MAX_AT_ONCE = 16;
    private static final int MAX_WAITING = 100;

    private final Clock clock;
    private final Timers timers;
    private final Runnable atEnd;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MAX_AT_ONCE, MAX_AT_ONCE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), work -> {
                Thread thread = new Thread(work, "millrace-applications");
                thread.setDaemon(true);
                return thread;
            });

    private ManagementCalls(Clock clock, Timers timers, Runnable atEnd) {
        this.clock = clock;
        this.timers = timers;
        this.atEnd = atEnd;
        threads.allowCoreThreadTimeOut(true);
    }

    /** @param timers that agree with the clock; the caller closes them */
    static ManagementCalls timedBy(Clock clock, Timers timers) {
        return new ManagementCalls(clock, timers, () -> {});
    }

    /** By the machine's clock, whatever the server's is. */
    static ManagementCalls timed() {
        Timers own = Timers.system();
        return new ManagementCalls(Clock.system(), own, own::close);
    }

    /** The route with the limit, if it manages anything; else as it is. */
    Route limited(Route route) {
        return route.permission().isManagement() ? route.withHandler(request -> answer(route, request)) : route;
    }

    private Response answer(Route route, Request request) {
        if (route.method() != Method.GET && route.method() != Method.DELETE) {
            request.content(); // here, as a slow client must not keep others from a thread
        }
        CompletableFuture<Response> answer = begin(route.handler(), request, threads);
        Timers.Timer end = timers.at(
                clock.epochMillis() + MAX_TIME.toMillis(),
                () -> answer.completeExceptionally(Failure.of(ApplicationError.TIMEOUT)));
        var unused = answer.whenComplete((response, thrown) -> end.cancel());
        return new Response.Later(answer);
    }

    private static CompletableFuture<Response> begin(Handler handler, Request request, Executor threads) {
        try {
            // what is completed before its turn is not made any more
            return CompletableFuture.supplyAsync(() -> handler.handle(request), threads);
        } catch (RejectedExecutionException full) {
            throw Failure.of(ApplicationError.UNAVAILABLE);
        }
    }

    /** Takes no more calls; those under way may end. Repeatable. */
    @Override
    public void close() {
        threads.shutdown();
        atEnd.run();
    }
}
