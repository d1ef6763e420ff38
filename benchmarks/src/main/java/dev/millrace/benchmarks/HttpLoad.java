package dev.millrace.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Clients that each ask again as soon as they are answered. They know just enough of HTTP for that, so that their own work
 * hides little of the server's.
 */
final class HttpLoad {
    private final int port;
    private final byte[] request;
    private final int connections;

    /**
     * @param port where to ask
     * @param request all bytes of a request
     * @param connections clients at once
     */
    HttpLoad(int port, byte[] request, int connections) {
        this.port = port;
        this.request = request;
        this.connections = connections;
    }

    /** What came of a slice of time. */
    record Outcome(long requests, double seconds, double p99Millis) {
        double perSecond() {
            return requests / seconds;
        }
    }

    static byte[] request(String token) {
        byte[] body = HttpServers.REQUEST.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + HttpServers.PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        return (head + HttpServers.REQUEST).getBytes(StandardCharsets.US_ASCII);
    }

    Outcome run(int millis) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
            Callable<long[]> client = () -> ask(end);
            List<long[]> latencies = new ArrayList<>();
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(clients.submit(client));
            }
            for (Future<long[]> one : running) {
                latencies.add(one.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] all =
                    latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Outcome(all.length, seconds, all[(int) (all.length * 0.99)] / 1e6);
        } finally {
            clients.shutdownNow();
        }
    }

    /** Asks until a time has come; gives how long each answer took. */
    private long[] ask(long end) throws IOException {
        long[] latencies = new long[1_024];
        int count = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
            for (long now = System.nanoTime(); now < end || count == 0; ) {
                socket.getOutputStream().write(request);
                readAnswer(in);
                long answered = System.nanoTime();
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * count);
                }
                latencies[count++] = answered - now;
                now = answered;
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    private static void readAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.contains(" 200")) {
            throw new IOException("answered with " + status);
        }
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).trim());
            }
        }
        if (in.readNBytes(length).length < length) {
            throw new EOFException("the answer ends too early");
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
