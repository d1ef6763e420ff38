package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapesTest {
    /** Their steps are no Java code, so nothing counts them; their runs check the result instead. */
    private static final Set<String> NOT_IN_JAVA = Set.of("openworkflow", "liteflow:qlexpress");

    /** On its pool of eight this one may wait for itself for ever; that is a finding for the nested runner. */
    private static final Set<String> MAY_NEVER_END = Set.of("nested/solonflow");

    private static final Map<EngineId, Engine> ENGINES = new EnumMap<>(EngineId.class);

    static List<Arguments> everyShapeOfEveryEngine() throws Exception {
        List<Arguments> all = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            for (EngineId id : EngineId.values()) {
                Engine engine = ENGINES.computeIfAbsent(id, EngineId::open);
                for (Contender contender : engine.contenders(shape)) {
                    if (!MAY_NEVER_END.contains(shape.id() + "/" + contender.name())) {
                        all.add(Arguments.of(shape.id(), contender.name(), contender));
                    }
                }
            }
        }
        return all;
    }

    @AfterAll
    static void close() {
        ENGINES.values().forEach(Engine::close);
        ENGINES.clear();
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("everyShapeOfEveryEngine")
    void every_engine_does_all_steps_of_a_shape(String shape, String name, Contender contender) throws Exception {
        long before = Body.calls();

        Object result = contender.run().call();

        assertThat(result).isNotNull();
        if (!NOT_IN_JAVA.contains(name) && !(name.startsWith("millrace") && shape.equals("loop1000"))) {
            assertThat(Body.calls() - before).isEqualTo(Shape.of(shape).bodies());
        }
    }
}
