package dev.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.launcher.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of configured interfaces, run from the command line against a server that stands for the customers. */
class InterfaceExampleTest {
    private static final Path PLATFORMS = Path.of("examples/interfaces/platforms.json");
    private static final String WORKFLOW = "examples/interfaces/call-back.json";
    private static final String WITH_SCRIPT = "examples/interfaces/customer-report.json";

    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CountDownLatch together = new CountDownLatch(1);
    private HttpServer customers;

    @BeforeEach
    void start() throws IOException {
        customers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        customers.setExecutor(threads);
        customers.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            awaitOthers();
            String answer = exchange.getRequestMethod().equals("GET")
                    ? "{\"code\":200,\"data\":{\"name\":\"Ann\",\"phone\":\"555\"}}"
                    : "{\"id\":12}";
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        customers.start();
    }

    @AfterEach
    void stop() {
        customers.stop(0);
        threads.shutdownNow();
    }

    /** No answer before as many requests have come as are to be under way at the same time. */
    private void awaitOthers() {
        together.countDown();
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path platforms() throws IOException {
        String here = Files.readString(PLATFORMS)
                .replace(
                        "localhost:18080", "localhost:" + customers.getAddress().getPort())
                .replace("${secret:crm_main}", "canary-token");
        return Files.writeString(folder.resolve("platforms.json"), here);
    }

    private static int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String workflow, String platforms) {
        return Launcher.run(
                InputStream.nullInputStream(),
                out,
                err,
                "run",
                workflow,
                "--input",
                "customer=77",
                "--platforms",
                platforms,
                "--log");
    }

    @Test
    void workflow_calls_the_interfaces_of_the_file() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = run(out, err, WORKFLOW, platforms().toString());

        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(new ObjectMapper().readTree(out.toByteArray()).get("output").asText())
                .isEqualTo("note 12 for Ann");
        assertThat(received)
                .containsExactly(
                        "GET /api/v1/customers/77?fields=name%2Cphone ",
                        "POST /api/v1/customers/77/notes {\"text\":\"call Ann at 555\"}");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("proxy crm.get_customer -> 200 (");
        assertThat(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
                .doesNotContain("canary");
    }

    @Test
    void script_makes_two_calls_at_the_same_time() throws IOException {
        together = new CountDownLatch(2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = run(out, err, WITH_SCRIPT, platforms().toString());

        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(together.getCount()).isZero();
        assertThat(new ObjectMapper().readTree(out.toByteArray()).get("output").asText())
                .isEqualTo("Ann, 555, note 12");
        assertThat(received)
                .containsExactlyInAnyOrder(
                        "GET /api/v1/customers/77?fields=name%2Cphone ",
                        "POST /api/v1/customers/77/notes {\"text\":\"report asked for\"}");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("customer: Ann", "proxy crm.add_note -> 200 (");
    }

    @Test
    void missing_secret_is_told_by_its_name() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = run(out, err, WORKFLOW, PLATFORMS.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("AUTH_FAILED", "crm_main");
        assertThat(received).isEmpty();
    }

    @Test
    void file_that_cannot_be_used_is_refused_with_its_problems() throws IOException {
        Path file = Files.writeString(
                folder.resolve("platforms.json"), "{\"platforms\":[{\"platform_key\":\"1\",\"apis\":[{}]}]}");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = run(out, err, WORKFLOW, file.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("platforms[0].platform_key", "platforms[0].apis[0].method", "Fix:");
    }
}
