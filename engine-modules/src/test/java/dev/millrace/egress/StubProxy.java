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

/** An HTTP proxy on the loopback address that leads every tunnel to one server, and keeps what it was asked. */
public final class StubProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final int target;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private StubProxy(int target) {
        this.target = target;
        try {
            socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError("no port is free", e);
        }
        daemon(this::accept);
    }

    /** A proxy whose tunnels all end at this port of this machine. */
    public static StubProxy leadingTo(int port) {
        return new StubProxy(port);
    }

    /** A proxy that opens no tunnel. */
    static StubProxy refusing() {
        return new StubProxy(0);
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** The heads of all requests for a tunnel, as they came. */
    List<String> asked() {
        return asked;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "stub-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = kept(socket.accept());
                daemon(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private Socket kept(Socket connection) {
        open.add(connection);
        return connection;
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            asked.add(head(in));
            if (target == 0) {
                answer(client, "403 Forbidden");
                return;
            }
            try (Socket server = kept(new Socket(InetAddress.getLoopbackAddress(), target))) {
                answer(client, "200 Connected");
                daemon(() -> pump(server, client));
                in.transferTo(server.getOutputStream());
            }
        } catch (IOException e) {
            // one of the sides is gone, and so is the tunnel
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // as above
        }
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("there is no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new AssertionError("the stub proxy cannot be closed", e);
        }
    }
}
