package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls over HTTP, to targets that an {@link EgressPolicy} permits.
 *
 * <pre>{@code
 * try (HttpClient client = HttpClient.create()) {
 *     HttpResponse answer = client.send(HttpRequest.get("https://example.com/").build()).join();
 *     System.out.println(answer.status() + " " + answer.text());
 * }
 * }</pre>
 *
 * <p>A call that waits holds no thread. HTTP/2 is spoken where TLS negotiates it. Connections are kept and shared. Answers
 * in gzip or deflate are decompressed. Cookies are not kept. Where a kept connection ends under a request, it is sent once
 * more if it certainly was not sent, or if its method may be repeated: GET, HEAD, OPTIONS, PUT, DELETE.
 *
 * <p>Every target is looked up once for each request, each of its addresses is checked, and the connection goes to those
 * and no others. The same holds for every redirect; headers with credentials do not go with it to another origin.
 *
 * <p>Thread-safe. An application needs one; the host gives it to the engine with {@code MillraceBuilder.service(HttpClient.class,
 * client)}, or gives a policy with {@code service(EgressPolicy.class, policy)} and leaves the client to the engine. {@link
 * #close} ends what is under way.
 */
public final class HttpClient implements AutoCloseable {
    private static final int LOOKUP_THREADS = 16;
    private static final int ANSWER_THREADS = 2;
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Set<String> REFUSED_METHODS = Set.of("CONNECT", "TRACE");

    private final HttpClientBuilder settings;
    private final ThreadPoolExecutor lookups = EgressThreads.pool("millrace-egress-lookup-", LOOKUP_THREADS);
    private final ThreadPoolExecutor answers = EgressThreads.pool("millrace-egress-answer-", ANSWER_THREADS);
    private final CheckedNames names;
    private final Transport transport;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    HttpClient(HttpClientBuilder settings) {
        this.settings = settings;
        this.names = new CheckedNames(settings.policy(), settings.resolver());
        this.transport = new Transport(settings, names);
    }

    /** A client that reaches public addresses. */
    public static HttpClient create() {
        return of(EgressPolicy.publicOnly());
    }

    /** A client that reaches what a policy permits. */
    public static HttpClient of(EgressPolicy policy) {
        return builder().policy(policy).build();
    }

    public static HttpClientBuilder builder() {
        return new HttpClientBuilder();
    }

    /**
     * Sends a request. The stage ends with the answer whatever its status, or with an {@link EgressException}. Cancelling
     * it aborts the exchange. What is chained to it runs on a thread of the client and should be short.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained to tidy up cannot fail
    public CompletableFuture<HttpResponse> send(HttpRequest request) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        try {
            Exchange exchange = exchange(request, answer);
            request.timeout().ifPresent(limit -> expire(answer, limit));
            underWay.add(exchange);
            answer.whenComplete((response, failure) -> {
                underWay.remove(exchange);
                if (failure != null) {
                    exchange.abort();
                }
            });
            exchange.begin();
            if (closed) {
                endAll();
            }
        } catch (EgressException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private Exchange exchange(HttpRequest request, CompletableFuture<HttpResponse> answer) throws EgressException {
        if (closed) {
            throw new EgressException(Kind.BROKEN, "the HTTP client is closed");
        }
        if (!METHOD.matcher(request.method()).matches() || REFUSED_METHODS.contains(request.method())) {
            throw new EgressException(Kind.INVALID_REQUEST, "the method cannot be used; write one such as GET or POST");
        }
        HttpBody body = request.body().orElse(null);
        List<HttpHeader> headers = request.headers().stream()
                .filter(header -> body == null || !header.isNamed("Content-Type"))
                .toList();
        for (HttpHeader header : headers) {
            header.check();
        }
        Hop first = new Hop(
                Target.of(request.url()),
                request.method(),
                headers,
                body,
                request.silence().orElse(null),
                request.maxAnswerBytes(settings.maxAnswerBytes()));
        return new Exchange(this, first, request.maxRedirects(settings.maxRedirects()), answer);
    }

    /** Ends a call that takes too long. The timer goes with the answer. */
    @SuppressWarnings("FutureReturnValueIgnored") // as above
    private void expire(CompletableFuture<HttpResponse> answer, Duration limit) {
        CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
        timer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(expired -> {
            EgressException late =
                    new EgressException(Kind.TIMED_OUT, "there was no whole answer within " + limit.toMillis() + " ms");
            answers.execute(() -> answer.completeExceptionally(late)); // the timer's thread is everybody's
            return null;
        });
        answer.whenComplete((response, failure) -> timer.complete(null));
    }

    /**
     * The addresses of a host, for other protocols: looked up and checked. Connect to these, not to the name. Blocks.
     *
     * @throws EgressException if there is no such host, or the policy does not permit it
     */
    public List<InetAddress> checkedAddresses(String host, int port) throws EgressException {
        Host parsed = Host.parse(host.strip());
        if (parsed == null) {
            throw new EgressException(Kind.INVALID_REQUEST, "the host is neither a name nor an address");
        }
        return names.checked(parsed, port);
    }

    /** Whom this client trusts, for other protocols. */
    public SSLContext tls() {
        return settings.tls();
    }

    /** Which targets this client reaches. */
    public EgressPolicy policy() {
        return settings.policy();
    }

    HttpClientBuilder settings() {
        return settings;
    }

    CheckedNames names() {
        return names;
    }

    Transport transport() {
        return transport;
    }

    Executor lookups() {
        return lookups;
    }

    Executor answers() {
        return answers;
    }

    private void endAll() {
        for (Exchange exchange : underWay) {
            exchange.fail(new EgressException(Kind.BROKEN, "the HTTP client was closed"));
        }
    }

    /** Ends what is under way, with a failure, and closes every connection. Repeatable. */
    @Override
    public void close() {
        closed = true;
        endAll();
        transport.close();
        lookups.shutdown();
        answers.shutdown();
    }
}
