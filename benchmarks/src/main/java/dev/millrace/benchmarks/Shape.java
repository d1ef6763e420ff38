package dev.millrace.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What every engine is asked to do; each run of a shape checks its own result. */
enum Shape {
    SEQ10("seq10", 10, "ten trivial steps, one after the other"),
    LOOP1000("loop1000", 500, "1,000 rounds: a condition on a variable, every second round updates a variable"),
    FORK8("fork8", 8, "eight branches that only compute, joined"),
    FORK8_BLOCKING("fork8blocking", 8, "eight branches that block 1 ms each, joined"),
    NESTED("nested", 64, "eight branches of eight branches each, joined");

    /** What {@code pair} runs unless told otherwise: {@link #NESTED} is left out because some engines never end it. */
    static final List<Shape> TIMED = List.of(SEQ10, LOOP1000, FORK8, FORK8_BLOCKING);

    private final String id;
    private final int bodies;
    private final String title;

    Shape(String id, int bodies, String title) {
        this.id = id;
        this.bodies = bodies;
        this.title = title;
    }

    /** The name on the command line and in tables. */
    String id() {
        return id;
    }

    /** How many times one run calls a method of {@link Body} where the steps are Java code. */
    int bodies() {
        return bodies;
    }

    String title() {
        return title;
    }

    /** @throws UsageException if there is no such shape; the message lists all */
    static Shape of(String id) {
        return Arrays.stream(values())
                .filter(shape -> shape.id.equals(id))
                .findFirst()
                .orElseThrow(() -> UsageException.unknown("shape", id, ids()));
    }

    static String ids() {
        return Arrays.stream(values()).map(Shape::id).collect(Collectors.joining(", "));
    }
}
