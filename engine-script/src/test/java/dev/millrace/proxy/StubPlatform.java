package dev.millrace.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server on the loopback address that keeps what it receives, and answers as a test says. */
final class StubPlatform implements AutoCloseable {
    private static final int LIMIT_SECONDS = 20;

    /** Answers a request; called on a thread of its own, which may wait. */
    @FunctionalInterface
    interface Answering {
        Reply reply(Received request) throws InterruptedException;
    }

    /** @param line method, path and query, as they came */
    record Received(String line, Map<String, List<String>> headers, String body) {
        Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(", ", header.getValue()))
                    .findFirst();
        }
    }

    record Reply(int status, Map<String, String> headers, String body) {
        static Reply json(String body) {
            return json(200, body);
        }

        static Reply json(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/json"), body);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);

    private StubPlatform(Answering answering) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, answering));
        server.start();
    }

    static StubPlatform answering(Answering answering) {
        return new StubPlatform(answering);
    }

    static StubPlatform answering(String json) {
        return answering(request -> Reply.json(json));
    }

    private void handle(HttpExchange exchange, Answering answering) throws IOException {
        try (exchange) {
            Received request = new Received(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            received.add(request);
            arrivals.release();
            Reply reply = answering.reply(request);
            reply.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = reply.body().getBytes(StandardCharsets.ISO_8859_1);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), isHead || body.length == 0 ? -1 : body.length);
            if (!isHead) {
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<String> lines() {
        return received.stream().map(Received::line).toList();
    }

    Received last() {
        return received.get(received.size() - 1);
    }

    /** Waits for this many further requests. */
    void awaitRequests(int count) throws InterruptedException {
        if (!arrivals.tryAcquire(count, LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no further request came; there were " + lines());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
