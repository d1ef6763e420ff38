package dev.millrace.egress;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Puts a client together. Everything has a default. */
public final class HttpClientBuilder {
    private static final int MAX_ANSWER_BYTES = 20_000_000;
    private static final int MAX_REDIRECTS = 10;
    private static final int MAX_CONNECTIONS = 2_000;
    private static final int MAX_CONNECTIONS_PER_HOST = 1_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private EgressPolicy policy = EgressPolicy.publicOnly();
    private NameResolver resolver = NameResolver.system();
    private @Nullable HttpProxy proxy;
    private @Nullable SSLContext tls;
    private Duration connectTimeout = CONNECT_TIMEOUT;
    private int maxAnswerBytes = MAX_ANSWER_BYTES;
    private int maxRedirects = MAX_REDIRECTS;
    private int maxConnections = MAX_CONNECTIONS;
    private int maxConnectionsPerHost = MAX_CONNECTIONS_PER_HOST;
    private final Set<String> credentialHeaders =
            new TreeSet<>(Set.of("authorization", "cookie", "proxy-authorization"));

    HttpClientBuilder() {}

    /** Which targets may be reached; public addresses unless this is called. */
    public HttpClientBuilder policy(EgressPolicy value) {
        policy = value;
        return this;
    }

    /** Finds the addresses of hosts; the machine's name service unless this is called. */
    public HttpClientBuilder resolver(NameResolver value) {
        resolver = value;
        return this;
    }

    /**
     * Sends everything through a proxy: {@code http://HOST:PORT}, {@code socks5://HOST:PORT}, or {@code HOST:PORT} for HTTP.
     * A SOCKS proxy is given addresses that were checked here. An HTTP proxy finds them itself, so the policy must say
     * {@link EgressPolicy.Builder#trustProxy}.
     *
     * @throws IllegalArgumentException if it is written differently
     */
    public HttpClientBuilder proxy(String text) {
        proxy = HttpProxy.of(text);
        return this;
    }

    /** Whom to trust; the certificates of the Java that runs unless this is called. */
    public HttpClientBuilder tls(SSLContext value) {
        tls = value;
        return this;
    }

    /** How long a connection may take to be made; 30 seconds unless this is called. */
    public HttpClientBuilder connectTimeout(Duration value) {
        connectTimeout = value;
        return this;
    }

    /** The largest answer, decompressed; 20,000,000 unless this is called. */
    public HttpClientBuilder maxAnswerBytes(int value) {
        maxAnswerBytes = atLeast(1, value, "maxAnswerBytes");
        return this;
    }

    /** How many redirects of one call are followed; 10 unless this is called. */
    public HttpClientBuilder maxRedirects(int value) {
        maxRedirects = atLeast(0, value, "maxRedirects");
        return this;
    }

    /** Connections at once, to all hosts and to one; 2,000 and 1,000 unless this is called. More calls wait. */
    public HttpClientBuilder maxConnections(int inAll, int perHost) {
        maxConnections = atLeast(1, inAll, "inAll");
        maxConnectionsPerHost = atLeast(1, perHost, "perHost");
        return this;
    }

    /** Another header that a redirect must not carry to another origin, beside the usual ones. */
    public HttpClientBuilder credentialHeader(String name) {
        credentialHeaders.add(name.toLowerCase(Locale.ROOT));
        return this;
    }

    private static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but was " + value);
        }
        return value;
    }

    /** @throws IllegalArgumentException if there is an HTTP proxy and the policy does not trust it */
    public HttpClient build() {
        if (proxy != null && proxy.kind() == HttpProxy.Kind.HTTP && !policy.trustsProxy()) {
            throw new IllegalArgumentException("an HTTP proxy finds the addresses of hosts itself, so they cannot be"
                    + " checked here; if the proxy refuses what must not be reached, say so with"
                    + " EgressPolicy.builder().trustProxy()");
        }
        return new HttpClient(this);
    }

    EgressPolicy policy() {
        return policy;
    }

    NameResolver resolver() {
        return resolver;
    }

    @Nullable
    HttpProxy proxy() {
        return proxy;
    }

    SSLContext tls() {
        SSLContext given = tls;
        if (given != null) {
            return given;
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no usable TLS", e);
        }
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    int maxAnswerBytes() {
        return maxAnswerBytes;
    }

    int maxRedirects() {
        return maxRedirects;
    }

    int maxConnections() {
        return maxConnections;
    }

    int maxConnectionsPerHost() {
        return maxConnectionsPerHost;
    }

    Set<String> credentialHeaders() {
        return Set.copyOf(credentialHeaders);
    }
}
