package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are made to be slow, large or read in two ways (threats T6, T9, T10, T12, T15). */
@Timeout(60)
class HostileBodyTest {
    private static final TestServer SERVER = TestServer.start(settings -> settings.withMaxBytes(2 << 20, 4 << 20));
    private static final String TOKEN = "/api/v1/auth/token";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void body_is_refused_with_the_place(String name, byte[] body, String message) {
        Reply reply = post(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.message()).contains(message);
        assertThat(reply.body().length()).isLessThan(1_000);
    }

    static Stream<Arguments> hostile() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("65 levels of lists", "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}");
        texts.put("a hundred thousand open lists", "[".repeat(100_000));
        texts.put("a hundred thousand open objects", "{\"a\":".repeat(100_000));
        texts.put("number of 1,001 digits", "{\"a\":" + "1".repeat(1_001) + "}");
        texts.put("number of a million digits", "{\"a\":0." + "1".repeat(1_000_000) + "}");
        texts.put("name of 2,000 letters", "{\"" + "a".repeat(2_000) + "\":1}");
        List<Arguments> rows = new ArrayList<>();
        texts.forEach((name, text) -> rows.add(row(name, text, "is beyond a limit")));
        rows.add(row(
                "field twice", "{\"deviceId\":\"a\",\n \"deviceId\":\"b\"}", "twice in one object (line 2, column"));
        rows.add(row("field twice, once escaped", "{\"a\":1,\"\\u0061\":2}", "twice in one object (line 1"));
        rows.add(row("field twice, deep", "{\"a\":[{\"b\":1,\"b\":1}]}", "twice in one object (line 1"));
        rows.add(row("exponent", "{\"a\":[1,{\"b\":1e1001}]}", "beyond ±1000 (at a[1].b)"));
        rows.add(row("negative exponent", "{\"a\":1e-999999999}", "beyond ±1000 (at a)"));
        rows.add(row("half a character", "{\"a\":{\"b\":[\"\\ud800\"]}}", "half a character"));
        rows.add(row("other half", "{\"a\":{\"b\":[\"x\\udc00\"]}}", "(at a.b[0])"));
        rows.add(row("halves in the wrong order", "{\"a\":\"\\udc00\\ud800\"}", "(at a)"));
        rows.add(row("half a character in a name", "{\"a\":{\"\\ud800\":1}}", "(line 1"));
        rows.add(row("other half in a name", "{\"a\":{\"x\\udc00\":1}}", "(line 1"));
        rows.add(row("10,001 fields", object(10_001), "more than 10000 fields"));
        rows.add(row("10,001 fields, deep", "{\"a\":[" + object(10_001) + "]}", "(at a[0])"));
        for (String broken : new String[] {
            "",
            " ",
            "{",
            "}",
            "{]",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{,}",
            "{'a':1}",
            "{a:1}",
            "{\"a\":01}",
            "{\"a\":+1}",
            "{\"a\":.5}",
            "{\"a\":1.}",
            "{\"a\":0x1}",
            "{\"a\":NaN}",
            "{\"a\":Infinity}",
            "{\"a\":TRUE}",
            "{\"a\":nul}",
            "{\"a\":\"\n\"}",
            "{\"a\":\"\0\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":1}{}",
            "{\"a\":1} x",
            "{}//",
            "{/**/}",
            "#{}",
            "\u00a0{}",
            "{\"a\":1e}",
            "{\"a\":\"",
            "\ufeff{}"
        }) {
            rows.add(row("broken " + broken, broken, "(line "));
        }
        rows.add(bytes("byte that is no UTF-8", "{\"a\":\"", 0xff, "not valid UTF-8 (byte 7)"));
        rows.add(bytes("overlong UTF-8", "{\"a\":\"", 0xc0, "not valid UTF-8 (byte 7)"));
        rows.add(bytes("surrogate as UTF-8", "{\"deviceId\":\"", 0xed, "not valid UTF-8 (byte 14)"));
        for (String other : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
            byte[] body = "{\"deviceId\":\"d\"}".getBytes(Charset.forName(other));
            rows.add(Arguments.of(other, body, "the body is n"));
        }
        for (String other : new String[] {"[]", "null", "1", "\"a\"", "true"}) {
            rows.add(row("no object: " + other, other, "must be a JSON object"));
        }
        return rows.stream();
    }

    private static Arguments row(String name, String body, String message) {
        return Arguments.of(name, body.getBytes(StandardCharsets.UTF_8), message);
    }

    private static Arguments bytes(String name, String start, int wrong, String message) {
        byte[] body = (start + "\u00a0\u00a0\"}").getBytes(StandardCharsets.ISO_8859_1);
        body[start.length()] = (byte) wrong;
        return Arguments.of(name, body, message);
    }

    private static String object(int fields) {
        return IntStream.range(0, fields).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void names_with_one_hash_are_no_trouble() {
        List<String> names = List.of("");
        while (names.size() < 8_192) {
            names = names.stream()
                    .flatMap(name -> Stream.of(name + "Aa", name + "BB"))
                    .toList();
        }
        String body = names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(",", "{", "}"));

        Reply reply = post(body.getBytes(StandardCharsets.UTF_8));

        assertThat(names).hasSize(8_192).allMatch(name -> name.hashCode() == "AaAaAaAaAaAaAaAaAaAaAaAaAa".hashCode());
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void unusual_and_good_texts_are_read() {
        for (String text :
                new String[] {"\\ud83d\\ude00", "\ud83d\ude00", "e\u0301", "\u202eevil", "ß", "İ", "\\u0000"}) {
            Reply reply = post(("{\"deviceId\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));

            assertThat(reply.status()).as(text).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "x-gzip", "GZIP", "identity, gzip", "gzip, identity", "nonsense"})
    void compressed_body_is_refused(String encoding) {
        TestClient stranger = SERVER.stranger();

        Reply reply = stranger.send(stranger.request(TOKEN)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(new byte[100])));

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.message()).contains("Content-Encoding");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"declared, true", "not declared, false"})
    void body_beyond_the_limit_is_413(String name, boolean isDeclared) {
        byte[] body = ("{\"deviceId\":\"" + "a".repeat(3 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        String head = "POST " + TOKEN + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String request = isDeclared
                ? head + "Content-Length: " + body.length + "\r\nExpect: 100-continue\r\n\r\n"
                : head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n"
                        + new String(body, StandardCharsets.ISO_8859_1);

        try (RawClient client = RawClient.connect(SERVER.server.port())) {
            String heard = client.say(request).heardUntil("}}");

            assertThat(heard).startsWith("HTTP/1.1 413").contains("\"code\":8002", "\"maxBytes\":2097152");
        }
    }

    @Test
    void value_that_is_shown_in_an_error_is_cut_and_has_no_line_ends() {
        Reply reply = post(
                ("{\"deviceId\":\"d\",\"timestamp\":\"a\\r\\nX-Evil: 1\\u0000\\u001b[31m" + "b".repeat(10_000) + "\"}")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("X-Evil")).isEmpty();
        assertThat(reply.message()).hasSizeLessThan(300).doesNotContain("\r", "\n", "\0", "\u001b");
        assertThat(reply.at("details.problems.0.message").asText()).doesNotContain("\r", "\n", "\0", "\u001b");
    }

    private static Reply post(byte[] body) {
        TestClient stranger = SERVER.stranger();
        return stranger.send(stranger.request(TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    }
}
