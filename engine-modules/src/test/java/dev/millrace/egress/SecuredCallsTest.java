package dev.millrace.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls over TLS and through a SOCKS proxy. */
class SecuredCallsTest {
    private static final long DEADLINE_SECONDS = 30;

    private static final TestCertificate CERTIFICATE = TestCertificate.create();

    private static HttpClientBuilder local() {
        return HttpClient.builder()
                .policy(EgressPolicy.builder().allow("127.0.0.0/8").build())
                .resolver(host -> List.of(InetAddress.getAllByName("127.0.0.1")));
    }

    private static HttpResponse await(CompletableFuture<HttpResponse> call) {
        try {
            return call.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer came", e);
        }
    }

    @Test
    void certificate_is_trusted_if_the_host_says_so_and_is_that_of_the_name() {
        StubServer.Reply reply = StubServer.Reply.text(204, "text/plain", "");
        try (StubServer server = StubServer.secured(CERTIFICATE.shown(), reply);
                HttpClient trusting = local().tls(CERTIFICATE.trusted()).build();
                HttpClient usual = local().build()) {
            String port = ":" + server.port() + "/";

            assertThat(await(trusting.send(
                                    HttpRequest.get("https://127.0.0.1" + port).build()))
                            .status())
                    .isEqualTo(204);
            assertThat(await(trusting.send(HttpRequest.get("https://mail.example" + port)
                                    .build()))
                            .status())
                    .isEqualTo(204);
            assertTlsFails(trusting, "https://other.example" + port);
            assertTlsFails(usual, "https://127.0.0.1" + port);
        }
    }

