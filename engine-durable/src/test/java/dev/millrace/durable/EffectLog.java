package dev.millrace.durable;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What steps have done to the world: a file outside all nodes, to which each appends a line when it begins and ends. Who is
 * killed while it writes may leave a part of a line, at the end of a page of the file; so each line begins by ending the one
 * before it, and nobody else's is lost with it.
 */
record EffectLog(Path file) {
    /** A step of an execution, whose id has no slash in it. */
    static String stepOf(String executionId, String key) {
        return executionId + '/' + key;
    }

    static String executionOf(String step) {
        return step.substring(0, step.indexOf('/'));
    }

    void write(String event, String step, String node) {
        try {
            Files.writeString(
                    file,
                    "\n" + event + " " + step + " " + node + "\n",
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String[]> lines() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file, UTF_8).stream()
                            .map(line -> line.split(" "))
                            .filter(parts -> parts.length == 3)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long count(String event) {
        return lines().stream().filter(line -> line[0].equals(event)).count();
    }

    long countOn(String node, String event) {
        return lines().stream()
                .filter(line -> line[0].equals(event) && line[2].equals(node))
                .count();
    }

    /** How often each step has begun, or ended, by {@link #stepOf}. */
    Map<String, Integer> perStep(String event) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        lines().stream().filter(line -> line[0].equals(event)).forEach(line -> counts.merge(line[1], 1, Integer::sum));
        return counts;
    }
}
