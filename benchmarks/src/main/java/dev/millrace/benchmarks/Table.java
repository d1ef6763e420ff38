package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A Markdown table. */
final class Table {
    private final StringBuilder text = new StringBuilder();

    Table(List<String> heads) {
        row(heads);
        row(heads.stream().map(head -> "---").toList());
    }

    void row(List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    String text() {
        return text.toString();
    }

    /** The figures of one shape, with a ratio to each yardstick. */
    static String of(Shape shape, Map<String, List<Slice>> slices) {
        List<String> yardsticks = slices.keySet().stream()
                .filter(name -> name.startsWith(EngineId.PLAIN.id() + ":"))
                .toList();
        return of(shape.id(), slices, yardsticks);
    }

    /** The figures of all contenders, with a ratio to each of those named. */
    static String of(String title, Map<String, List<Slice>> slices, List<String> yardsticks) {
        List<String> heads = new ArrayList<>(List.of(title, "µs CPU", "min"));
        yardsticks.forEach(name -> heads.add("× " + name.substring(name.indexOf(':') + 1)));
        heads.addAll(List.of("bytes", "µs elapsed"));
        Table table = new Table(heads);
        slices.forEach((name, own) -> {
            double cpu = Slice.median(own, Slice::cpuNanos);
            List<String> cells = new ArrayList<>(List.of(
                    name,
                    figure(cpu / 1000),
                    figure(own.stream().mapToDouble(Slice::cpuNanos).min().orElse(0) / 1000)));
            for (String yardstick : yardsticks) {
                cells.add(figure(cpu / Slice.median(slices.getOrDefault(yardstick, own), Slice::cpuNanos)));
            }
            cells.add(String.format(Locale.ROOT, "%,.0f", Slice.median(own, Slice::bytes)));
            cells.add(figure(Slice.median(own, Slice::wallNanos) / 1000));
            table.row(cells);
        });
        return table.text();
    }

    /** Not a number of none. */
    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    /** Three digits that count, never an exponent. */
    static String figure(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
