package dev.millrace.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The {@code --name value} pairs behind a command. */
final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /** @throws UsageException if an option is unknown, stands twice or has no value */
    static Options parse(List<String> arguments, Set<String> allowed) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!allowed.contains(name)) {
                throw UsageException.unknown(
                        "option",
                        name,
                        String.join(" ", allowed.stream().sorted().toList()));
            }
            if (i + 1 == arguments.size()) {
                throw new UsageException("option " + name + " has no value. Fix: write one behind it");
            }
            if (values.put(name, arguments.get(i + 1)) != null) {
                throw new UsageException("option " + name + " stands twice. Fix: write it once");
            }
        }
        return new Options(values);
    }

    /** A comma-separated list. */
    <T> List<T> list(String name, Function<String, T> parse, List<T> otherwise) {
        String text = values.get(name);
        return text == null
                ? otherwise
                : Arrays.stream(text.split(",", -1)).map(parse).distinct().toList();
    }

    /** A whole number from 1 to 1,000,000. */
    int number(String name, int otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,5}|1000000")) {
            throw new UsageException("option " + name + " must be a whole number from 1 to 1000000, but was \""
                    + UsageException.cut(text) + "\". Fix: write a number such as " + otherwise);
        }
        return Integer.parseInt(text);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