    @Test
    void server_without_tls_is_told() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpClient client = local().build()) {
            CompletableFuture<HttpResponse> call =
                    client.send(HttpRequest.get("https://127.0.0.1:" + socket.getLocalPort() + "/secret")
                            .build());
            try (Socket connection = socket.accept()) {
                connection.getOutputStream().write("HTTP/1.1 400 X\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertTlsFails(call);
            }
        }
    }

    private static void assertTlsFails(HttpClient client, String url) {
        assertTlsFails(client.send(HttpRequest.get(url).build()));
    }

    private static void assertTlsFails(CompletableFuture<HttpResponse> call) {
        assertThatThrownBy(() -> call.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        EgressException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(EgressException.Kind.TLS_FAILED))
                .message()
                .doesNotContain("secret");
    }

    @Test
    void http_2_is_spoken_where_it_is_negotiated() throws Exception {
        HttpAsyncServer server = H2ServerBootstrap.bootstrap()
                .setCanonicalHostName("127.0.0.1")
                .setVersionPolicy(HttpVersionPolicy.NEGOTIATE)
                .setTlsStrategy(new H2ServerTlsStrategy(CERTIFICATE.shown()))
                .register("*", new VersionHandler())
                .create();
        server.start();
        try (HttpClient client = local().tls(CERTIFICATE.trusted()).build()) {
            ListenerEndpoint listener = server.listen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTPS)
                    .get();
            int port = ((InetSocketAddress) listener.getAddress()).getPort();

            HttpResponse answer = await(client.send(HttpRequest.post("https://127.0.0.1:" + port + "/")
                    .body(HttpBody.json("{}"))
                    .build()));

            assertThat(answer.text()).isEqualTo("HTTP/2.0 {}");
        } finally {
            server.close(CloseMode.IMMEDIATE);
        }
    }

    /** Tells the version that is spoken. */
    private static final class VersionHandler
            implements AsyncServerRequestHandler<
                    org.apache.hc.core5.http.Message<org.apache.hc.core5.http.HttpRequest, String>> {
        @Override
        public BasicRequestConsumer<String> prepare(
                org.apache.hc.core5.http.HttpRequest request,
                org.apache.hc.core5.http.EntityDetails entity,
                HttpContext context) {
            return new BasicRequestConsumer<>(entity == null ? null : new StringAsyncEntityConsumer());
        }

        @Override
        public void handle(
                org.apache.hc.core5.http.Message<org.apache.hc.core5.http.HttpRequest, String> request,
                ResponseTrigger responses,
                HttpContext context)
                throws org.apache.hc.core5.http.HttpException, IOException {
            String text = context.getProtocolVersion() + " " + request.getBody();
            responses.submitResponse(
                    AsyncResponseBuilder.create(200)
                            .setEntity(new StringAsyncEntityProducer(text, ContentType.TEXT_PLAIN))
                            .build(),
                    context);
        }
    }

    private static HttpClientBuilder through(StubProxy proxy) {
        return HttpClient.builder()
                .policy(EgressPolicy.builder()
                        .trustProxy()
                        .deny("*.denied.example")
                        .build())
                .resolver(host -> {
                    throw new UnknownHostException("the proxy looks up " + host);
                })
                .tls(CERTIFICATE.trusted())
                .proxy(proxy.url());
    }

    @Test
    void https_goes_through_a_tunnel_of_an_http_proxy_which_sees_the_target_only() {
        StubServer.Reply reply = StubServer.Reply.text(204, "text/plain", "");
        try (StubServer server = StubServer.secured(CERTIFICATE.shown(), reply);
                StubProxy proxy = StubProxy.leadingTo(server.port());
                HttpClient client = through(proxy).build()) {
            HttpResponse answer = await(client.send(HttpRequest.get("https://mail.example/secret?key=secret")
                    .header("Authorization", "Bearer secret")
                    .build()));

            assertThat(answer.status()).isEqualTo(204);
            assertThat(proxy.asked())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT mail.example:443 HTTP/1.1\r\n")
                    .doesNotContain("secret");
            assertThat(server.only().line()).isEqualTo("GET /secret?key=secret HTTP/1.1");
            assertThat(server.only().header("Host")).isEqualTo("mail.example");
            assertThat(server.only().header("Authorization")).isEqualTo("Bearer secret");
        }
    }

    @Test
    void certificate_is_checked_through_a_tunnel_too() {
        StubServer.Reply reply = StubServer.Reply.text(204, "text/plain", "");
        try (StubServer server = StubServer.secured(CERTIFICATE.shown(), reply);
                StubProxy proxy = StubProxy.leadingTo(server.port());
                HttpClient client = through(proxy).build()) {
            assertTlsFails(client, "https://other.example/secret");

            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void proxy_that_opens_no_tunnel_is_told_and_its_answer_is_not_taken_for_the_target_s() {
        try (StubProxy proxy = StubProxy.refusing();
                HttpClient client = through(proxy).build()) {
            assertThatThrownBy(() -> client.send(HttpRequest.get("https://mail.example/secret")
                                    .build())
                            .get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            EgressException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(EgressException.Kind.NOT_CONNECTED))
                    .message()
                    .contains("the proxy opens no tunnel to mail.example", "403")
                    .doesNotContain("secret");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"https://10.0.0.1/", "https://[::1]/", "https://intranet/", "https://a.denied.example/"})
    void policy_holds_for_tunnels(String url) {
        try (StubProxy proxy = StubProxy.refusing();
                HttpClient client = through(proxy).build()) {
            assertThatThrownBy(() -> client.send(HttpRequest.get(url).build()).get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            EgressException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(EgressException.Kind.REFUSED));
            assertThat(proxy.asked()).isEmpty();
        }
    }

    @Test
    void socks_proxy_is_given_the_address_that_was_checked() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpClient client = HttpClient.builder()
                        .resolver(host -> List.of(InetAddress.getByName("1.2.3.4")))
                        .proxy("socks5://127.0.0.1:" + socket.getLocalPort())
                        .build()) {
            CompletableFuture<HttpResponse> call =
                    client.send(HttpRequest.get("http://far.example/x").build());

            String asked = answerAsSocks(socket);

            assertThat(await(call).status()).isEqualTo(204);
            assertThat(asked).isEqualTo("1.2.3.4:80 GET /x HTTP/1.1");
            assertThatThrownBy(() -> client.send(
                                    HttpRequest.get("http://10.0.0.1/").build())
                            .get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .hasMessageContaining("a private address");
        }
    }

    /** One conversation of a SOCKS proxy (RFC 1928): greeting, a target as an address, then the request itself. */
    private static String answerAsSocks(ServerSocket socket) throws IOException {
        try (Socket connection = socket.accept()) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            in.readByte();
            in.readNBytes(in.readUnsignedByte());
            connection.getOutputStream().write(new byte[] {5, 0});
            byte[] head = in.readNBytes(4);
            assertThat(head).as("connect to an IPv4 address").containsExactly(5, 1, 0, 1);
            String target = InetAddress.getByAddress(in.readNBytes(4)).getHostAddress() + ":" + in.readUnsignedShort();
            connection.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)).readLine();
            connection.getOutputStream().write("HTTP/1.1 204 X\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return target + " " + line;
        }
    }
}
