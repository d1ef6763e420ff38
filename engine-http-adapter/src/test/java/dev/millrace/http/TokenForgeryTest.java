package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that others made, changed or stole. The worst forger of all knows the key and cannot open anything either. */
class TokenForgeryTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_KEY = "another-key-another-key-another-key".getBytes(StandardCharsets.US_ASCII);
    private static final String VERIFY = "/api/v1/auth/verify";

    private final TestServer server = TestServer.start(settings -> settings.withTokenKey(KEY));

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void forged_token_opens_nothing(String name, Forgery forgery) {
        String[] parts = accessToken().split("\\.");
        String forged = forgery.of(new Parts(text(parts[0]), text(parts[1]), parts[2]));

        Reply reply = server.stranger().withToken(forged).get(VERIFY);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo(6001);
        assertThat(reply.at("data").isNull()).isTrue();
    }

    /** A good token, read. */
    record Parts(String header, String payload, String signature) {
        String withHeader(String other) {
            return signed(other, payload, "HmacSHA256", KEY);
        }

        String withPayload(String other) {
            return signed(header, other, "HmacSHA256", KEY);
        }

        String withClaim(String claim) {
            return withPayload(payload.substring(0, payload.length() - 1) + "," + claim + "}");
        }

        String text() {
            return base64(header) + "." + base64(payload) + "." + signature;
        }
    }

    interface Forgery {
        String of(Parts good);
    }

    static Stream<Arguments> forgeries() {
        Map<String, Forgery> forgeries = new LinkedHashMap<>();
        for (String none : new String[] {"none", "None", "nOnE", "NONE", ""}) {
            String header = "{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}";
            forgeries.put("alg '" + none + "'", good -> base64(header) + "." + base64(good.payload()) + ".");
            forgeries.put("alg '" + none + "', signed", good -> good.withHeader(header));
        }
        for (String alg : new String[] {"HS384", "HS512", "RS256", "ES256", "hs256", "HS256 "}) {
            forgeries.put("alg " + alg, good -> good.withHeader("{\"alg\":\"" + alg + "\",\"typ\":\"JWT\"}"));
        }
        forgeries.put("no alg", good -> good.withHeader("{\"typ\":\"JWT\"}"));
        forgeries.put(
                "signed with SHA-512",
                good -> signed("{\"alg\":\"HS512\",\"typ\":\"JWT\"}", good.payload(), "HmacSHA512", KEY));
        forgeries.put("other key", good -> signed(good.header(), good.payload(), "HmacSHA256", OTHER_KEY));
        forgeries.put("empty key", good -> signed(good.header(), good.payload(), "HmacSHA256", new byte[1]));
        for (String member : new String[] {
            "\"kid\":\"../../../../dev/null\"",
            "\"kid\":\"x' UNION SELECT 'key\"",
            "\"kid\":\"http://evil.example/key\"",
            "\"jku\":\"http://evil.example/keys\"",
            "\"x5u\":\"http://evil.example/chain\"",
            "\"x5c\":[\"MIIB\"]",
            "\"jwk\":{\"kty\":\"oct\",\"k\":\"YQ\"}",
            "\"crit\":[\"b64\"],\"b64\":false",
            "\"zip\":\"DEF\"",
            "\"cty\":\"JWT\"",
            "\"alg\":\"none\""
        }) {
            forgeries.put(
                    "header with " + member,
                    good -> good.withHeader("{\"alg\":\"HS256\",\"typ\":\"JWT\"," + member + "}"));
        }
        claims(forgeries);
        texts(forgeries);
        assertThat(forgeries).hasSizeGreaterThan(50);
        return forgeries.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static void claims(Map<String, Forgery> forgeries) {
        forgeries.put("good from next year on", good -> good.withClaim("\"nbf\":1735689600"));
        forgeries.put("issued next year", good -> good.withClaim("\"iat\":1735689600"));
        forgeries.put("one claim more", good -> good.withClaim("\"admin\":true"));
        forgeries.put("session twice", good -> good.withClaim("\"session\":\"other\""));
        forgeries.put("kind twice", good -> good.withClaim("\"kind\":\"access\""));
        forgeries.put("end twice", good -> good.withClaim("\"exp\":4102444800"));
        forgeries.put(
                "other audience",
                good -> good.withPayload(good.payload().replace("\"aud\":\"millrace\"", "\"aud\":\"other\"")));
        forgeries.put(
                "list of audiences",
                good -> good.withPayload(
                        good.payload().replace("\"aud\":\"millrace\"", "\"aud\":[\"other\",\"millrace\"]")));
        forgeries.put(
                "other issuer",
                good -> good.withPayload(good.payload().replace("\"iss\":\"millrace\"", "\"iss\":\"other\"")));
        forgeries.put(
                "later end",
                good -> good.withPayload(good.payload().replaceFirst("\"exp\":\\d+", "\"exp\":4102444800.5")));
        forgeries.put("no end", good -> good.withPayload(good.payload().replaceFirst("\"exp\":\\d+,?", "")));
        forgeries.put(
                "no session", good -> good.withPayload(good.payload().replaceFirst("\"session\":\"[^\"]*\",?", "")));
        forgeries.put(
                "unknown session",
                good -> good.withPayload(good.payload().replaceFirst("\"session\":\"[^\"]*\"", "\"session\":\"x\"")));
        forgeries.put(
                "unknown kind",
                good -> good.withPayload(good.payload().replace("\"kind\":\"access\"", "\"kind\":\"admin\"")));
        forgeries.put(
                "claims with spaces", good -> good.withPayload(good.payload().replace(":", ": ")));
        forgeries.put("claims that are a list", good -> good.withPayload("[]"));
        forgeries.put("claims that are no JSON", good -> good.withPayload("{"));
        forgeries.put("claims nested deeply", good -> good.withPayload("{\"a\":" + "[".repeat(2_000)));
        forgeries.put(
                "changed claims",
                good -> base64(good.header()) + "."
                        + base64(good.payload().replace("\"kind\":\"access\"", "\"kind\":\"admin\"")) + "."
                        + good.signature());
    }

    private static void texts(Map<String, Forgery> forgeries) {
        forgeries.put("no signature", good -> base64(good.header()) + "." + base64(good.payload()) + ".");
        forgeries.put("two parts", good -> base64(good.header()) + "." + base64(good.payload()));
        forgeries.put("four parts", good -> good.text() + ".x");
        forgeries.put("a point more", good -> good.text() + ".");
        forgeries.put("a letter more", good -> good.text() + "A");
        forgeries.put(
                "a letter less", good -> good.text().substring(0, good.text().length() - 1));
        forgeries.put("padding", good -> good.text() + "=");
        forgeries.put("a space within", good -> good.text().replaceFirst("\\.", ". "));
        forgeries.put("a tab within", good -> good.text().replaceFirst("\\.", ".\t"));
        forgeries.put("twice", good -> good.text() + " " + good.text());
        forgeries.put("quoted", good -> '"' + good.text() + '"');
        forgeries.put("other case", good -> good.text().toLowerCase(java.util.Locale.ROOT));
        forgeries.put(
                "last bits of the signature",
                good -> base64(good.header()) + "." + base64(good.payload()) + "." + otherLastBits(good.signature()));
        forgeries.put("long", good -> "a".repeat(6_000) + "." + "b".repeat(6_000));
        forgeries.put("points only", good -> "..");
        forgeries.put("one letter", good -> "x");
    }

    /** The last letter holds two bits that mean nothing: another spelling of the same signature. */
    private static String otherLastBits(String signature) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(signature.charAt(signature.length() - 1));
        return signature.substring(0, signature.length() - 1) + alphabet.charAt(last ^ 1);
    }

    @Test
    void the_token_that_all_forgeries_are_made_of_is_good() {
        String[] parts = accessToken().split("\\.");

        String again = new Parts(text(parts[0]), text(parts[1]), parts[2]).withPayload(text(parts[1]));

        assertThat(server.stranger().withToken(again).get(VERIFY).status()).isEqualTo(200);
    }

    @Test
    void token_of_a_megabyte_is_refused_by_the_limit_of_headers() {
        Reply reply = server.stranger().withToken("a".repeat(1 << 20)).get(VERIFY);

        assertThat(reply.status()).isEqualTo(431);
    }

    @Test
    void refresh_token_opens_nothing_and_access_token_renews_nothing() {
        Reply tokens = tokens();

        Reply opened =
                server.stranger().withToken(tokens.text("data.refreshToken")).get(VERIFY);
        Reply renewed = server.stranger().withToken(tokens.text("data.token")).post("/api/v1/auth/refresh");

        assertThat(opened.status()).isEqualTo(401);
        assertThat(opened.code()).isEqualTo(6001);
        assertThat(renewed.status()).isEqualTo(401);
        assertThat(renewed.code()).isEqualTo(6001);
    }

    @Test
    void refresh_token_ends_after_thirty_days() {
        TestClient device = server.stranger().withToken(tokens().text("data.refreshToken"));
        server.clock.advance(Duration.ofDays(30));

        Reply reply = device.post("/api/v1/auth/refresh");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo(6002);
    }

    @Test
    void renewed_session_keeps_its_first_access_token_until_its_end() {
        Reply tokens = tokens();
        server.stranger().withToken(tokens.text("data.refreshToken")).post("/api/v1/auth/refresh");

        Reply reply = server.stranger().withToken(tokens.text("data.token")).get(VERIFY);

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void revoking_ends_the_refresh_token_too() {
        Reply tokens = tokens();
        server.stranger().withToken(tokens.text("data.token")).post("/api/v1/auth/revoke");

        Reply reply =
                server.stranger().withToken(tokens.text("data.refreshToken")).post("/api/v1/auth/refresh");

        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    void revoking_ends_no_other_session_of_the_device() {
        Reply first = tokens();
        Reply second = tokens();
        server.stranger().withToken(first.text("data.token")).post("/api/v1/auth/revoke");

        Reply reply = server.stranger().withToken(second.text("data.token")).get(VERIFY);

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void token_of_another_server_with_the_same_key_opens_nothing_here() {
        try (TestServer other = TestServer.start(settings -> settings.withTokenKey(KEY))) {
            Reply reply = other.stranger().withToken(accessToken()).get(VERIFY);

            assertThat(reply.status()).isEqualTo(401);
        }
    }

    private Reply tokens() {
        return server.stranger().post("/api/v1/auth/token", "{\"deviceId\": \"d\"}");
    }

    private String accessToken() {
        return tokens().text("data.token");
    }

    private static String signed(String header, String payload, String algorithm, byte[] key) {
        String content = base64(header) + "." + base64(payload);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
