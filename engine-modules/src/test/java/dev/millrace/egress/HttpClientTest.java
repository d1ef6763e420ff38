package dev.millrace.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.egress.EgressException.Kind;
import dev.millrace.egress.StubServer.Received;
import dev.millrace.egress.StubServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what does not. */
class HttpClientTest {
    private static final long DEADLINE_SECONDS = 30;

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final HttpClient client = keep(local().build());

    private static HttpClientBuilder local() {
        return HttpClient.builder()
                .policy(EgressPolicy.builder().allow("127.0.0.0/8").build());
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        toClose.add(0, closeable);
        return closeable;
    }

    private StubServer server(Reply reply) {
        return keep(StubServer.answering(reply));
    }

    private StubServer server(Function<Received, Reply> answers) {
        return keep(StubServer.answering(answers));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    private HttpResponse send(HttpRequest.Builder request) {
        return await(client.send(request.build()));
    }

    private EgressException failure(HttpRequest.Builder request) {
        return failure(client.send(request.build()));
    }

    private static EgressException failure(CompletableFuture<HttpResponse> call) {
        try {
            HttpResponse answer = call.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("it was answered: " + answer);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(EgressException.class);
            return (EgressException) Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("nothing came", e);
        }
    }

    private static HttpResponse await(CompletableFuture<HttpResponse> call) {
        try {
            return call.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer came", e);
        }
    }

    // ---------------------------------------------------------------- requests

    @Test
    void request_is_sent_word_for_word() {
        StubServer server = server(Reply.text(200, "text/plain", "hello"));

        HttpResponse answer =
                send(HttpRequest.get(server.url("/a b?q=ü&r=%41#part")).header("X-Own", "1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(server.only().head().lines().sorted())
                .containsExactly(
                        "",
                        "Accept-Encoding: gzip, x-gzip, deflate",
                        "Connection: keep-alive",
                        "GET /a%20b?q=%C3%BC&r=%41 HTTP/1.1",
                        "Host: " + server.authority(),
                        "User-Agent: Millrace",
                        "X-Own: 1");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void every_method_is_sent(String method) {
        StubServer server = server(Reply.raw("HTTP/1.1 204 No Content\r\n\r\n"));

        HttpResponse answer = send(HttpRequest.of(method, server.url("/")));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(server.only().line()).isEqualTo(method + " / HTTP/1.1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"POST,0", "PUT,0", "PATCH,0", "GET,''", "DELETE,''", "HEAD,''"})
    void method_that_brings_a_body_sends_an_empty_one_where_there_is_none(String method, String length) {
        StubServer server = server(Reply.raw("HTTP/1.1 204 No Content\r\n\r\n"));

        send(HttpRequest.of(method, server.url("/")));

        assertThat(server.only().header("Content-Length")).isEqualTo(length);
        assertThat(server.only().header("Content-Type")).isEmpty();
    }

    @Test
    void bodies_are_sent_with_their_content_type_whatever_the_headers_say() {
        StubServer server = server(Reply.json("{}"));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "Änn & Co");
        fields.put("empty", "");

        send(HttpRequest.post(server.url("/"))
                .header("content-type", "text/csv")
                .body(HttpBody.json("{\"ü\":1}")));
        send(HttpRequest.of("PUT", server.url("/")).body(HttpBody.form(fields)));
        send(HttpRequest.of("PATCH", server.url("/")).body(HttpBody.text("text/plain; charset=utf-8", "中文")));

        assertThat(server.received())
                .extracting(Received::body)
                .containsExactly("{\"ü\":1}", "name=%C3%84nn+%26+Co&empty=", "中文");
        assertThat(server.received())
                .extracting(request -> request.header("Content-Type"))
                .containsExactly(
                        "application/json; charset=utf-8",
                        "application/x-www-form-urlencoded",
                        "text/plain; charset=utf-8");
        assertThat(server.received())
                .allSatisfy(request -> assertThat(request.head()
                                .lines()
                                .filter(line -> line.regionMatches(true, 0, "Content-Type", 0, 12)))
                        .hasSize(1));
    }

    @Test
    void files_are_sent_as_a_browser_would() {
        StubServer server = server(Reply.json("{}"));
        byte[] content = "line\r\n".getBytes(StandardCharsets.UTF_8);

        send(HttpRequest.post(server.url("/"))
                .body(HttpBody.multipart(List.of(
                        FilePart.of("file0", "a\"b.txt", "text/plain", content),
                        FilePart.of("file1", "中.bin", "application/octet-stream", new byte[] {'x'})))));

        String boundary = server.only().header("Content-Type").replace("multipart/form-data; boundary=", "");
        assertThat(boundary).matches("part-[0-9a-f]{32}");
        assertThat(server.only().body())
                .isEqualTo(String.join(
                        "\r\n",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"file0\"; filename=\"a%22b.txt\"",
                        "Content-Type: text/plain",
                        "",
                        "line",
                        "",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"file1\"; filename=\"中.bin\"",
                        "Content-Type: application/octet-stream",
                        "",
                        "x",
                        "--" + boundary + "--",
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Host",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
                "keep-alive",
                "TE",
                "Upgrade",
                "Trailer",
                "Expect",
                "Proxy-Connection",
                "Proxy-Authenticate"
            })
    void header_of_the_connection_cannot_be_set(String name) {
        StubServer server = server(Reply.json("{}"));

        EgressException failure = failure(HttpRequest.get(server.url("/")).header(name, "1"));

        assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(failure).hasMessageContaining(name).hasMessageContaining("leave it out");
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "secret\r\nX: 1",
                "secret\nX: 1",
                "secret\rX",
                "secret\0",
                "secret\u0007",
                "secretä",
                "secret\u2028"
            })
    void header_value_cannot_break_its_line(String value) {
        StubServer server = server(Reply.json("{}"));

        EgressException failure = failure(HttpRequest.get(server.url("/")).header("X-Token", value));

        assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(failure).hasMessageContaining("X-Token");
        assertThat(failure.getMessage()).doesNotContain("secret");
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nb", "ä", "(a)"})
    void header_name_is_a_token(String name) {
        StubServer server = server(Reply.json("{}"));

        assertThat(failure(HttpRequest.get(server.url("/")).header(name, "1")).kind())
                .isEqualTo(Kind.INVALID_REQUEST);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "get", "GET /", "GET\r\nX: 1", "CONNECT", "TRACE"})
    void method_is_a_word_that_asks_for_something(String method) {
        assertThat(failure(HttpRequest.of(method, "http://127.0.0.1/")).kind()).isEqualTo(Kind.INVALID_REQUEST);
    }

    // ---------------------------------------------------------------- answers

    @Test
    void headers_of_an_answer_are_kept_and_joined() {
        StubServer server = server(Reply.of(404, "text/plain", new byte[0], "X-One: a", "x-one: b", "Set-Cookie: k=v"));

        HttpResponse answer = send(HttpRequest.get(server.url("/")));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.isGood()).isFalse();
        assertThat(answer.header("X-ONE")).contains("a");
        assertThat(answer.joinedHeaders()).containsEntry("x-one", "a, b").containsEntry("set-cookie", "k=v");
    }

    @Test
    void cookies_are_not_kept() {
        StubServer server = server(Reply.of(200, "text/plain", new byte[0], "Set-Cookie: k=v; Path=/"));

        send(HttpRequest.get(server.url("/")));
        send(HttpRequest.get(server.url("/")));

        assertThat(server.received())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.header("Cookie")).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain                       | UTF-8",
                "text/plain; charset=utf-8        | UTF-8",
                "text/plain; charset=ISO-8859-1   | ISO-8859-1",
                "text/html;charset=\"iso-8859-1\" | ISO-8859-1",
                "text/plain; Charset = UTF-16BE   | UTF-16BE",
                "text/plain; charset=no-such-one  | UTF-8",
                "text/plain; charset=%%%          | UTF-8"
            })
    void text_is_read_in_the_charset_of_the_answer(String contentType, String charset) {
        byte[] body = "Größe".getBytes(Charset.forName(charset));
        StubServer server = server(Reply.of(200, contentType, body));

        assertThat(send(HttpRequest.get(server.url("/"))).text()).isEqualTo("Größe");
    }

    @Test
    void chinese_charsets_and_byte_order_marks_are_known() {
        byte[] gbk = "中文".getBytes(Charset.forName("GBK"));
        StubServer inGbk = server(Reply.of(200, "text/plain; charset=gbk", gbk));
        StubServer marked =
                server(Reply.of(200, "text/plain; charset=gbk", "\uFEFF中".getBytes(StandardCharsets.UTF_8)));
        StubServer utf16 = server(Reply.of(200, "text/plain", "\uFEFF中".getBytes(StandardCharsets.UTF_16LE)));

        assertThat(send(HttpRequest.get(inGbk.url("/"))).text()).isEqualTo("中文");
        assertThat(send(HttpRequest.get(marked.url("/"))).text()).isEqualTo("中");
        assertThat(send(HttpRequest.get(utf16.url("/"))).text()).isEqualTo("中");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gzip", "x-gzip", "deflate"})
    void compressed_answers_are_decompressed(String coding) throws IOException {
        StubServer server =
                server(Reply.of(200, "text/plain", compressed(coding, 1_000), "Content-Encoding: " + coding));

        assertThat(send(HttpRequest.get(server.url("/"))).text()).isEqualTo("0".repeat(1_000));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gzip", "deflate"})
    void bomb_is_given_up_as_soon_as_it_is_too_large(String coding) throws IOException {
        byte[] bomb = compressed(coding, 50_000_000);
        assertThat(bomb.length).isLessThan(100_000);
        StubServer server = server(Reply.of(200, "text/plain", bomb, "Content-Encoding: " + coding));

        EgressException failure = failure(HttpRequest.get(server.url("/secret")).maxAnswerBytes(100_000));

        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure).hasMessageContaining("100000 bytes").hasMessageContaining(server.authority());
        assertThat(failure.getMessage()).doesNotContain("secret");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gzip", "deflate"})
    void broken_compression_is_a_failure(String coding) {
        StubServer server = server(Reply.text(200, "text/plain", "not compressed", "Content-Encoding: " + coding));

        assertThat(failure(HttpRequest.get(server.url("/"))).kind()).isEqualTo(Kind.BROKEN);
    }

    private static byte[] compressed(String coding, int zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                coding.equals("deflate") ? new DeflaterOutputStream(bytes) : new GZIPOutputStream(bytes)) {
            byte[] block = "0".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < zeros / 1_000; i++) {
                out.write(block);
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"999,true", "1000,true", "1001,false"})
    void answer_may_have_as_many_bytes_as_the_limit_says(int size, boolean fits) {
        StubServer server = server(Reply.text(200, "text/plain", "x".repeat(size)));
        HttpRequest.Builder request = HttpRequest.get(server.url("/")).maxAnswerBytes(1_000);

        if (fits) {
            assertThat(send(request).bytes()).hasSize(size);
        } else {
            assertThat(failure(request).kind()).isEqualTo(Kind.TOO_LARGE);
        }
    }

    @Test
    void answer_without_an_end_is_given_up() {
        String chunks = "3e8\r\n" + "x".repeat(1_000) + "\r\n";
        StubServer server =
                server(Reply.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks.repeat(100)));

        assertThat(failure(HttpRequest.get(server.url("/")).maxAnswerBytes(50_000))
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
        assertThat(failure(HttpRequest.get(server.url("/"))).kind()).isEqualTo(Kind.BROKEN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no HTTP,hello\\n",
        "garbage,\\0\\0\\0\\0\\r\\n\\r\\n",
        "nothing,''",
        "half a head,HTTP/1.1 200 OK\\r\\nContent-Le",
        "half a body,HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\nabc",
        "bad length,HTTP/1.1 200 OK\\r\\nContent-Length: x\\r\\n\\r\\nabc",
        "bad status,HTTP/1.1 abc OK\\r\\n\\r\\n"
    })
    void answer_that_is_no_http_or_ends_early_is_a_failure(String row, String bytes) {
        StubServer server =
                server(Reply.raw(bytes.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0")));

        EgressException failure = failure(HttpRequest.get(server.url("/secret")));

        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure.getMessage()).contains(server.authority()).doesNotContain("secret", "hello");
    }

    @Test
    void answer_with_endless_headers_is_a_failure() {
        StubServer server = server(Reply.raw("HTTP/1.1 200 OK\r\n" + "X-More: 1\r\n".repeat(10_000) + "\r\n"));
        StubServer wide = server(Reply.raw("HTTP/1.1 200 OK\r\nX: " + "1".repeat(1_000_000) + "\r\n\r\n"));

        assertThat(failure(HttpRequest.get(server.url("/"))).kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure(HttpRequest.get(wide.url("/"))).kind()).isEqualTo(Kind.BROKEN);
    }

    // ---------------------------------------------------------------- redirects

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource({
        "301,GET,GET,''", "301,POST,GET,''", "302,POST,GET,''", "302,PUT,PUT,body", "303,POST,GET,''",
        "303,PUT,GET,''", "303,HEAD,HEAD,''", "307,POST,POST,body", "308,PUT,PUT,body", "307,GET,GET,''"
    })
    void redirect_keeps_or_changes_the_method_as_its_status_says(int status, String method, String next, String body) {
        StubServer server = server(request -> request.line().contains("/first")
                ? Reply.redirect(status, "/second?x=1")
                : Reply.raw("HTTP/1.1 204 No Content\r\n\r\n"));
        HttpRequest.Builder request = HttpRequest.of(method, server.url("/first"));
        if (List.of("POST", "PUT").contains(method)) {
            request.body(HttpBody.text("text/plain", "body"));
        }

        assertThat(send(request).status()).isEqualTo(204);

        assertThat(server.received().get(1).line()).isEqualTo(next + " /second?x=1 HTTP/1.1");
        assertThat(server.received().get(1).body()).isEqualTo(body);
    }

    @Test
    void credentials_stay_with_their_origin() {
        HttpClient careful = keep(local().credentialHeader("X-Api-Key").build());
        StubServer other = server(Reply.json("{}"));
        StubServer first = server(request ->
                request.line().contains("/a") ? Reply.redirect(302, "/b") : Reply.redirect(307, other.url("/c")));

        await(careful.send(HttpRequest.get(first.url("/a"))
                .header("Authorization", "Bearer secret")
                .header("Cookie", "k=secret")
                .header("Proxy-Authorization", "secret")
                .header("x-api-key", "secret")
                .header("X-Plain", "kept")
                .build()));

        assertThat(first.received().get(1).header("Authorization")).isEqualTo("Bearer secret");
        assertThat(first.received().get(1).header("X-Api-Key")).isEqualTo("secret");
        assertThat(other.only().head()).doesNotContain("secret").contains("X-Plain: kept");
    }

    @Test
    void redirects_end_at_their_limit() {
        StubServer server = server(Reply.redirect(302, "/again?secret"));

        EgressException failure = failure(HttpRequest.get(server.url("/")).maxRedirects(3));

        assertThat(failure.kind()).isEqualTo(Kind.REDIRECTED);
        assertThat(failure.getMessage()).doesNotContain("secret");
        assertThat(server.received()).hasSize(4);
    }

    @Test
    void redirect_is_the_answer_where_none_are_followed_or_it_leads_nowhere() {
        StubServer redirecting = server(Reply.redirect(302, "/next"));
        StubServer nowhere = server(Reply.of(302, "text/plain", new byte[0]));
        StubServer notModified = server(Reply.raw("HTTP/1.1 304 Not Modified\r\nLocation: /x\r\n\r\n"));

        assertThat(send(HttpRequest.get(redirecting.url("/")).maxRedirects(0)).status())
                .isEqualTo(302);
        assertThat(send(HttpRequest.get(nowhere.url("/"))).status()).isEqualTo(302);
        assertThat(send(HttpRequest.get(notModified.url("/"))).status()).isEqualTo(304);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://10.0.0.1/,REFUSED",
        "//10.0.0.1/,REFUSED",
        "http://0x0a000001/,REFUSED",
        "http://[::ffff:10.0.0.1]/,REFUSED",
        "http://169.254.169.254/latest/meta-data/,REFUSED",
        "file:///etc/passwd,REFUSED",
        "gopher://127.0.0.1/,REFUSED",
        "http://user:pass@127.0.0.1/,INVALID_REQUEST",
        "http://[::1%25lo]/,INVALID_REQUEST",
        "http://,INVALID_REQUEST"
    })
    void every_hop_is_checked(String location, Kind kind) {
        StubServer server = server(Reply.redirect(302, location));

        assertThat(failure(HttpRequest.get(server.url("/"))).kind()).isEqualTo(kind);
        assertThat(server.received()).hasSize(1);
    }

    // ---------------------------------------------------------------- policy

    @Test
    void default_client_does_not_reach_this_machine() {
        StubServer server = server(Reply.json("{}"));
        HttpClient closed = keep(HttpClient.create());

        EgressException byAddress =
                failure(closed.send(HttpRequest.get(server.url("/")).build()));
        EgressException byName = failure(closed.send(
                HttpRequest.get("http://localhost:" + server.port() + "/").build()));

        assertThat(byAddress.kind()).isEqualTo(Kind.REFUSED);
        assertThat(byName.kind()).isEqualTo(Kind.REFUSED);
        assertThat(byName)
                .hasMessageContaining("a loopback address")
                .hasMessageContaining("localhost:" + server.port());
        assertThat(server.received()).isEmpty();
    }

    @Test
    void connection_goes_to_the_address_that_was_checked() {
        StubServer server = server(Reply.json("{}"));
        HttpClient named = keep(HttpClient.builder()
                .policy(EgressPolicy.builder()
                        .allow("api.example:" + server.port())
                        .build())
                .resolver(host -> List.of(InetAddress.getAllByName("127.0.0.1")))
                .build());

        HttpResponse answer = await(named.send(
                HttpRequest.get("http://API.Example.:" + server.port() + "/x").build()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.only().header("Host")).isEqualTo("api.example:" + server.port());
    }

    @Test
    void next_address_is_tried_where_nobody_listens_at_the_first() throws IOException {
        StubServer server = server(Reply.json("{}"));
        HttpClient named = keep(local().resolver(
                        host -> List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getAllByName("127.0.0.1")[0]))
                .build());

        assertThat(await(named.send(HttpRequest.get("http://two.example:" + server.port() + "/")
                                .build()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void unknown_host_and_closed_port_are_told() throws IOException {
        HttpClient nameless = keep(local().resolver(host -> {
                    throw new UnknownHostException(host);
                })
                .build());
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        EgressException unknown = failure(
                nameless.send(HttpRequest.get("https://nowhere.example/secret").build()));
        EgressException closed = failure(HttpRequest.get("http://127.0.0.1:" + free + "/secret"));

        assertThat(unknown.kind()).isEqualTo(Kind.UNKNOWN_HOST);
        assertThat(unknown).hasMessageContaining("\"nowhere.example\"");
        assertThat(closed.kind()).isEqualTo(Kind.NOT_CONNECTED);
        assertThat(closed.getMessage()).contains("127.0.0.1:" + free).doesNotContain("secret");
    }

    @Test
    void resolver_that_throws_what_it_likes_is_a_failure() {
        HttpClient odd = keep(local().resolver(host -> {
                    throw new IllegalStateException("out of order");
                })
                .build());

        assertThat(failure(odd.send(HttpRequest.get("http://a.example/").build()))
                        .kind())
                .isEqualTo(Kind.BROKEN);
    }

    // ---------------------------------------------------------------- time

    @Test
    void call_that_takes_too_long_ends_and_its_connection_is_closed() throws InterruptedException {
        StubServer server = server(Reply.silence());

        EgressException failure = failure(HttpRequest.get(server.url("/")).timeout(Duration.ofMillis(100)));

        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(failure).hasMessageContaining("100 ms");
        assertThat(server.hungUp().await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void other_side_may_be_silent_only_so_long() throws InterruptedException {
        StubServer server = server(Reply.silence());

        EgressException failure = failure(HttpRequest.get(server.url("/")).silence(Duration.ofMillis(100)));

        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(server.hungUp().await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancelled_call_aborts_the_exchange() throws InterruptedException {
        StubServer server = server(Reply.silence());
        CompletableFuture<HttpResponse> call =
                client.send(HttpRequest.get(server.url("/")).build());
        until(() -> !server.received().isEmpty());

        call.cancel(true);

        assertThat(server.hungUp().await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(call).isCancelled();
    }

    @Test
    void cancelled_call_closes_a_connection_that_was_kept_too() throws InterruptedException {
        Reply quick = Reply.text(200, "text/plain", "");
        StubServer server = server(request -> request.line().contains("/quick") ? quick : Reply.silence());
        send(HttpRequest.get(server.url("/quick")));
        CompletableFuture<HttpResponse> call =
                client.send(HttpRequest.get(server.url("/")).build());
        until(() -> server.received().size() == 2);

        call.cancel(true);

        assertThat(server.hungUp().await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closed_client_ends_its_calls_and_leaves_no_threads() {
        StubServer server = server(Reply.silence());
        HttpClient closing = local().build();
        CompletableFuture<HttpResponse> call =
                closing.send(HttpRequest.get(server.url("/")).build());
        until(() -> !server.received().isEmpty());
        client.close();

        closing.close();
        closing.close();

        assertThat(failure(call).kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure(closing.send(HttpRequest.get(server.url("/")).build())))
                .hasMessageContaining("closed");
        until(() -> egressThreads() == 0);
    }

    @Test
    void thousand_waiting_calls_hold_no_threads() throws IOException {
        int calls = 1_000;
        List<CompletableFuture<HttpResponse>> waiting = new ArrayList<>();
        try (ServerSocket socket = new ServerSocket(0, 2 * calls, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + socket.getLocalPort() + "/";
            for (int i = 0; i < calls; i++) {
                waiting.add(client.send(HttpRequest.get(url).build()));
            }
            List<Socket> accepted = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                accepted.add(socket.accept());
            }
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            assertThat(egressThreads()).isLessThan(25);

            for (Socket connection : accepted) {
                connection.getOutputStream().write("HTTP/1.1 204 X\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(waiting)
                    .allSatisfy(call -> assertThat(await(call).status()).isEqualTo(204));
            for (Socket connection : accepted) {
                connection.close();
            }
        }
    }

    private static long egressThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("millrace-egress"))
                .count();
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void connections_are_kept_and_used_again() {
        StubServer server = server(Reply.json("{}"));
        for (int i = 0; i < 20; i++) {
            assertThat(send(HttpRequest.get(server.url("/" + i))).status()).isEqualTo(200);
        }

        assertThat(server.connections()).isLessThan(5); // one may be given back a moment late
    }

    @Test
    void connection_that_ended_while_it_was_kept_is_replaced() {
        StubServer server = server(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        for (int i = 0; i < 20; i++) {
            assertThat(send(HttpRequest.get(server.url("/" + i))).text()).isEqualTo("ok");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"GET,2", "PUT,2", "DELETE,2", "POST,1", "PATCH,1"})
    void request_whose_connection_ends_without_an_answer_is_sent_again_only_if_that_does_no_harm(
            String method, int times) {
        StubServer server = server(Reply.raw(""));

        EgressException failure = failure(HttpRequest.of(method, server.url("/")));

        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(server.received()).hasSize(times);
    }

    // ---------------------------------------------------------------- proxies

    @Test
    void http_proxy_needs_the_policy_s_trust() {
        assertThatThrownBy(() -> HttpClient.builder().proxy("127.0.0.1:3128").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trustProxy()");
    }

    @Test
    void http_proxy_gets_the_whole_url_and_names_are_still_checked() {
        StubServer proxy = server(Reply.json("{}"));
        HttpClient proxied = keep(HttpClient.builder()
                .policy(EgressPolicy.builder().trustProxy().build())
                .proxy("http://" + proxy.authority())
                .resolver(host -> {
                    throw new AssertionError("the proxy looks hosts up");
                })
                .build());

        assertThat(await(proxied.send(HttpRequest.get("http://far.example/x").build()))
                        .status())
                .isEqualTo(200);
        assertThat(failure(proxied.send(HttpRequest.get("http://10.0.0.1/").build()))
                        .kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(failure(proxied.send(HttpRequest.get("http://localhost/").build()))
                        .kind())
                .isEqualTo(Kind.REFUSED);

        assertThat(proxy.only().line()).isEqualTo("GET http://far.example/x HTTP/1.1");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {"", "host", "host:0", "host:99999", "ftp://host:1", "http://user:secret@host:1", "http://host"})
    void proxy_is_written_in_one_of_the_known_forms(String proxy) {
        assertThatThrownBy(() -> HttpClient.builder().proxy(proxy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("socks5://HOST:PORT")
                .message()
                .doesNotContain("secret");
    }
}
