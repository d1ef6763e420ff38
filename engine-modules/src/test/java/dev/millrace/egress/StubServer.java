package dev.millrace.egress;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server on the loopback address that keeps every request word for word, and answers whatever bytes a test wants. */
public final class StubServer implements AutoCloseable {
    private static final int BACKLOG = 2_000;

    private final ServerSocket socket;
    private final Function<Received, Reply> answers;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    /** A request: its first line and its headers as they came, and its body. */
    public record Received(String head, String body) {
        public String line() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        /** The header's value; empty without it. */
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .findFirst()
                    .map(line -> line.substring(name.length() + 1).strip())
                    .orElse("");
        }
    }

    /** What is sent back, byte for byte. */
    public record Reply(List<Byte> bytes, boolean closes, boolean isSilent) {
        public static Reply text(int status, String contentType, String body, String... headers) {
            return of(status, contentType, body.getBytes(StandardCharsets.UTF_8), headers);
        }

        public static Reply json(String body) {
            return text(200, "application/json", body);
        }

        public static Reply of(int status, String contentType, byte[] body, String... headers) {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            String head = "HTTP/1.1 " + status + " X\r\nContent-Type: " + contentType + "\r\n" + more
                    + "Content-Length: " + body.length + "\r\n\r\n";
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(body);
            return new Reply(list(all.toByteArray()), false, false);
        }

        public static Reply redirect(int status, String location) {
            return of(status, "text/plain", new byte[0], "Location: " + location);
        }

        /** These bytes, and the end of the connection. */
        public static Reply raw(String bytes) {
            return new Reply(list(bytes.getBytes(StandardCharsets.ISO_8859_1)), true, false);
        }

        /** Nothing, for as long as the other side waits. */
        public static Reply silence() {
            return new Reply(List.of(), true, true);
        }

        private static List<Byte> list(byte[] bytes) {
            Byte[] boxed = new Byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                boxed[i] = bytes[i];
            }
            return List.of(boxed);
        }
    }

    private StubServer(Function<Received, Reply> answers, ServerSocketFactory sockets) {
        this.answers = answers;
        try {
            socket = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError("no port is free", e);
        }
        daemon(this::accept);
    }

    public static StubServer answering(Reply reply) {
        return answering(request -> reply);
    }

    public static StubServer answering(Function<Received, Reply> answers) {
        return new StubServer(answers, ServerSocketFactory.getDefault());
    }

    /** A server that speaks TLS. */
    static StubServer secured(SSLContext tls, Reply reply) {
        return secured(tls, request -> reply);
    }

    /** A server that speaks TLS. */
    public static StubServer secured(SSLContext tls, Function<Received, Reply> answers) {
        return new StubServer(answers, tls.getServerSocketFactory());
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** {@code 127.0.0.1:1234}. */
    public String authority() {
        return "127.0.0.1:" + port();
    }

    public String url(String path) {
        return "http://" + authority() + path;
    }

    /** All requests so far, oldest first. */
    public List<Received> received() {
        return received;
    }

    /** The only request. */
    public Received only() {
        if (received.size() != 1) {
            throw new AssertionError("there were " + received.size() + " requests: " + received);
        }
        return received.get(0);
    }

    /** How many there have been. */
    public int connections() {
        return connections.get();
    }

    /** Ends when the other side has closed the connection of a request that got no answer. */
    public CountDownLatch hungUp() {
        return hungUp;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "stub-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                connections.incrementAndGet();
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (Received request = read(in); request != null; request = read(in)) {
                received.add(request);
                Reply reply = answers.apply(request);
                if (reply.isSilent()) {
                    in.read();
                    hungUp.countDown();
                    return;
                }
                connection.getOutputStream().write(bytes(reply));
                connection.getOutputStream().flush();
                if (reply.closes()) {
                    return;
                }
            }
        } catch (IOException e) {
            hungUp.countDown(); // the other side is gone, which some tests want
        } finally {
            open.remove(connection);
        }
    }

    private static byte[] bytes(Reply reply) {
        byte[] bytes = new byte[reply.bytes().size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = reply.bytes().get(i);
        }
        return bytes;
    }

    private static @Nullable Received read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        Received request = new Received(head.toString(StandardCharsets.ISO_8859_1), "");
        String length = request.header("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new Received(request.head(), new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new AssertionError("the stub server cannot be closed", e);
        }
    }
}
