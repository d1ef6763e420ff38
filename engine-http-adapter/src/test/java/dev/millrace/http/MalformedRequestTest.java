package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that are no HTTP, or that two servers could read in two ways. Each is followed on its connection by a good one,
 * which must not be answered: the connection ends with the bad one.
 */
class MalformedRequestTest {
    private static final TestServer SERVER = TestServer.start(settings ->
            settings.withServerLimits(ServerLimits.DEFAULT.withTimes(Duration.ofMillis(400), Duration.ofMillis(400))));
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
    private static final String NEXT = "GET /api/v1/system/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String LINE = "POST /api/v1/auth/token HTTP/1.1\r\n";
    private static final String START = LINE + "Host: localhost\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED = START + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String GET = "GET /api/v1/system/health HTTP/1.1\r\n";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void request_is_refused_and_its_connection_closed(String name, String request) {
        String heard = RawClient.exchange(SERVER.server.port(), request + NEXT);

        assertThat(heard).doesNotContain("healthy");
        var status = STATUS_LINE.matcher(heard);
        if (status.find()) { // a client that speaks no HTTP at all may get no answer
            assertThat(status.group(1)).as(heard).matches("4\\d\\d|505|501");
            assertThat(status.find()).as(heard).isFalse();
            assertThat(heard).contains("\"code\":", "\"data\":null").contains("X-Content-Type-Options: nosniff");
        } else {
            assertThat(heard).isEmpty();
        }
    }

    static Stream<Arguments> malformed() {
        Map<String, String> cases = new LinkedHashMap<>();
        lengths(cases);
        chunks(cases);
        lines(cases);
        headers(cases);
        targets(cases);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
        return cases.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static void lengths(Map<String, String> cases) {
        String chunk = "0\r\n\r\n";
        cases.put("CL and TE", START + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
        cases.put("TE and CL", START + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunk);
        cases.put("two CL", START + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
        cases.put("two equal CL", START + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}");
        cases.put("list of CL", START + "Content-Length: 2, 2\r\n\r\n{}");
        cases.put("negative CL", START + "Content-Length: -2\r\n\r\n{}");
        cases.put("signed CL", START + "Content-Length: +2\r\n\r\n{}");
        cases.put("hexadecimal CL", START + "Content-Length: 0x2\r\n\r\n{}");
        cases.put("CL with a point", START + "Content-Length: 2.0\r\n\r\n{}");
        cases.put("CL with a space within", START + "Content-Length: 1 2\r\n\r\n{}");
        cases.put("CL of letters", START + "Content-Length: two\r\n\r\n{}");
        cases.put("CL beyond 64 bits", START + "Content-Length: 18446744073709551618\r\n\r\n{}");
        cases.put("empty CL", START + "Content-Length: \r\n\r\n{}");
        cases.put("TE identity", START + "Transfer-Encoding: identity\r\n\r\n");
        cases.put("TE unknown", START + "Transfer-Encoding: xchunked\r\n\r\n" + chunk);
        cases.put("TE gzip", START + "Transfer-Encoding: gzip\r\n\r\n" + chunk);
        cases.put("TE chunked, identity", START + "Transfer-Encoding: chunked, identity\r\n\r\n" + chunk);
        cases.put("TE twice", START + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
        cases.put(
                "TE and TE of nonsense",
                START + "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\n\r\n" + chunk);
        cases.put("TE with a control letter", START + "Transfer-Encoding: \u000bchunked\r\n\r\n" + chunk);
        cases.put("TE with a space before its colon", START + "Transfer-Encoding : chunked\r\n\r\n" + chunk);
        cases.put(
                "TE of HTTP/1.0", START.replace("HTTP/1.1", "HTTP/1.0") + "Transfer-Encoding: chunked\r\n\r\n" + chunk);
    }

    private static void chunks(Map<String, String> cases) {
        cases.put("chunk size of letters", CHUNKED + "zz\r\n{}\r\n0\r\n\r\n");
        cases.put("negative chunk size", CHUNKED + "-2\r\n{}\r\n0\r\n\r\n");
        cases.put("chunk size with 0x", CHUNKED + "0x2\r\n{}\r\n0\r\n\r\n");
        cases.put("chunk size with a sign", CHUNKED + "+2\r\n{}\r\n0\r\n\r\n");
        cases.put("chunk size beyond 64 bits", CHUNKED + "10000000000000002\r\n{}\r\n0\r\n\r\n");
        cases.put("chunk size beyond 32 bits", CHUNKED + "100000002\r\n{}\r\n0\r\n\r\n");
        cases.put("no chunk size", CHUNKED + "\r\n{}\r\n0\r\n\r\n");
        cases.put("chunk longer than its size", CHUNKED + "1\r\n{}\r\n0\r\n\r\n");
        cases.put("chunk with a bare LF", CHUNKED + "2\n{}\n0\n\n");
        cases.put("chunk without a line end", CHUNKED + "2\r\n{}0\r\n\r\n");
        cases.put("chunk extension with a bare LF", CHUNKED + "2;a\n{}\r\n0\r\n\r\n");
        cases.put("chunk extension with a bare CR", CHUNKED + "2;a\rb\r\n{}\r\n0\r\n\r\n");
        cases.put("space before the chunk size", CHUNKED + " 2\r\n{}\r\n0\r\n\r\n");
        cases.put("NUL in the chunk size", CHUNKED + "2\0\r\n{}\r\n0\r\n\r\n");
    }

    private static void lines(Map<String, String> cases) {
        cases.put("HTTP/0.9", "GET /api/v1/system/health\r\n\r\n");
        cases.put("HTTP/1.2", "GET /api/v1/system/health HTTP/1.2\r\nHost: localhost\r\n\r\n");
        cases.put("HTTP/2.0", "GET /api/v1/system/health HTTP/2.0\r\nHost: localhost\r\n\r\n");
        cases.put("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        cases.put("another protocol", "GET /api/v1/system/health ICY/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("no method", " /api/v1/system/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put(
                "method with a control letter", "G\u0001ET /api/v1/system/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("method in brackets", "[GET] /api/v1/system/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("a word after the version", "GET /api/v1/system/health HTTP/1.1 x\r\nHost: localhost\r\n\r\n");
        cases.put("tab for a space", "GET\t/api/v1/system/health\tHTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("bare LF after the first line", "GET /api/v1/system/health HTTP/1.1\nHost: localhost\r\n\r\n");
        cases.put("bare CR after the first line", "GET /api/v1/system/health HTTP/1.1\rHost: localhost\r\n\r\n");
        cases.put("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003");
        cases.put("bytes of nothing", "\u00ff\u00fe\u0000\u0001\u0002\r\n\r\n");
        cases.put("preface of SSH", "SSH-2.0-OpenSSH_9.6\r\n");
        cases.put("PROXY line", "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n" + GET + "Host: localhost\r\n\r\n");
    }

    private static void headers(Map<String, String> cases) {
        cases.put("no Host", GET + "\r\n");
        cases.put("two Hosts", GET + "Host: localhost\r\nHost: localhost\r\n\r\n");
        cases.put("two different Hosts", GET + "Host: localhost\r\nHost: evil.example\r\n\r\n");
        cases.put("Host with a user", GET + "Host: user@localhost\r\n\r\n");
        cases.put("Host with a path", GET + "Host: localhost/x\r\n\r\n");
        cases.put("Host with a space", GET + "Host: local host\r\n\r\n");
        cases.put("folded header", GET + "Host: localhost\r\nX-A: a\r\n b\r\n\r\n");
        cases.put("header that begins folded", GET + " X-A: a\r\nHost: localhost\r\n\r\n");
        cases.put("bare LF after a header", GET + "Host: localhost\nX-A: b\r\n\r\n");
        cases.put("bare LF before the body", GET + "Host: localhost\r\n\n");
        cases.put("bare CR in a header", GET + "Host: localhost\r\nX-A: a\rb\r\n\r\n");
        cases.put("NUL in a header", GET + "Host: localhost\r\nX-A: a\0b\r\n\r\n");
        cases.put("NUL in a header's name", GET + "Host: localhost\r\nX-\0A: a\r\n\r\n");
        cases.put("space in a header's name", GET + "Host: localhost\r\nX A: a\r\n\r\n");
        cases.put("space before a colon", GET + "Host : localhost\r\n\r\n");
        cases.put("header without a colon", GET + "Host: localhost\r\nX-A\r\n\r\n");
        cases.put("header without a name", GET + "Host: localhost\r\n: a\r\n\r\n");
        cases.put("header's name in brackets", GET + "Host: localhost\r\n(X): a\r\n\r\n");
        cases.put("header beyond the limit", GET + "Host: localhost\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n");
    }

    private static void targets(Map<String, String> cases) {
        cases.put("authority without CONNECT", "GET localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n");
        cases.put(
                "target of another host",
                "GET http://evil.example/api/v1/system/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put(
                "target with a user",
                "GET http://u:p@localhost/api/v1/system/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("target without a slash", "GET api/v1/system/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("target with a fragment", "GET /api/v1/system/health#x HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("target with a backslash", "GET \\api\\v1\\system\\health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("target with a space", "GET /api/v1/system/ health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("target with a NUL", "GET /api/v1/system\0/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("target with %00", "GET /api/v1/system%00/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put(
                "target with a broken percent sign", "GET /api/v1/system%2/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("target with %u", "GET /api/v1/system%u002fhealth HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("target with overlong UTF-8", "GET /api/v1/system%c0%afhealth HTTP/1.1\r\nHost: localhost\r\n\r\n");
        cases.put("target beyond the limit", "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    @Test
    void too_long_a_target_is_414_and_too_long_a_header_431() {
        int port = SERVER.server.port();

        String target = RawClient.exchange(port, "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        String header = RawClient.exchange(port, GET + "Host: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
        String many = RawClient.exchange(
                port, GET + "Host: localhost\r\nConnection: close\r\n" + "X: a\r\n".repeat(101) + "\r\n");

        assertThat(target).startsWith("HTTP/1.1 414").contains("\"code\":414");
        assertThat(header).startsWith("HTTP/1.1 431").contains("\"code\":431");
        assertThat(many).startsWith("HTTP/1.1 431").contains("\"code\":431");
    }

    @Test
    void server_is_no_proxy() {
        String tunnel = RawClient.exchange(
                SERVER.server.port(),
                "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n");

        assertThat(tunnel).startsWith("HTTP/1.1 404");
    }

    @Test
    void good_requests_on_one_connection_are_all_answered() {
        String last = NEXT.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");

        String heard = RawClient.exchange(SERVER.server.port(), NEXT + NEXT + last);

        assertThat(STATUS_LINE.matcher(heard).results().map(line -> line.group(1)))
                .containsExactly("200", "200", "200");
    }
}
