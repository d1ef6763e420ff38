package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens (document 001, authentication). */
class AuthTest {
    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void caller_of_this_machine_gets_a_token_as_documented() {
        Reply reply = server.stranger().post("/api/v1/auth/token", """
                        {"deviceId": "550e8400-e29b-41d4-a716-446655440000",
                         "deviceName": "My MacBook Pro", "timestamp": 1704067200000}
                        """);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.code()).isZero();
        assertThat(reply.message()).isEqualTo("success");
        assertThat(reply.text("data.token").split("\\.")).hasSize(3);
        assertThat(reply.text("data.refreshToken")).isNotEqualTo(reply.text("data.token"));
        assertThat(reply.at("data.expiresIn").asInt()).isEqualTo(3600);
        assertThat(reply.text("data.tokenType")).isEqualTo("Bearer");
        assertThat(reply.at("data.deviceInfo.brand").isTextual()).isTrue();
    }

    @Test
    void token_is_verified_with_the_second_of_its_end() {
        Reply reply = server.client().get("/api/v1/auth/verify");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("data.valid").asBoolean()).isTrue();
        assertThat(reply.at("data.expiresAt").asLong()).isEqualTo(1704067200L + 3600);
    }

    @Test
    void token_ends_after_an_hour() {
        TestClient client = server.client();
        server.clock.advance(Duration.ofHours(1));

        Reply reply = client.get("/api/v1/auth/verify");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo(6002);
    }

    @Test
    void refresh_token_gives_new_tokens_once() {
        Reply first = server.stranger().post("/api/v1/auth/token", "{\"deviceId\": \"d\"}");
        TestClient device = server.stranger().withToken(first.text("data.refreshToken"));

        Reply renewed = device.post("/api/v1/auth/refresh");
        Reply again = device.post("/api/v1/auth/refresh");
        Reply stolen = server.stranger().withToken(renewed.text("data.token")).get("/api/v1/auth/verify");

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.at("data.expiresIn").asInt()).isEqualTo(3600);
        assertThat(again.status()).isEqualTo(401);
        assertThat(stolen.status()).as("the session ends for both").isEqualTo(401);
    }

    @Test
    void revoked_token_opens_nothing() {
        TestClient client = server.client();

        Reply revoked = client.post("/api/v1/auth/revoke");

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.message()).isEqualTo("Token revoked successfully");
        assertThat(revoked.at("data").isNull()).isTrue();
        assertThat(client.get("/api/v1/auth/verify").status()).isEqualTo(401);
    }
}
