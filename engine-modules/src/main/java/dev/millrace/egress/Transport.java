package dev.millrace.egress;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.async.methods.InflatingAsyncDataConsumer;
import org.apache.hc.client5.http.async.methods.InflatingGzipDataConsumer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The library below: sends one request to one target. Follows nothing, repeats nothing, remembers no cookies. */
final class Transport implements AutoCloseable {
    private static final int MAX_HEADERS = 500;
    private static final int MAX_LINE = 64 << 10;
    private static final int IO_THREADS = 2;
    /** Under this name the context of a request knows its connection. */
    private static final String RUNTIME = "millrace.runtime";
    /** Those send an empty body where there is none. */
    private static final List<String> METHODS_WITH_BODY = List.of("POST", "PUT", "PATCH");

    private final CloseableHttpAsyncClient client;

    Transport(HttpClientBuilder settings, CheckedNames names) {
        HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create()
                .setConnectionManager(connections(settings, names).build())
                .setIOReactorConfig(reactor(settings.proxy()))
                .setThreadFactory(EgressThreads.named("millrace-egress-io-"))
                .setHttp1Config(Http1Config.custom()
                        .setMaxHeaderCount(MAX_HEADERS)
                        .setMaxLineLength(MAX_LINE)
                        .build())
                .setH2Config(H2Config.custom()
                        .setPushEnabled(false)
                        .setMaxHeaderListSize(MAX_LINE)
                        .build())
                .setContentDecoderMap(new LinkedHashMap<>(decoders()))
                .addExecInterceptorFirst(RUNTIME, (request, entity, scope, chain, callback) -> {
                    scope.clientContext.setAttribute(RUNTIME, scope.execRuntime);
                    chain.proceed(request, entity, scope, callback);
                })
                .setUserAgent("Millrace")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching();
        HttpProxy proxy = settings.proxy();
        if (proxy != null && proxy.kind() == HttpProxy.Kind.HTTP) {
            builder.setProxy(new HttpHost("http", CheckedNames.wireName(proxy.host()), proxy.port()));
            Tunnelled.require(builder);
        }
        client = builder.build();
        client.start();
    }

    private static PoolingAsyncClientConnectionManagerBuilder connections(
            HttpClientBuilder settings, CheckedNames names) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setTlsStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(settings.tls())
                        .buildAsync())
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnectionsPerHost())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(settings.connectTimeout()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build());
    }

    private static IOReactorConfig reactor(@Nullable HttpProxy proxy) {
        IOReactorConfig.Builder reactor =
                IOReactorConfig.custom().setIoThreadCount(IO_THREADS).setTcpNoDelay(true);
        if (proxy != null && proxy.kind() == HttpProxy.Kind.SOCKS5) {
            reactor.setSocksProxyAddress(new InetSocketAddress(CheckedNames.wireName(proxy.host()), proxy.port()));
        }
        return reactor.build();
    }

    /** What is on the class path beside it decides nothing: these and no others. */
    private static Map<String, UnaryOperator<AsyncDataConsumer>> decoders() {
        Map<String, UnaryOperator<AsyncDataConsumer>> decoders = new LinkedHashMap<>();
        decoders.put("gzip", InflatingGzipDataConsumer::new);
        decoders.put("x-gzip", InflatingGzipDataConsumer::new);
        decoders.put("deflate", below -> new InflatingAsyncDataConsumer(below, null));
        return decoders;
    }

    private static Timeout timeout(@Nullable Duration time) {
        return time == null ? Timeout.DISABLED : Timeout.of(time);
    }

    /**
     * Sends one request.
     *
     * @return ends it, with its connection; to be called only while there is no answer
     */
    Runnable send(Hop hop, FutureCallback<HttpResponse> callback) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.DISABLED)
                .setResponseTimeout(timeout(hop.silence()))
                .setHardCancellationEnabled(true)
                .build());
        BasicRequestProducer producer = new BasicRequestProducer(request(hop), entity(hop));
        Answer answer = new Answer(hop.target().origin(), hop.maxAnswerBytes());
        Future<HttpResponse> sent = client.execute(producer, answer, context, callback);
        return () -> abort(sent, context);
    }

    /** The library's own cancellation leaves a kept connection open, and its server at work. */
    private static void abort(Future<HttpResponse> sent, HttpClientContext context) {
        sent.cancel(true);
        if (context.getAttribute(RUNTIME) instanceof AsyncExecRuntime runtime) {
            runtime.discardEndpoint();
        }
    }

    private static BasicHttpRequest request(Hop hop) {
        Target target = hop.target();
        HttpHost host = new HttpHost(target.scheme(), CheckedNames.wireName(target.host()), target.writtenPort());
        BasicHttpRequest request = new BasicHttpRequest(hop.method(), host, target.path());
        for (HttpHeader header : hop.headers()) {
            request.addHeader(header.name(), header.value());
        }
        return request;
    }

    private static @Nullable AsyncEntityProducer entity(Hop hop) {
        HttpBody body = hop.body();
        if (body != null) {
            return new BasicAsyncEntityProducer(body.bytes(), ContentType.parseLenient(body.contentType()));
        }
        return METHODS_WITH_BODY.contains(hop.method()) ? new BasicAsyncEntityProducer(new byte[0], null) : null;
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
