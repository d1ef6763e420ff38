package dev.millrace.benchmarks;

import com.alibaba.compileflow.engine.ProcessEngine;
import com.alibaba.compileflow.engine.ProcessEngineFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * CompileFlow writes a Java class for each process and compiles it.
 *
 * <p>1.2.0 has no parallel gateway, and refuses a decision inside a loop ("Undefined node"), so there is no fork and the
 * condition of the loop sits in the step.
 */
final class CompileFlowShapes implements Engine {
    private final ProcessEngine<?> engine = ProcessEngineFactory.getProcessEngine();
    private final List<Integer> items = IntStream.range(0, 1000).boxed().toList();

    @Override
    public List<Contender> contenders(Shape shape) {
        return switch (shape) {
            case SEQ10 -> {
                engine.preCompile("bpm.seq10");
                yield List.of(new Contender("compileflow", () -> engine.execute("bpm.seq10", new HashMap<>())));
            }
            case LOOP1000 -> {
                engine.preCompile("bpm.loop1000");
                yield List.of(new Contender("compileflow", this::loop));
            }
            case FORK8, FORK8_BLOCKING, NESTED -> List.of();
        };
    }

    @Override
    public void close() {
        // The engine is one per JVM and has no end.
    }

    private Object loop() {
        Map<String, Object> context = new HashMap<>();
        context.put("items", items);
        context.put("n", 0);
        Map<String, Object> result = engine.execute("bpm.loop1000", context);
        Contender.check("n", Contender.number(result.get("r")), 500);
        return result;
    }
}
