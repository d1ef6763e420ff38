package dev.millrace.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that always gives the same customer, in a JVM of its own, so that its CPU time is nobody's. */
final class LocalServer implements AutoCloseable {
    private static final byte[] ANSWER =
            "{\"code\":200,\"data\":{\"name\":\"Ann\",\"phone\":\"555\",\"email\":\"ann@example.com\"}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final ChildServer process;

    private LocalServer(ChildServer process) {
        this.process = process;
    }

    /** @param answerMicros what it takes for each answer, beside what it computes; 0 for nothing */
    static LocalServer start(int answerMicros) throws IOException {
        return new LocalServer(ChildServer.start(
                LocalServer.class, List.of("-Dsun.net.httpserver.nodelay=true"), String.valueOf(answerMicros)));
    }

    /** Serves until the standard input ends, as it does with the parent. */
    public static void main(String[] arguments) throws IOException {
        long answerNanos = TimeUnit.MICROSECONDS.toNanos(Long.parseLong(arguments[0]));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                LockSupport.parkNanos(answerNanos);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, ANSWER.length);
                exchange.getResponseBody().write(ANSWER);
            }
        });
        server.start();
        ChildServer.serve(server.getAddress().getPort());
        System.exit(0);
    }

    String url() {
        return "http://127.0.0.1:" + process.port();
    }

    @Override
    public void close() {
        process.close();
    }
}
