package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.proxy.StubPlatform.Reply;
import dev.millrace.proxy.log.CallLog;
import dev.millrace.proxy.log.CallLogEntry;
import dev.millrace.proxy.log.CallLogQuery;
import dev.millrace.store.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is logged, and what test calls show (spec script-proxy 8). */
class CallLogTest {
    private static CallLogEntry entry(ManualClock clock, String api, String caller, Optional<String> error) {
        return new CallLogEntry(
                0,
                CallLogEntry.Kind.CALL,
                clock.now(),
                Duration.ZERO,
                caller,
                new CallLogEntry.Origin("e-" + caller, "", ""),
                "p",
                "main",
                api,
                Optional.empty(),
                Optional.empty(),
                "",
                1,
                error);
    }

    @Test
    void entries_are_found_by_what_they_say_newest_first() {
        ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        CallLog log = new CallLog(clock);
        log.add(entry(clock, "a", "x", Optional.empty()));
        log.add(entry(clock, "b", "x", Optional.of("TIMEOUT")));
        log.add(entry(clock, "a", "y", Optional.of("NETWORK")));

        assertThat(ids(log, CallLogQuery.all())).containsExactly(3L, 2L, 1L);
        assertThat(ids(log, CallLogQuery.all().ofApi("a"))).containsExactly(3L, 1L);
        assertThat(ids(log, CallLogQuery.all().ofCaller("x").errors())).containsExactly(2L);
        assertThat(ids(log, CallLogQuery.all().ofExecution("e-y"))).containsExactly(3L);
        assertThat(ids(log, CallLogQuery.all().ofPlatform("q"))).isEmpty();
        assertThat(ids(log, CallLogQuery.all().newest(1))).containsExactly(3L);
    }

    private static List<Long> ids(CallLog log, CallLogQuery query) {
        return log.find(query).stream().map(CallLogEntry::id).toList();
    }

    @Test
    void log_keeps_ten_thousand_entries_and_seven_days() {
        ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        CallLog log = new CallLog(clock);
        for (int i = 0; i < 10_001; i++) {
            log.add(entry(clock, i == 0 ? "first" : i == 1 ? "second" : "a", "x", Optional.empty()));
        }

        int first = log.find(CallLogQuery.all().ofApi("first")).size();
        int second = log.find(CallLogQuery.all().ofApi("second")).size();
        clock.advance(Duration.ofDays(7).plusMillis(1));

        assertThat(first).isZero();
        assertThat(second).isOne();
        assertThat(log.find(CallLogQuery.all())).isEmpty();
    }

    @Test
    void secrets_are_masked_at_any_depth_and_bodies_are_cut() {
        String answer =
                "{\"a\":[{\"access_token\":\"canary-1\",\"Secret\":{\"b\":\"canary-2\"}}],\"id\":\"canary-token-of-main\","
                        + "\"long\":\"" + "x".repeat(5_000) + "\"}";
        try (StubPlatform stub = StubPlatform.answering(answer);
                ProxyService service = Crm.service(Crm.json(stub, stub))) {
            var call = Crm.client(service, "crm")
                    .api("add_note")
                    .path(Map.of("id", 1))
                    .query(Map.of("api_key", "canary-3"))
                    .header(Map.of("X-Session-Token", "canary-4"))
                    .body(Map.of("text", "hi", "user", List.of(Map.of("password", "canary-5"))));

            Crm.error(call.call());

            CallLogEntry entry = service.log().find(CallLogQuery.all()).get(0);
            CallLogEntry.Request request = entry.request().orElseThrow();
            assertThat(entry.toString()).doesNotContain("canary");
            assertThat(request.url()).endsWith("/notes?api_key=******");
            assertThat(request.headers()).containsEntry("X-Session-Token", "******");
            assertThat(request.body()).contains("\"text\":\"hi\"", "\"password\":\"******\"");
            assertThat(entry.responseBody())
                    .startsWith("{\"a\":[{\"access_token\":\"******\",\"Secret\":\"******\"}],\"id\":\"******\"")
                    .hasSize(4_096);
            assertThat(entry.errorCode()).contains("BUSINESS_ERROR");
        }
    }

