package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The same shapes under JMH; public because JMH extends it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields before the first run
public class ShapesUnderJmh {
    /** Shape and contender; the command {@code jmh} sets it to all there are. */
    @Param("seq10/plain:bare")
    public String contender;

    private Engine engine;
    private Callable<?> run;

    /** Made by JMH. */
    public ShapesUnderJmh() {}

    /**
     * Starts the one engine that this fork measures.
     *
     * @throws Exception whatever the engine throws
     */
    @Setup
    public void open() throws Exception {
        int slash = contender.indexOf('/');
        if (slash < 0) {
            throw UsageException.unknown("contender", contender, "the names in the tables, such as seq10/plain:bare");
        }
        String name = contender.substring(slash + 1);
        engine = EngineId.of(name.replaceFirst(":.*", "")).open();
        run = engine.contenders(Shape.of(contender.substring(0, slash))).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UsageException.unknown("contender", contender, "the names in the tables"))
                .run();
    }

    /** Stops the engine. */
    @TearDown
    public void close() {
        engine.close();
    }

    /**
     * One run of the shape.
     *
     * @return what keeps the work alive
     * @throws Exception if the result is wrong
     */
    @Benchmark
    public @Nullable Object run() throws Exception {
        return run.call();
    }

    /** Every contender of every timed shape; starts all engines to ask them. */
    static List<String> contenders() throws Exception {
        List<String> all = new ArrayList<>();
        for (EngineId id : EngineId.values()) {
            try (Engine engine = id.open()) {
                for (Shape shape : Shape.TIMED) {
                    engine.contenders(shape).forEach(one -> all.add(shape.id() + "/" + one.name()));
                }
            }
        }
        return all;
    }
}
