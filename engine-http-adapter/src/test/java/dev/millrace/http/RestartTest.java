package dev.millrace.http;

import static dev.millrace.http.TriggeredApi.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.http.application.ApplicationSettings;
import dev.millrace.store.ManualClock;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server after another over the same records: nothing that was stored is lost. */
class RestartTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

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
        assertThatThrownBy(() -> TestServer.start(
                        settings -> settings.withRecords(records).withApplications(ApplicationSettings.inMemory())))
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
    void key_of_a_call_gets_the_first_answer_after_a_restart() {
        String first;
        try (TestServer server = kept("once")) {
            first = keyed(server).text("response.uid");
        }

        try (TestServer server = kept("twice")) {
            Reply again = keyed(server);
            assertThat(again.text("response.data")).isEqualTo("once");
            assertThat(again.text("response.uid")).isEqualTo(first);
            assertThat(again.header("Idempotent-Replayed")).contains("true");
        }
    }

    @Test
    void key_of_a_call_gets_the_whole_of_a_large_answer_after_a_restart() {
        String large = "x".repeat(5 << 20);
        try (TestServer server = kept(large)) {
            keyed(server);
        }

        try (TestServer server = kept("other")) {
            assertThat(keyed(server).text("response.data")).isEqualTo(large);
        }
    }

    @Test
    void key_whose_answer_was_lost_tells_that_only_the_beginning_of_a_large_output_is_known() {
        ExecutionHistory history = newHistory();
        RecordStore losing = new ForwardingRecords(records) {
            /** As if the process had died before the answer was stored. */
            @Override
            public Optional<RecordChange> commit(List<RecordChange> changes) {
                return changes.get(0) instanceof RecordChange.Put put
                                && put.kind().equals("idempotency-key")
                        ? Optional.empty()
                        : super.commit(changes);
            }
        };
        String uid;
        try (TestServer server = kept("x".repeat(2 << 20), losing, history)) {
            uid = keyed(server).text("response.uid");
        }

        try (TestServer server = kept("other", losing, history)) {
            Reply again = keyed(server);
            assertThat(again.at("response.code").asInt()).isEqualTo(1006);
            assertThat(again.text("response.data")).isEmpty();
            assertThat(again.text("response.uid")).isEqualTo(uid);
        }
    }

    private static Reply keyed(TestServer server) {
        TestClient stranger = server.stranger();
        return stranger.send(stranger.json("/v1/api/acme/test/run")
                .header("Idempotency-Key", "k-1")
                .POST(BodyPublishers.ofString("{}")));
    }

    /** With one API that says a word. */
    private TestServer kept(String word) {
        return kept(word, records, newHistory());
    }

    private static ExecutionHistory newHistory() {
        return ExecutionHistory.inMemory(Retention.DEFAULT, ManualClock.at("2024-01-01T00:00:00Z"));
    }

    private static TestServer kept(String word, RecordStore records, ExecutionHistory history) {
        TestServer server = TestServer.start(
                engine -> engine.history(history),
                settings -> settings.withRecords(records)
                        .withApplications(ApplicationSettings.inMemory().withKey(KEY)));
        Step trigger = Step.of("t", "trigger_api", TriggeredApi.definition());
        server.engine.deploy(Workflow.builder("Say")
                .id("say")
                .triggers(List.of(trigger))
                .step("o", "output", Map.of("value", word))
                .build());
        return server;
    }

    @Test
    void application_that_repeats_an_execution_under_one_key_gets_the_first_answer() {
        try (Applications api = server()) {
            api.create(Applications.CREATE);
            api.server.engine.deploy(Workflow.builder("Say").id("say").build());
            Applications.Call call = api.call("POST", "/api/v1/workflows/say/execute", "{\"async\":false}");

            Reply first = api.send(call, "Idempotency-Key", "k-1");
            Reply second = api.send(call, "Idempotency-Key", "k-1");
            Reply other = api.send(
                    api.call("POST", "/api/v1/workflows/say/execute", "{\"async\":true}"), "Idempotency-Key", "k-1");

            assertThat(first.status()).as("%s", first).isEqualTo(200);
            assertThat(second.text("data.executionId")).isEqualTo(first.text("data.executionId"));
            assertThat(other.status()).isEqualTo(409);
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

    @Test
    void role_that_goes_while_an_application_is_given_it_refuses_the_application() {
        RecordStore racing = new ForwardingRecords(records) {
            private boolean isAsked;

            /** The role goes when it was looked for, and before the application is stored. */
            @Override
            public Optional<StoredRecord> find(String kind, String key) {
                if (kind.equals("application") && isAsked) {
                    records.commit(new RecordChange.Drop("role", "r1"));
                }
                isAsked |= key.equals("r1");
                return super.find(kind, key);
            }
        };
        try (Applications api =
                new Applications(settings -> settings.withKey(KEY), settings -> settings.withRecords(racing))) {
            api.administrator().post("/api/role", "{\"id\":\"r1\",\"name\":\"R\"}");

            Reply refused = api.create(Applications.CREATE.replace("role-operator", "r1"));

            assertThat(refused.status()).as("%s", refused).isEqualTo(400);
            assertThat(refused.text("result.0.message")).isEqualTo("role not found: r1");
            assertThat(api.administrator().get("/api/application/warehouse01").status())
                    .isEqualTo(404);
        }
    }
}
