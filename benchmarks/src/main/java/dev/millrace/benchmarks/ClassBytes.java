package dev.millrace.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Live instances and bytes of each class, as {@code jcmd GC.class_histogram} counts them; taking one collects garbage. */
final class ClassBytes {
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    private record Live(long instances, long bytes) {}

    /** A class's share of one of many things of the same kind. */
    record Share(String name, double instances, double bytes) {}

    private final Map<String, Live> classes = new HashMap<>();

    private ClassBytes(String histogram) {
        histogram
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> classes.merge(
                        line.group(3),
                        new Live(Long.parseLong(line.group(1)), Long.parseLong(line.group(2))),
                        (one, other) -> new Live(one.instances + other.instances, one.bytes + other.bytes)));
    }

    static ClassBytes now() throws JMException {
        return new ClassBytes((String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()}));
    }

    static ClassBytes of(String histogram) {
        return new ClassBytes(histogram);
    }

    /** What has been added since {@code before}, divided by {@code count}; the largest first. */
    List<Share> since(ClassBytes before, int count) {
        List<Share> shares = new ArrayList<>();
        classes.forEach((name, live) -> {
            Live earlier = before.classes.getOrDefault(name, new Live(0, 0));
            shares.add(new Share(
                    name,
                    (double) (live.instances - earlier.instances) / count,
                    (double) (live.bytes - earlier.bytes) / count));
        });
        shares.sort(Comparator.comparingDouble(Share::bytes).reversed());
        return shares;
    }
}
