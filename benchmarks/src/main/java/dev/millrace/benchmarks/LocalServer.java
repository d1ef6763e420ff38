package dev.millrace.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that always gives the same customer, in a JVM of its own, so that its CPU time is nobody's. */
final class LocalServer implements AutoCloseable {
    private static final byte[] ANSWER =
            "{\"code\":200,\"data\":{\"name\":\"Ann\",\"phone\":\"555\",\"email\":\"ann@example.com\"}}"
                    .getBytes(StandardCharsets.UTF_8);

    private final Process process;
    private final int port;

    private LocalServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param answerMicros what it takes for each answer, beside what it computes; 0 for nothing */
    static LocalServer start(int answerMicros) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        LocalServer.class.getName(),
                        String.valueOf(answerMicros))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader printed =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = printed.readLine();
        if (port == null) {
            throw new IOException("the server has ended before it listened; it says why on the standard error");
        }
        return new LocalServer(process, Integer.parseInt(port));
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
        System.out.println(server.getAddress().getPort());
        System.in.readAllBytes();
        System.exit(0);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
