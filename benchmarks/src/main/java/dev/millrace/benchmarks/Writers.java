package dev.millrace.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ways to write the same number of rows into a new database, each measured beside the first, in turns. */
final class Writers {
    private final Map<String, Writer> writers = new LinkedHashMap<>();

    interface Writer {
        /** Writes all rows into a new database below the directory. */
        void write(Path directory) throws Exception;
    }

    /** The first one is the yardstick. */
    Writers add(String name, Writer writer) {
        writers.put(name, writer);
        return this;
    }

    /** For each its name, its rows a second and how many times those of the first that is; medians. */
    List<List<String>> measure(int rounds, int rows) throws Exception {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Writer> writer : writers.entrySet()) {
                double rate = rate(writer.getValue(), rows);
                if (round > 0) { // the first one warms up
                    rates.computeIfAbsent(writer.getKey(), name -> new ArrayList<>())
                            .add(rate);
                }
            }
        }
        double first = Table.median(rates.values().iterator().next());
        return rates.entrySet().stream()
                .map(entry -> List.of(
                        entry.getKey(),
                        Table.figure(Table.median(entry.getValue())),
                        Table.figure(Table.median(entry.getValue()) / first)))
                .toList();
    }

    private static double rate(Writer writer, int rows) throws Exception {
        try (ScratchDirectory directory = ScratchDirectory.make()) {
            long before = System.nanoTime();
            writer.write(directory.path());
            return rows * 1e9 / (System.nanoTime() - before);
        }
    }
}
