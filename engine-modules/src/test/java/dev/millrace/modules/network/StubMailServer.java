package dev.millrace.modules.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server on the loopback address that takes every mail and keeps every line, unless a test says otherwise. */
final class StubMailServer implements AutoCloseable {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final CountDownLatch hungUp = new CountDownLatch(1);
    /** Ends with the first command. */
    final CountDownLatch greeted = new CountDownLatch(1);

    private final ServerSocket socket;
    private final @Nullable SSLContext tls;
    private final boolean secureAtOnce;
    private final Map<String, String> replies = new LinkedHashMap<>();

    private StubMailServer(@Nullable SSLContext tls, boolean secureAtOnce) {
        this.tls = tls;
        this.secureAtOnce = secureAtOnce;
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError("no port is free", e);
        }
        Thread thread = new Thread(this::serve, "stub-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    static StubMailServer plain() {
        return new StubMailServer(null, false);
    }

    static StubMailServer withStartTls(SSLContext tls) {
        return new StubMailServer(tls, false);
    }

    static StubMailServer secured(SSLContext tls) {
        return new StubMailServer(tls, true);
    }

    /** Answers a command that begins so in another way; silence for an empty reply. */
    StubMailServer replying(String command, String reply) {
        replies.put(command, reply);
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The mail itself, without the commands around it. */
    String mail() {
        int start = lines.indexOf("DATA");
        return String.join("\n", lines.subList(start + 1, lines.indexOf(".")));
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                Socket line = tls != null && secureAtOnce ? secured(connection, tls) : connection;
                say(line, "220 stub");
                converse(line);
            } catch (IOException e) {
                hungUp.countDown();
            }
        }
    }

    private static SSLSocket secured(Socket connection, SSLContext tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(connection, null, true);
        secured.setUseClientMode(false);
        return secured;
    }

    private void converse(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        boolean inMail = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            greeted.countDown();
            if (inMail) {
                inMail = !line.equals(".");
                if (!inMail) {
                    say(connection, replyTo("."));
                }
            } else if (line.equals("STARTTLS") && tls != null) {
                say(connection, "220 go on");
                converse(secured(connection, tls));
                return;
            } else {
                say(connection, replyTo(line));
                inMail = line.equals("DATA");
            }
        }
        hungUp.countDown();
    }

    private String replyTo(String line) {
        for (Map.Entry<String, String> reply : replies.entrySet()) {
            if (line.startsWith(reply.getKey())) {
                return reply.getValue();
            }
        }
        if (line.startsWith("EHLO")) {
            return "250-stub\r\n" + (tls != null && !secureAtOnce ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN";
        }
        if (line.startsWith("AUTH")) {
            return "235 welcome";
        }
        return line.equals("DATA") ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 ok";
    }

    private static void say(Socket connection, String reply) throws IOException {
        if (!reply.isEmpty()) {
            OutputStream out = connection.getOutputStream();
            out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("the stub mail server cannot be closed", e);
        }
    }
}
