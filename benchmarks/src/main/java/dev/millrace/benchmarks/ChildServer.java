package dev.millrace.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in a JVM of its own: its CPU time is nobody's, and its compiler and its collector know nothing of others. Its main
 * method says in one line where it listens, and serves until its standard input ends, as it does with the parent.
 */
final class ChildServer implements AutoCloseable {
    private final Process process;
    private final List<String> said;

    private ChildServer(Process process, String line) {
        this.process = process;
        this.said = List.of(line.split(" "));
    }

    static ChildServer start(Class<?> main, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException(
                    main.getSimpleName() + " has ended before it listened; it says why on the standard error");
        }
        return new ChildServer(process, line);
    }

    /** The first word of its line. */
    int port() {
        return Integer.parseInt(said.get(0));
    }

    /** A later word of its line. */
    String word(int index) {
        return said.get(index);
    }

    /** CPU time so far. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** Says where it listens, and returns when it is time to end. */
    static void serve(Object... words) throws IOException {
        System.out.println(
                String.join(" ", List.of(words).stream().map(String::valueOf).toList()));
        System.in.readAllBytes();
    }
}
