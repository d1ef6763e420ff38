package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
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
 * The HTTP library by itself, which reads the same request as ours and answers with the headers and the bytes that ours once
 * gave. It has the same pool of threads and reads requests by the same rules.
 */
final class BareServer {
    /** Of both servers. */
    static final List<String> OPTIONS = List.of("-Xmx1g");

    /** As many as ours may have; on two cores neither comes near. */
    private static final int MAX_THREADS = 1_200;

    private BareServer() {}

    /**
     * One that answers as a server of ours does.
     *
     * @param authorization of the request whose answer it takes; empty for none
     */
    static ChildServer like(ChildServer ours, String path, String body, String authorization) throws IOException {
        String url = "http://127.0.0.1:" + ours.port() + path;
        return ChildServer.start(BareServer.class, OPTIONS, url, body, authorization);
    }

    public static void main(String[] arguments) throws Exception {
        ChildServer.serve(listen(answer(arguments[0], arguments[1], arguments[2])));
        System.exit(0);
    }

    private static HttpResponse<byte[]> answer(String url, String body, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(url + " answered " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }

    private static int listen(HttpResponse<byte[]> answer) throws Exception {
        Server server = new Server(new QueuedThreadPool(MAX_THREADS));
        HttpConfiguration protocol = new HttpConfiguration();
        protocol.setHttpCompliance(HttpCompliance.STRICT);
        protocol.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(protocol));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/", false, false);
        context.addServlet(new ServletHolder(new Answer(answer)), "/*");
        server.setHandler(context);
        server.start();
        return connector.getLocalPort();
    }

    /** Reads a JSON body and gives always the same. */
    private static final class Answer extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private static final ObjectMapper JSON = new ObjectMapper();

        /** Written by the library itself. */
        private static final Set<String> NOT_REPEATED = Set.of("date", "content-length");

        private final Map<String, String> headers = new LinkedHashMap<>();
        private final byte[] body;

        Answer(HttpResponse<byte[]> answer) {
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
