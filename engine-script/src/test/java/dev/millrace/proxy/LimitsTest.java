package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.proxy.StubPlatform.Reply;
import dev.millrace.store.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time limits, repeats, rates and numbers of calls (spec script-proxy 9). */
class LimitsTest {
    private static final String RETRY = "\"path\":\"/x\",\"retry\":{\"count\":2,\"intervalMs\":50,\"on\":[503]}";

    private static ProxyService service(StubPlatform stub, String instance, String api, WatchedTimers time) {
        return Crm.service(Crm.single(stub, "", instance, api), builder -> builder.time(time.clock(), time));
    }

    @Test
    void call_is_repeated_as_its_rule_says() throws InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        WatchedTimers time = WatchedTimers.at("2026-01-01T00:00:00Z");
        try (StubPlatform stub = StubPlatform.answering(
                        request -> requests.incrementAndGet() < 3 ? Reply.json(503, "{}") : Reply.json("7"));
                ProxyService service = service(stub, "", "\"method\":\"GET\"," + RETRY, time)) {
            CompletableFuture<ProxyResult> call = Crm.client(service, "p").invoke("call");
            for (int i = 0; i < 2; i++) {
                time.awaitTimer(50);
                time.clock().advance(Duration.ofMillis(50));
            }

            assertThat(Crm.value(call)).isEqualTo(7L);
            assertThat(stub.received()).hasSize(3);
        }
    }

    @ParameterizedTest(name = "{0}, idempotent {1}: {2} requests")
    @CsvSource({"POST, false, 1", "PATCH, false, 1", "POST, true, 3", "PUT, false, 3", "DELETE, false, 3"})
    void only_what_may_be_repeated_is(String method, boolean idempotent, int requests) throws InterruptedException {
        WatchedTimers time = WatchedTimers.at("2026-01-01T00:00:00Z");
        String api = "\"method\":\"" + method + "\",\"idempotent\":" + idempotent + "," + RETRY;
        try (StubPlatform stub = StubPlatform.answering(request -> Reply.json(503, "{}"));
                ProxyService service = service(stub, "", api, time)) {
            CompletableFuture<ProxyResult> call = Crm.client(service, "p").invoke("call");
            for (int i = 1; i < requests; i++) {
                time.awaitTimer(50);
                time.clock().advance(Duration.ofMillis(50));
            }

            assertThat(Crm.error(call).status()).hasValue(503);
            assertThat(stub.received()).hasSize(requests);
        }
    }

    @ParameterizedTest(name = "{0} ms left of the step, {1}: {2} ms")
    @CsvSource({"0, 60000, 60000", "0, 10000, 30000", "5000, 10000, 5000"})
    void whole_call_has_a_limit(long left, long attempt, long limit) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
        String api = "\"method\":\"POST\",\"path\":\"/x\",\"timeoutMs\":" + attempt
                + ",\"idempotent\":true,\"retry\":{\"count\":5,\"on\":[\"TIMEOUT\"]}";
        try (StubPlatform stub = StubPlatform.answering(request -> {
                    end.await();
                    return Reply.json("{}");
                });
                ProxyService service =
                        Crm.service(Crm.single(stub, "", "", api), builder -> builder.time(clock, clock))) {
            Optional<Duration> timeLeft = left == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(left));
            CompletableFuture<ProxyResult> call = ProxyClient.of(service)
                    .in(CallContext.of("java").within(timeLeft))
                    .platform("p")
                    .invoke("call");
            stub.awaitRequests(1);

            clock.advance(Duration.ofMillis(limit - 1));
            boolean early = call.isDone();
            clock.advance(Duration.ofMillis(1));

            assertThat(early).isFalse();
            ProxyError error = Crm.error(call);
            assertThat(error.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(error.isRetryable()).isFalse();
            end.countDown();
        }
    }

    @Test
    void calls_beyond_the_rate_wait_and_those_far_beyond_are_refused() throws InterruptedException {
        WatchedTimers time = WatchedTimers.at("2026-01-01T00:00:00Z");
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service =
                        service(stub, "\"ratePerSecond\":2", "\"method\":\"GET\",\"path\":\"/x\"", time)) {
            List<CompletableFuture<ProxyResult>> calls = IntStream.range(0, 7)
                    .mapToObj(i -> Crm.client(service, "p").invoke("call"))
                    .toList();
            stub.awaitRequests(2);
            int atOnce = stub.received().size();
            Crm.value(calls.get(0));
            Crm.value(calls.get(1));
            for (int i = 2; i < 6; i++) {
                time.clock().advance(Duration.ofMillis(500));
                Crm.value(calls.get(i));
            }

            assertThat(atOnce).isEqualTo(2);
            ProxyError error = Crm.error(calls.get(6));
            assertThat(error.code()).isEqualTo(ErrorCode.CALL_LIMIT);
            assertThat(error.isRetryable()).isTrue();
        }
    }

    @Test
    void repeated_step_sends_the_same_key_and_another_call_another() {
        String api = "\"method\":\"POST\",\"path\":\"/x\",\"idempotencyHeader\":\"Idempotency-Key\"";
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service = Crm.service(Crm.single(stub, "", "", api))) {
            CallContext step = CallContext.of("workflow").ofStep("e", "w", "s", "e/s/0");
            for (CallContext context : List.of(step, step, step.numbered(2), step.ofStep("e", "w", "s", "e/s/1"))) {
                Crm.value(ProxyClient.of(service).in(context).platform("p").invoke("call"));
            }
            Crm.value(Crm.client(service, "p").invoke("call"));

            List<Optional<String>> keys = stub.received().stream()
                    .map(request -> request.header("Idempotency-Key"))
                    .toList();
            assertThat(keys.get(0)).isPresent().isEqualTo(keys.get(1));
            assertThat(keys.subList(1, 4)).doesNotHaveDuplicates();
            assertThat(keys.get(4)).isEmpty();
        }
    }

    @Test
    void closing_ends_calls_and_refuses_further_ones() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (StubPlatform stub = StubPlatform.answering(request -> {
            end.await();
            return Reply.json("{}");
        })) {
            ProxyService service = Crm.service(Crm.json(stub, stub));
            CompletableFuture<ProxyResult> call = Crm.client(service, "crm").invoke("getCustomer", "1");
            stub.awaitRequests(1);

            service.close();
            service.close();

            assertThat(Crm.error(call).code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(Crm.error(Crm.client(service, "crm").invoke("getCustomer", "1"))
                            .code())
                    .isEqualTo(ErrorCode.CANCELLED);
            end.countDown();
        }
    }
}
