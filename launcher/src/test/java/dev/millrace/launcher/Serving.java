package dev.millrace.launcher;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code millrace serve} on a thread of its own, until it is closed. */
final class Serving implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final Thread thread;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final List<String> messages = new ArrayList<>();
    private final List<String> results = new ArrayList<>();

    private Serving(String... options) {
        List<String> all = new ArrayList<>(List.of("serve", "--port", "0"));
        all.addAll(List.of(options));
        if (!all.contains("--data")) {
            all.add("--memory");
        }
        String[] arguments = all.toArray(String[]::new);
        try {
            PipedInputStream out = new PipedInputStream(BUFFER);
            PipedInputStream err = new PipedInputStream(BUFFER);
            OutputStream toOut = new PipedOutputStream(out);
            OutputStream toErr = new PipedOutputStream(err);
            thread = new Thread(
                    () -> {
                        int code = Launcher.run(new ByteArrayInputStream(new byte[0]), toOut, toErr, arguments);
                        closeQuietly(toOut);
                        closeQuietly(toErr);
                        exitCode.complete(code);
                    },
                    "serving " + Arrays.toString(arguments));
            thread.start();
            read(err, messages, "ready, with");
            read(out, results, "curl ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is ready, or has ended. */
    static Serving start(String... options) {
        return new Serving(options);
    }

    private static void read(PipedInputStream from, List<String> lines, String last) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.contains(last)) {
                return;
            }
        }
    }

    private static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it said to people so far. */
    String messages() {
        return String.join("\n", messages);
    }

    /** What it printed as its result so far. */
    String results() {
        return String.join("\n", results);
    }

    /** Where it listens. */
    String url() {
        return messages().replaceAll("(?s).*listens on (http://[^,]+),.*", "$1");
    }

    /** How it ended, once it has. */
    int exitCode() {
        return exitCode.join();
    }

    @Override
    public void close() {
        thread.interrupt();
        exitCode.join();
    }
}