    @Test
    void broken_json_and_forms_are_masked_too() {
        String api = "\"method\":\"POST\",\"path\":\"/x\",\"contentType\":\"form\"";
        try (StubPlatform stub = StubPlatform.answering("{\"token\": \"canary-1\", \"b\":");
                ProxyService service = Crm.service(Crm.single(stub, "", "", api))) {
            Crm.value(Crm.client(service, "p")
                    .api("call")
                    .body(Map.of("secret", "canary-2"))
                    .call());

            CallLogEntry entry = service.log().find(CallLogQuery.all()).get(0);
            assertThat(entry.responseBody()).isEqualTo("{\"token\": \"******\", \"b\":");
            assertThat(entry.request().orElseThrow().body()).isEqualTo("secret=******");
        }
    }

    @Test
    void text_of_nothing_but_escapes_is_masked_in_time() {
        String api = "\"method\":\"GET\",\"path\":\"/x\",\"response\":{\"type\":\"text\"}";
        try (StubPlatform stub = StubPlatform.answering("{\"token\":\"" + "\\\"".repeat(100_000) + "\"}");
                ProxyService service = Crm.service(Crm.single(stub, "", "", api))) {
            Crm.value(Crm.client(service, "p").invoke("call"));

            assertThat(service.log().find(CallLogQuery.all()).get(0).responseBody())
                    .isEqualTo("{\"token\":\"******\"");
        }
    }

    @Test
    void log_that_throws_does_not_keep_a_call_from_ending() {
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service = Crm.service(Crm.json(stub, stub))) {
            CallContext throwing = CallContext.of("java").logging((level, line) -> {
                throw new IllegalStateException("no log");
            });

            Object value = Crm.value(
                    ProxyClient.of(service).in(throwing).platform("crm").invoke("getCustomer", "1"));

            assertThat(value).isEqualTo(Map.of());
        }
    }

    @Test
    void call_that_cannot_be_made_is_logged() {
        try (ProxyService service = Crm.service("{\"platform_key\":\"p\"}")) {
            Crm.error(ProxyClient.of(service)
                    .in(CallContext.of("form_script"))
                    .platform("nope")
                    .invoke("x"));

            assertThat(service.log().find(CallLogQuery.all().errors()))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.caller()).isEqualTo("form_script");
                        assertThat(entry.platform()).isEqualTo("nope");
                        assertThat(entry.attempt()).isZero();
                        assertThat(entry.errorCode()).contains("PLATFORM_NOT_FOUND");
                    });
        }
    }

    @Test
    void dry_run_shows_the_request_and_sends_nothing() {
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service =
                        Crm.service(Crm.json(stub, stub), builder -> builder.secrets(SecretStore.none()))) {
            TestAnswer answer =
                    service.dryRun(ProxyCall.of("crm", "addNote", Arguments.direct("7", "hi")), CallContext.of("test"));

            CallLogEntry.Request request = answer.request().orElseThrow();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.url()).isEqualTo(stub.url() + "/api/v1/customers/7/notes");
            assertThat(request.headers()).containsEntry("Authorization", "******");
            assertThat(request.body()).isEqualTo("{\"text\":\"hi\"}");
            assertThat(stub.received()).isEmpty();
        }
    }

    @Test
    void dry_run_of_a_wrong_call_tells_why() {
        try (ProxyService service = Crm.service("{\"platform_key\":\"p\"}")) {
            TestAnswer answer = service.dryRun(ProxyCall.of("p", "x", Arguments.direct()), CallContext.of("test"));

            assertThat(answer.error().map(ProxyError::code)).contains(ErrorCode.NO_DEFAULT_INSTANCE);
        }
    }

    @Test
    void test_call_shows_both_sides_and_the_result() {
        try (StubPlatform stub = StubPlatform.answering(request -> new Reply(
                        200,
                        Map.of("Content-Type", "application/json", "Set-Cookie", "canary=1"),
                        "{\"code\":404,\"message\":\"no\",\"token\":\"canary-2\"}"));
                ProxyService service = Crm.service(Crm.json(stub, stub))) {
            TestAnswer good = service.test(
                            ProxyCall.of("crm", "get_customer", Arguments.direct("7")), CallContext.of("test"))
                    .join();
            TestAnswer bad = service.test(
                            ProxyCall.of("crm", "add_note", Arguments.direct("7", "hi")), CallContext.of("test"))
                    .join();

            assertThat(good.result()).isInstanceOf(Map.class);
            assertThat(good.error()).isEmpty();
            TestAnswer.Response response = bad.response().orElseThrow();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.toString()).doesNotContain("canary");
            assertThat(bad.error().map(ProxyError::code)).contains(ErrorCode.BUSINESS_ERROR);
            assertThat(bad.request().orElseThrow().method()).isEqualTo("POST");
        }
    }
}
