package dev.millrace.http;

import static dev.millrace.http.TriggeredApi.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.application.ApplicationSettings;
import dev.millrace.store.RecordStore;
import org.junit.jupiter.api.Test;

/** A server after another over the same records: nothing that was stored is lost. */
class RestartTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final RecordStore records = RecordStore.inMemory();

    private Applications server() {
        return new Applications(settings -> settings.withKey(KEY), http -> http.withRecords(records));
    }

    @Test
    void token_of_a_device_opens_the_api_after_a_restart() {
        String token;
        try (Applications first = server()) {
            token = first.server
                    .stranger()
                    .post("/api/v1/auth/token", "{\"deviceId\": \"d\"}")
                    .text("data.token");
        }

        try (Applications second = server()) {
            assertThat(second.server
                            .stranger()
                            .withToken(token)
                            .get("/api/v1/workflows")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void application_calls_after_a_restart_as_before() {
        String token;
        try (Applications first = server()) {
            assertThat(first.create(Applications.CREATE).status()).isEqualTo(200);
            token = first.signed("POST", "/api/token/default", "{}").text("result.token");
        }

        try (Applications second = server()) {
            assertThat(second.signed("GET", "/api/v1/workflows").status()).isEqualTo(200);
            assertThat(second.server
                            .stranger()
                            .withToken(token)
                            .get("/api/v1/workflows")
                            .status())
                    .isEqualTo(200);
            assertThat(second.administrator().get("/api/organization/_query").text("result.data.0.id"))
                    .isEqualTo("org-east");
        }
    }

    @Test
    void secure_key_is_in_no_record_as_it_is() {
        try (Applications first = server()) {
            first.create(Applications.CREATE);
        }

        assertThat(records.list("application-secret"))
                .hasSize(1)
                .noneMatch(stored -> stored.content().contains(Applications.KEY));
        assertThat(records.list("application"))
                .noneMatch(stored -> stored.content().contains("secureKey"));
    }

    @Test
    void records_without_a_word_on_secure_keys_are_refused_at_the_start() {
        assertThatThrownBy(() -> TestServer.start(settings ->
                        settings.withRecords(records).withApplications(ApplicationSettings.inMemory())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withKey");
    }

    @Test
    void form_and_its_objects_are_there_after_a_restart() {
        try (Applications first = server()) {
            assertThat(first.administrator()
                            .post("/api/v1/forms", FormServer.PURCHASE)
                            .status())
                    .isEqualTo(201);
        }

        try (Applications second = server()) {
            assertThat(second.administrator().get("/api/v1/forms/Purchase").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void role_that_an_application_is_given_meanwhile_is_not_removed() {
        try (Applications api = server()) {
            api.administrator().post("/api/role", "{\"id\":\"r1\",\"name\":\"R\"}");
            Thread remover = new Thread(() -> api.administrator().delete("/api/role/r1"));
            remover.start();
            Reply made = api.create(Applications.CREATE.replace("role-operator", "r1"));
            await(() -> !remover.isAlive());

            boolean isThere = api.administrator()
                    .get("/api/role/_query?pageSize=100")
                    .body()
                    .contains("\"r1\"");
            assertThat(isThere).as("%s", made).isEqualTo(made.status() == 200);
        }
    }
}
