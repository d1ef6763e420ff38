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
import org.junit.jupiter.api.Test;

class FlowTest {
    private final List<String> trace = new ArrayList<>();

    private final Module note =
            Module.of(ModuleDescriptor.builder("note").input(Input.any("text")).build(), step -> {
                trace.add(step.text("text"));
                return StepResult.done();
            });

    @Test
    void break_in_inner_loop_leaves_outer_counter_alone() {
        Workflow workflow = Workflow.builder("w")
                .step("l", "loop", Map.of("count", 2))
                .step("m", "loop", Map.of("count", 5))
                .step("b", "break", Map.of())
                .step("me", "end_loop", Map.of())
                .step("a", "note", Map.of("text", "A{{l.loop_index}}"))
                .step("le", "end_loop", Map.of())
                .step("z", "note", Map.of("text", "B"))
                .build();

        try (Millrace millrace =
                Millrace.builder().withoutDiscovery().module(note).build()) {
            ExecutionResult result = millrace.run(workflow, Map.of());

            assertThat(result.isCompleted()).as(result.toString()).isTrue();
            assertThat(trace).containsExactly("A1", "A2", "B");
        }
    }
}
