package dev.millrace.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A script that every language engine reads: JSON text {@code inputs} in, JSON text out, nothing newer than ECMAScript 5. */
enum ScriptTask {
    ONE_LINE("line", "", "inputs.a + inputs.b", "{\"a\":1,\"b\":2}", "3"),
    TRANSFORM(
            "records",
            "",
            "inputs.filter(function (r) { return r.open })"
                    + ".map(function (r) { return {id: r.id, name: r.name.toUpperCase(), sum: r.price * r.count} })"
                    + ".reduce(function (all, r) { return {rows: all.rows + 1, sum: all.sum + r.sum} }, {rows: 0, sum: 0})",
            records(1_000),
            "{\"rows\":500,\"sum\":1249500}"),
    FIB(
            "fib",
            "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }\n",
            "fib(inputs.n)",
            "{\"n\":25}",
            "75025");

    private final String id;
    private final String start;
    private final String value;
    private final String inputs;
    private final String result;

    ScriptTask(String id, String start, String value, String inputs, String result) {
        this.id = id;
        this.start = start;
        this.value = value;
        this.inputs = inputs;
        this.result = result;
    }

    private static String records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":" + i + ",\"name\":\"item " + i + "\",\"open\":" + (i % 2 == 1) + ",\"price\":"
                        + i / 100 + ",\"count\":" + i % 1_000 + ",\"tags\":[\"a\",\"b\"]}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    static ScriptTask of(String id) {
        return Arrays.stream(values())
                .filter(task -> task.id.equals(id))
                .findFirst()
                .orElseThrow(() -> UsageException.unknown("task", id, ids()));
    }

    static String ids() {
        return Arrays.stream(values()).map(ScriptTask::id).collect(Collectors.joining(","));
    }

    String id() {
        return id;
    }

    /** For our runner, in which the value of the last expression is the result. */
    String script() {
        return start + value;
    }

    /** A function of JSON text, for those that have no such rule. */
    String function() {
        return "(function (json) { var inputs = JSON.parse(json);\n" + start + "return JSON.stringify(" + value
                + ") })";
    }

    String inputs() {
        return inputs;
    }

    /** What every contender must give. */
    String checked(String json) {
        if (!result.equals(json)) {
            throw new IllegalStateException(id + " gives " + json + " instead of " + result);
        }
        return json;
    }
}
