package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Executions as they happen. */
class LiveRouteTest {
    private final TestServer server = TestServer.start();
    private final TestClient client = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    private String start(Workflow.Builder workflow) {
        Workflow built = workflow.id("wf").build();
        server.engine.deploy(built);
        String id = client.post("/api/v1/workflows/wf/execute").text("data.executionId");
        awaitDelay();
        return id;
    }

    /** A step is told of before it sets its timer. */
    private void awaitDelay() {
        while (server.clock.pendingTimers() < 1) {
            Thread.onSpinWait();
        }
    }

    private void passSecond() {
        awaitDelay();
        server.clock.advance(Duration.ofSeconds(1));
    }

    private static Workflow.Builder twoDelays() {
        return Workflow.builder("Two delays")
                .step("before", "log", Map.of("message", "hello"))
                .step("first", "delay", Map.of("duration", 1_000))
                .step("between", "log", Map.of("message", "in between"))
                .step("second", "delay", Map.of("duration", 1_000));
    }

    private EventReader watch(String executionId, String lastEvent) {
        return EventReader.open(client, "/api/v1/executions/" + executionId + "/events", lastEvent);
    }

    @Test
    void picture_comes_first_then_everything_until_the_end() {
        String id = start(twoDelays());
        try (EventReader events = watch(id, "")) {
            EventReader.Event snapshot = events.next();
            passSecond();
            List<EventReader.Event> middle = events.next(5);
            passSecond();
            List<EventReader.Event> rest = events.toEnd();

            assertThat(snapshot.name()).isEqualTo("snapshot");
            assertThat(snapshot.data().at("/execution/currentStepIndex").asInt())
                    .isEqualTo(1);
            assertThat(snapshot.data().at("/logs").toString()).contains("hello");
            assertThat(middle)
                    .extracting(event ->
                            event.name() + " " + event.data().path("stepId").asText()
                                    + event.data().path("message").asText() + " "
                                    + event.data().path("state").asText())
                    .contains("step first completed", "step between started", "log in between ", "step second started");
            EventReader.Event last = rest.get(rest.size() - 1);
            assertThat(last.name()).isEqualTo("status");
            assertThat(last.data().path("status").asText()).isEqualTo("completed");
            assertThat(last.data().at("/outputs/second/success/value").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void client_that_comes_back_reads_on_after_the_last_event_it_saw() {
        String id = start(twoDelays());
        String seen;
        try (EventReader events = watch(id, "")) {
            events.next();
            passSecond();
            seen = events.next(2).get(1).id();
        }

        try (EventReader events = watch(id, seen)) {
            List<EventReader.Event> missed = events.next(2);

            assertThat(missed).noneMatch(event -> event.name().equals("snapshot"));
            assertThat(missed.get(0).id()).isEqualTo(after(seen));
        }
    }

    private static String after(String id) {
        int dash = id.lastIndexOf('-');
        return id.substring(0, dash + 1) + (Integer.parseInt(id.substring(dash + 1)) + 1);
    }

    @Test
    void client_with_an_id_nobody_knows_begins_with_a_picture() {
        String id = start(twoDelays());

        try (EventReader events = watch(id, "no-such-stream-17")) {
            assertThat(events.next().name()).isEqualTo("snapshot");
        }
    }

    @Test
    void execution_that_is_over_is_shown_and_the_stream_ends() {
        String id = start(twoDelays());
        passSecond();
        client.post("/api/v1/executions/" + id + "/stop");
        server.engine.find(id).orElseThrow().completion().join();

        try (EventReader events = watch(id, "")) {
            List<EventReader.Event> all = events.toEnd();

            assertThat(all).extracting(EventReader.Event::name).containsExactly("snapshot", "status");
            assertThat(all.get(1).data().path("status").asText()).isEqualTo("cancelled");
        }
        Reply again = client.send(client.request("/api/v1/executions/" + id + "/events")
                .header("Last-Event-ID", "end")
                .GET());
        assertThat(again.status()).as("nothing more to come").isEqualTo(204);
    }

    @Test
    void one_caller_watches_twenty_at_once() {
        String id = start(twoDelays());
        List<EventReader> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            EventReader events = watch(id, "");
            events.next();
            streams.add(events);
        }

        Reply refused = client.get("/api/v1/executions/" + id + "/events");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo(9002);
        try (EventReader other = EventReader.open(server.client(), "/api/v1/executions/" + id + "/events", "")) {
            assertThat(other.next().name()).as("another caller").isEqualTo("snapshot");
        }
        streams.forEach(EventReader::close);
    }

    @Test
    void closing_the_server_ends_the_streams_at_once() {
        String id = start(twoDelays());
        try (EventReader events = watch(id, "")) {
            events.next();

            server.server.close(Duration.ofMinutes(10));

            assertThat(events.toEnd()).isEmpty();
        }
    }

    @Test
    void execution_of_another_engine_with_the_same_history_is_told_of_by_its_log_and_its_end() {
        ExecutionHistory history = ExecutionHistory.inMemory(Retention.DEFAULT, server.clock);
        try (TestServer there = TestServer.start(builder -> builder.history(history), settings -> settings);
                TestServer here = TestServer.start(builder -> builder.history(history), settings -> settings)) {
            there.engine.deploy(twoDelays().id("wf").build());
            String id = there.client().post("/api/v1/workflows/wf/execute").text("data.executionId");
            TriggeredApi.await(() -> there.clock.pendingTimers() > 0);

            try (EventReader events = EventReader.open(here.client(), "/api/v1/executions/" + id + "/events", "")) {
                EventReader.Event picture = events.next();
                there.clock.advance(Duration.ofSeconds(1));
                TriggeredApi.await(() -> there.clock.pendingTimers() > 0);
                there.clock.advance(Duration.ofSeconds(1));
                List<EventReader.Event> rest = events.toEnd();

                assertThat(picture.data().at("/execution/status").asText()).isEqualTo("running");
                assertThat(rest)
                        .extracting(event -> event.data().path("message").asText())
                        .contains("in between");
                assertThat(rest.get(rest.size() - 1).data().path("status").asText())
                        .isEqualTo("completed");
            }
        }
    }
}
