package dev.millrace.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Says to a server exactly what it is told, byte for byte. */
final class RawClient implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private static final int PAUSE_MILLIS = 25;

    private final Socket socket = new Socket();

    private RawClient() {}

    static RawClient connect(int port) {
        RawClient client = new RawClient();
        try {
            client.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            client.socket.setSoTimeout(LIMIT_MILLIS);
            client.socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return client;
    }

    /** All that a server says to some bytes until it closes the connection. */
    static String exchange(int port, String request) {
        try (RawClient client = connect(port)) {
            client.say(request);
            return client.heardToTheEnd();
        }
    }

    /** Says one letter after the other, slowly, until the server answers or closes the connection. */
    String trickle(String start) {
        say(start);
        try {
            socket.setSoTimeout(PAUSE_MILLIS);
            for (int i = 0; i < LIMIT_MILLIS / PAUSE_MILLIS; i++) {
                try {
                    int first = socket.getInputStream().read();
                    socket.setSoTimeout(LIMIT_MILLIS);
                    return first < 0 ? "" : (char) first + heardToTheEnd();
                } catch (SocketTimeoutException notYet) {
                    say("a");
                }
            }
        } catch (SocketException reset) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the server puts up with it");
    }

    /** True if the server closed the connection before it heard everything. */
    boolean isCutWhileSaying(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    /** True if the server says nothing for a moment. */
    boolean isIgnored() {
        try {
            socket.setSoTimeout(10 * PAUSE_MILLIS);
            int unused = socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException silence) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            restoreLimit();
        }
    }

    private void restoreLimit() {
        try {
            socket.setSoTimeout(LIMIT_MILLIS);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text its characters are bytes; a server that has closed the connection does not hear it */
    RawClient say(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException closed) {
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** What comes until the server closes the connection, which it must. */
    String heardToTheEnd() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(heard);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open after: " + heard, e);
        } catch (SocketException reset) {
            // closed, too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Leaks.refuse(heard.toString(StandardCharsets.ISO_8859_1));
    }

    /** What comes until a text was among it. */
    String heardUntil(String text) {
        StringBuilder heard = new StringBuilder();
        try {
            while (heard.indexOf(text) < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError("the connection was closed after: " + heard);
                }
                heard.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(heard.toString(), e);
        }
        return Leaks.refuse(heard.toString());
    }

    @Override
    public void close() {
        hangUp();
    }

    void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
