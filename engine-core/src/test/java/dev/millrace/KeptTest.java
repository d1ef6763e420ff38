package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an engine keeps of workflows it has compiled and of executions that are over. */
class KeptTest {
    private final AtomicInteger compilations = new AtomicInteger();
    private final TestEngine engine = TestEngine.with(builder -> builder.module(counted()));

    @AfterEach
    void close() {
        engine.close();
    }

    /** Its check runs once for each time a workflow with one such step is compiled. */
    private Module counted() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("counted")
                .input(Input.any("value"))
                .check((parameters, findings) -> compilations.incrementAndGet())
                .build();
        return Module.of(descriptor, step -> StepResult.done());
    }

    private static Workflow workflow(int value) {
        return Listing.workflow("counted {value: " + value + "}");
    }

    @Test
    void workflow_is_compiled_once_however_often_it_is_used() {
        for (int round = 0; round < 3; round++) {
            for (int value = 0; value < 3; value++) {
                engine.millrace.check(workflow(value));
                engine.millrace.prepare(workflow(value));
                engine.run(workflow(value), Map.of());
            }
        }

        assertThat(compilations).hasValue(3);
    }

    @Test
    void workflow_with_an_error_is_compiled_once_too() {
        Workflow broken = Listing.workflow("""
                counted {value: 1}
                nothing
                """);

        assertThat(engine.millrace.check(broken)).isEqualTo(engine.millrace.check(broken));
        assertThat(compilations).hasValue(1);
    }

    @Test
    void newest_of_the_executions_that_are_over_can_be_found() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20_001; i++) {
            ids.add(engine.start(workflow(0)).id());
        }

        assertThat(ids.subList(10_001, 20_001))
                .allMatch(id -> engine.millrace.find(id).isPresent());
        assertThat(ids.subList(0, 10_001))
                .noneMatch(id -> engine.millrace.find(id).isPresent());
    }
}
