package dev.millrace.http;

import dev.millrace.Millrace;
import dev.millrace.http.access.Guard;
import dev.millrace.http.access.Identity;
import dev.millrace.http.application.AuditLog;
import dev.millrace.http.exchange.EventStream;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Incoming;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Api;
import dev.millrace.http.route.Route;
import dev.millrace.http.route.RouteTable;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documented HTTP APIs over an engine, for any servlet container of version 6 or newer. Thread-safe.
 *
 * <pre>{@code
 * ServletRegistration.Dynamic millrace = context.addServlet("millrace", MillraceServlet.of(engine, HttpSettings.defaults()));
 * millrace.addMapping("/api/*", "/v1/*", "/OpenApi/*", "/openapi.json", "/docs/*");
 * millrace.setAsyncSupported(true);
 * millrace.setMultipartConfig(MillraceServlet.uploads(HttpSettings.defaults()));
 * }</pre>
 *
 * <p>Paths are read as the client wrote them, below the container's context path; so the servlet is mapped to the paths of
 * the documents themselves, or to {@code /*}. The host closes the engine.
 */
public final class MillraceServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(MillraceServlet.class);

    /** A download beyond that goes out as it comes (spec application-api 8). */
    private static final int MAX_HELD_BYTES = 10 << 20;

    private final transient Apis apis;
    private final transient Guard guard;
    private final transient RouteTable routes;
    private final transient HttpSettings settings;

    private MillraceServlet(Apis apis, HttpSettings settings) {
        this.apis = apis;
        this.guard = apis.guard();
        this.routes = apis.routes();
        this.settings = settings;
    }

    /**
     * @param engine built with a history, which the API shows
     * @throws IllegalArgumentException if it has none
     */
    public static MillraceServlet of(Millrace engine, HttpSettings settings) {
        return new MillraceServlet(new Apis(engine, settings), settings);
    }

    /** How a container is to read uploads: in memory, and not beyond the limit of the settings. */
    public static MultipartConfigElement uploads(HttpSettings settings) {
        int max = settings.limits().maxUploadBytes();
        return new MultipartConfigElement("", max, max, max);
    }

    /** Every route, in the order of the documents. */
    RouteTable routes() {
        return routes;
    }

    /** Ends the streams of events; for containers, which call it when they stop. */
    @Override
    public void destroy() {
        apis.close();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse servlet) throws IOException {
        String path = path(request);
        Api api = apis.of(path);
        Sending sending = new Sending(api, request, servlet);
        sending.add(SecurityHeaders.ALL);
        send(answer(request, api.canonical(path), sending), sending);
    }

    private Response answer(HttpServletRequest request, String path, Sending sending) {
        try {
            sending.add(guard.receive(request));
            if (Preflight.is(request)) {
                return Preflight.answer(routes.allowed(path));
            }
            RouteTable.Match match;
            try {
                match = routes.match(request.getMethod(), path);
            } catch (Failure refusal) {
                return sending.api.unmatched(request, refusal);
            }
            Route route = match.route();
            Incoming incoming = new Incoming(request, settings.limits());
            Identity identity = guard.identify(incoming, route);
            sending.seal = identity.seal();
            Principal principal = identity.principal();
            sending.call =
                    Optional.of(new Call(principal, match, settings.clock().epochMillis()));
            guard.authorize(principal, route);
            sending.add(guard.count(request, principal, route.rateClass()));
            return route.handler().handle(new Request(incoming, match.pathParameters(), principal));
        } catch (RuntimeException e) {
            return sending.failed(failure(e));
        }
    }

    /** Where a response goes, and what goes with it whatever it is; used by one thread at a time. */
    private static final class Sending {
        final Api api;
        final HttpServletRequest request;
        final HttpServletResponse servlet;
        Optional<UnaryOperator<Response.Full>> seal = Optional.empty();
        Optional<Call> call = Optional.empty();

        Sending(Api api, HttpServletRequest request, HttpServletResponse servlet) {
            this.api = api;
            this.request = request;
            this.servlet = servlet;
        }

        /** Headers of the answer, whatever it will be. */
        void add(Map<String, String> headers) {
            headers.forEach(servlet::setHeader);
        }

        Response failed(Failure failure) {
            return api.failed(failure, Incoming.language(request));
        }
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    /** What was not expected is logged, and says nothing of the machine. */
    private static Failure failure(Throwable thrown) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        if (thrown instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return failure(wrapped.getCause());
        }
        if (thrown instanceof UncheckedIOException) {
            LOG.debug("A request could not be read", thrown);
            return isLate(thrown)
                    ? Failure.of(Refusal.TOO_SLOW, "the body did not come in time")
                    : Failure.of(Refusal.BAD_REQUEST, "the body could not be read to its end");
        }
        LOG.error("A request failed", thrown);
        return Failure.of(Refusal.INTERNAL);
    }

    private static boolean isLate(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** Somebody calls a route. */
    private record Call(Principal principal, RouteTable.Match match, long startedAt) {
        AuditLog.Entry answered(int status, long now) {
            return new AuditLog.Entry(
                    Instant.ofEpochMilli(startedAt),
                    principal.toString(),
                    match.route().operationId(),
                    object(),
                    status,
                    Duration.ofMillis(now - startedAt),
                    Set.of());
        }

        private String object() {
            Iterator<String> values = match.pathParameters().values().iterator();
            return values.hasNext() ? values.next() : "";
        }
    }

    private void audit(Sending sending, int status) {
        sending.call
                .filter(call -> call.principal().kind() != Principal.Kind.NOBODY)
                .ifPresent(call -> apis.audit()
                        .record(call.answered(status, settings.clock().epochMillis())));
    }

    private void send(Response response, Sending to) throws IOException {
        HttpServletRequest request = to.request;
        HttpServletResponse servlet = to.servlet;
        if (response instanceof Response.Later later) {
            sendLater(later.response(), to);
        } else if (response instanceof Response.Full plain) {
            Response.Full full = to.seal.map(sealing -> sealing.apply(plain)).orElse(plain);
            audit(to, full.status());
            if (hasUnreadBody(request)) {
                servlet.setHeader("Connection", "close");
            }
            begin(full.status(), full.contentType(), full.headers(), servlet);
            servlet.setContentLength(full.length());
            full.writeTo(servlet.getOutputStream());
        } else if (response instanceof Response.Stream stream) {
            stream(stream, to);
        } else if (response instanceof Response.Events events) {
            audit(to, 200);
            begin(200, "text/event-stream", Map.of("X-Accel-Buffering", "no"), servlet);
            servlet.flushBuffer();
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            events.source().accept(new EventStream(async));
        }
    }

    /** One that is to be sealed is held back, as far as it is not too large for that. */
    private void stream(Response.Stream stream, Sending to) throws IOException {
        if (to.seal.isEmpty()) {
            audit(to, stream.status());
            begin(stream, to.servlet);
            stream.writer().write(to.servlet.getOutputStream());
            return;
        }
        HeldBack held = new HeldBack(MAX_HELD_BYTES, () -> {
            audit(to, stream.status());
            begin(stream, to.servlet);
            return to.servlet.getOutputStream();
        });
        stream.writer().write(held);
        Optional<byte[]> whole = held.whole();
        if (whole.isPresent()) {
            send(new Response.Full(stream.status(), stream.headers(), stream.contentType(), whole.get()), to);
        }
    }

    private static void begin(Response.Stream stream, HttpServletResponse servlet) {
        begin(stream.status(), stream.contentType(), stream.headers(), servlet);
    }

    /** A container gives up a connection on which a refused body still comes; a client must not use it again. */
    private static boolean hasUnreadBody(HttpServletRequest request) throws IOException {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        boolean waitsToBeAsked = request.getHeader("Expect") != null; // and to look for its body would ask for it
        return hasBody && (waitsToBeAsked || !request.getInputStream().isFinished());
    }

    private static void begin(
            int status, String contentType, Map<String, String> headers, HttpServletResponse servlet) {
        servlet.setStatus(status);
        headers.forEach(servlet::setHeader);
        if (!contentType.isEmpty()) {
            servlet.setContentType(contentType);
        }
    }

    /** Writes on a thread of the container: the one that ends an execution must not wait for a slow client. */
    private void sendLater(CompletionStage<Response> stage, Sending to) {
        AsyncContext async = to.request.startAsync();
        async.setTimeout(0);
        var unused = stage.whenComplete((response, thrown) -> async.start(() -> {
            try {
                send(thrown == null ? response : to.failed(failure(thrown)), to);
            } catch (IOException e) {
                LOG.debug("A client went away before its response", e);
            } finally {
                async.complete();
            }
        }));
    }
}
