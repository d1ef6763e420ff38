package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.egress.EgressPolicy;
import dev.millrace.egress.HttpClient;
import dev.millrace.egress.StubServer;
import dev.millrace.egress.StubServer.Reply;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Network modules in an engine of its own threads: references, waiting, cancellation, the default client. */
class NetworkInWorkflowsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.builder()
            .policy(EgressPolicy.builder().allow("127.0.0.0/8").build())
            .build();
    private final Millrace millrace = Millrace.builder()
            .withoutDiscovery()
            .modules(new BuiltInModules())
            .service(HttpClient.class, client)
            .threads(2)
            .build();

    @AfterEach
    void close() {
        millrace.close();
        client.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http_request,{{r.statusCode}} {{r.body}} {{r.headers.x-a}}",
        "http_request,{{r.status_code}} {{r.response_body}} {{r.response_headers.x-a}}",
        "vflow.network.http_request,{{r.status_code}} {{r.response_body}} {{r.response_headers.x-a}}",
        "vflow.network.http_request,{{r.statusCode}} {{r.body}} {{r.headers.x-a}}"
    })
    void outputs_are_known_under_both_spellings(String moduleId, String value) {
        try (StubServer server = StubServer.answering(Reply.text(200, "text/plain", "hi", "X-A: 1"))) {
            Workflow workflow = workflow()
                    .step(
                            "r",
                            moduleId,
                            Map.of("url", "http://127.0.0.1:[[port]]/", "headers", Map.of("X-Q", "[[port]]")))
                    .step("o", "output", Map.of("value", value))
                    .build();

            ExecutionResult result = millrace.run(workflow, Map.of("port", server.port()));

            assertThat(result.output()).isEqualTo("200 hi 1");
            assertThat(server.only().header("X-Q")).isEqualTo("" + server.port());
        }
    }

    private static Workflow.Builder workflow() {
        return Workflow.builder("w").id("w").reentry(ReentryBehavior.ALLOW_PARALLEL);
    }

    private static Workflow.Builder requesting(String moduleId, String url) {
        return workflow()
                .step(
                        "r",
                        moduleId,
                        moduleId.equals("webhook_push") ? Map.of("url", url, "message", "m") : Map.of("url", url));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"http_request", "webhook_push"})
    void cancelled_step_aborts_its_exchange(String moduleId) throws InterruptedException {
        try (StubServer server = StubServer.answering(Reply.silence())) {
            ExecutionHandle handle =
                    millrace.start(requesting(moduleId, server.url("/")).build(), StartRequest.plain());
            long end = System.nanoTime() + DEADLINE.toNanos();
            while (server.received().isEmpty()) {
                assertThat(System.nanoTime()).as("deadline").isLessThan(end);
                Thread.onSpinWait();
            }

            handle.cancel();

            assertThat(server.hungUp().await(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(handle.await(DEADLINE).orElseThrow().status()).isEqualTo(ExecutionStatus.CANCELLED);
        }
    }

    @Test
    void time_limit_of_a_step_aborts_its_exchange() throws InterruptedException {
        Reply quick = Reply.text(200, "text/plain", "");
        try (StubServer server =
                StubServer.answering(request -> request.line().contains("/quick") ? quick : Reply.silence())) {
            Workflow workflow = workflow()
                    .step("q", "http_request", Map.of("url", server.url("/quick")))
                    .step("r", "http_request", Map.of("url", server.url("/"), "__timeout", 1_000))
                    .build();

            ExecutionResult result = millrace.run(workflow, Map.of());

            assertThat(result.error().orElseThrow().title()).isEqualTo("Timed out");
            assertThat(server.received()).hasSize(2);
            assertThat(server.hungUp().await(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void failed_request_can_be_tried_again() {
        try (StubServer server = StubServer.answering(Reply.raw("no http\n"))) {
            Workflow workflow = workflow()
                    .step(
                            "r",
                            "http_request",
                            Map.of(
                                    "url",
                                    server.url("/"),
                                    "__error_policy",
                                    "RETRY",
                                    "__retry_count",
                                    2,
                                    "__retry_interval",
                                    1))
                    .build();

            ExecutionResult result = millrace.run(workflow, Map.of());

            assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(server.received()).hasSize(3);
        }
    }

    @Test
    void engine_without_a_client_makes_one_that_does_not_reach_this_machine_and_closes_it() {
        try (StubServer server = StubServer.answering(Reply.json("{}"))) {
            ExecutionResult result;
            try (Millrace usual = Millrace.builder()
                    .withoutDiscovery()
                    .modules(new BuiltInModules())
                    .build()) {
                result = usual.run(requesting("http_request", server.url("/")).build(), Map.of());
            }

            assertThat(result.error().orElseThrow().message()).contains("a loopback address", "--allow-host");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void policy_of_the_host_is_used_by_the_engine_s_own_client() {
        try (StubServer server = StubServer.answering(Reply.json("{}"));
                Millrace usual = Millrace.builder()
                        .withoutDiscovery()
                        .modules(new BuiltInModules())
                        .service(
                                EgressPolicy.class,
                                EgressPolicy.builder().allow(server.authority()).build())
                        .build()) {
            ExecutionResult result =
                    usual.run(requesting("http_request", server.url("/")).build(), Map.of());

            assertThat(result.outputs("r")).containsEntry("statusCode", 200L);
        }
    }

    @Test
    void thousand_executions_that_wait_for_answers_hold_no_threads() throws Exception {
        int executions = 1_000;
        try (ServerSocket socket = new ServerSocket(0, 2 * executions, InetAddress.getLoopbackAddress())) {
            Workflow workflow = requesting("http_request", "http://127.0.0.1:" + socket.getLocalPort() + "/")
                    .build();
            List<ExecutionHandle> handles = new ArrayList<>();
            for (int i = 0; i < executions; i++) {
                handles.add(millrace.start(workflow, StartRequest.plain()));
            }
            List<Socket> accepted = acceptedBy(socket, executions);

            assertThat(handles).noneMatch(ExecutionHandle::isOver);
            assertThat(millraceThreads()).isLessThan(30);

            for (Socket connection : accepted) {
                connection.getOutputStream().write("HTTP/1.1 204 X\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            for (ExecutionHandle handle : handles) {
                assertThat(handle.await(DEADLINE).orElseThrow().isCompleted()).isTrue();
            }
            for (Socket connection : accepted) {
                connection.close();
            }
        }
    }

    private static List<Socket> acceptedBy(ServerSocket socket, int count) throws IOException {
        List<Socket> accepted = new ArrayList<>();
        while (accepted.size() < count) {
            accepted.add(socket.accept());
        }
        return accepted;
    }

    private static long millraceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("millrace-"))
                .count();
    }
}
