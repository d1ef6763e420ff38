package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.http.HttpSettings;
import dev.millrace.http.MillraceServer;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A JVM with two servers: ours, with a workflow of ten steps, and the HTTP library by itself, which reads the same request
 * and answers with the headers and the bytes that ours once gave. Both have the same pool of threads and read requests by
 * the same rules. Its CPU time is that of whichever is asked.
 */
final class HttpServers implements AutoCloseable {
    static final String PATH = "/api/v1/workflows/ten/execute";
    static final String REQUEST =
            "{\"async\":false,\"inputVariables\":{\"text\":{\"type\":\"string\",\"value\":\"a-b\"}}}";

    private static final int STEPS = 10;
    /** As many as ours may have; on two cores neither comes near. */
    private static final int OUR_THREADS = 1_200;

    private final Process process;
    private final int ourPort;
    private final int barePort;
    private final String token;

    private HttpServers(Process process, String printed) {
        this.process = process;
        String[] parts = printed.split(" ");
        this.ourPort = Integer.parseInt(parts[0]);
        this.barePort = Integer.parseInt(parts[1]);
        this.token = parts[2];
    }

    static HttpServers start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        HttpServers.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader printed =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = printed.readLine();
        if (line == null) {
            throw new IOException("the servers have ended before they listened; they say why on the standard error");
        }
        return new HttpServers(process, line);
    }

    int ourPort() {
        return ourPort;
    }

    int barePort() {
        return barePort;
    }

    String token() {
        return token;
    }

    /** CPU time of both so far. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** Serves until the standard input ends, as it does with the parent. */
    public static void main(String[] arguments) throws Exception {
        Millrace engine = Millrace.builder()
                .history(ExecutionHistory.inMemory(Retention.DEFAULT))
                .build();
        engine.deploy(tenSteps());
        MillraceServer ours = MillraceServer.start(
                engine, "127.0.0.1", 0, HttpSettings.defaults().withoutRateLimits());
        String token = token(ours.url());
        HttpResponse<byte[]> answer = execute(ours.url(), token);
        Server bare = bare(answer);
        System.out.println(
                ours.port() + " " + ((ServerConnector) bare.getConnectors()[0]).getLocalPort() + " " + token);
        System.in.readAllBytes();
        System.exit(0);
    }

    private static Workflow tenSteps() {
        Workflow.Builder workflow = Workflow.builder("Ten steps").id("ten").reentry(ReentryBehavior.ALLOW_PARALLEL);
        for (int i = 1; i <= STEPS; i++) {
            String text = i == 1 ? "[[text]]" : "{{s" + (i - 1) + ".result}}";
            workflow.step("s" + i, "text_replace", Map.of("text", text, "find", "-", "replace", "-"));
        }
        return workflow.build();
    }

    private static String token(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/auth/token"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"deviceId\":\"benchmark\"}"))
                .build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        return new ObjectMapper().readTree(response.body()).at("/data/token").asText();
    }

    private static HttpResponse<byte[]> execute(String url, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + PATH))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(REQUEST))
                .build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "the workflow did not complete: " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }

    static Server bare(HttpResponse<byte[]> answer) throws Exception {
        Server server = new Server(new QueuedThreadPool(OUR_THREADS));
        HttpConfiguration protocol = new HttpConfiguration();
        protocol.setHttpCompliance(HttpCompliance.STRICT);
        protocol.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(protocol));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/", false, false);
        context.addServlet(new ServletHolder(new Bare(answer)), "/*");
        server.setHandler(context);
        server.start();
        return server;
    }

    /** Reads a JSON body and gives always the same. */
    private static final class Bare extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private static final ObjectMapper JSON = new ObjectMapper();

        /** Written by the library itself. */
        private static final Set<String> NOT_REPEATED = Set.of("date", "content-length");

        private final Map<String, String> headers = new LinkedHashMap<>();
        private final byte[] body;

        Bare(HttpResponse<byte[]> answer) {
            this.body = answer.body();
            answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            headers.keySet().removeAll(NOT_REPEATED);
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (JSON.readTree(request.getInputStream().readAllBytes()).isEmpty()) {
                throw new IOException("there is nothing in the request");
            }
            headers.forEach(response::setHeader);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
