package dev.millrace.benchmarks;

import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.PreparedWorkflow;
import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepResult;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Millrace: once without records, once with a history that holds each step's times.
 *
 * <p>Conditions and updates of the loop are expressions of the workflow, compiled like any user's; the other steps call a
 * module in Java.
 */
final class MillraceShapes implements Engine {
    private static final int BRANCHES = 8;

    private final String name;
    private final Millrace plain;
    private @Nullable Millrace recording;

    private MillraceShapes(String name, MillraceBuilder builder) {
        this.name = name;
        this.plain = withModules(builder).build();
    }

    /** An engine that knows the modules of the shapes only. */
    static MillraceShapes alone() {
        return new MillraceShapes("millrace", Millrace.builder().withoutDiscovery());
    }

    /** An engine that has looked for modules and knows all of {@code millrace-modules}. */
    static MillraceShapes withBuiltInModules() {
        return new MillraceShapes("millrace-modules", Millrace.builder());
    }

    private static MillraceBuilder withModules(MillraceBuilder builder) {
        return builder.module(compute()).module(give()).module(block());
    }

    private Millrace recording() {
        Millrace known = recording;
        if (known == null) {
            known = withModules(Millrace.builder().withoutDiscovery()).history().build();
            recording = known;
        }
        return known;
    }

    private static Module compute() {
        return Module.of(ModuleDescriptor.builder("compute").effect(Effect.PURE).build(), step -> {
            Body.compute();
            return StepResult.done();
        });
    }

    /** As compute, with an output, which the recording shapes keep. */
    private static Module give() {
        return Module.of(
                ModuleDescriptor.builder("give")
                        .output(Output.number("n"))
                        .effect(Effect.PURE)
                        .build(),
                step -> {
                    Body.compute();
                    return StepResult.done("n", 1L);
                });
    }

    private static Module block() {
        return Module.of(ModuleDescriptor.builder("block").blocks().build(), step -> {
            Body.block();
            return StepResult.done();
        });
    }

    @Override
    public List<Contender> contenders(Shape shape) {
        Contender unrecorded = unrecorded(shape);
        // the modules that are not called change the time to the first result and nothing else
        return name.equals("millrace")
                ? List.of(
                        unrecorded, contender(name + ":recording", recording().prepare(workflow(shape, "give")), shape))
                : shape == Shape.SEQ10 ? List.of(unrecorded) : List.of();
    }

    @Override
    public Contender first() {
        return unrecorded(Shape.SEQ10);
    }

    private Contender unrecorded(Shape shape) {
        return contender(name, plain.prepare(workflow(shape, "compute")), shape);
    }

    private static Contender contender(String name, PreparedWorkflow workflow, Shape shape) {
        return shape == Shape.LOOP1000
                ? new Contender(name, () -> loop(workflow))
                : new Contender(name, () -> run(workflow));
    }

    private static Object run(PreparedWorkflow workflow) {
        ExecutionResult result = workflow.run();
        if (!result.isCompleted()) {
            throw new IllegalStateException(result.toString());
        }
        return result;
    }

    private static Object loop(PreparedWorkflow workflow) {
        ExecutionResult result = workflow.run(Map.of("n", 0L));
        Contender.check("n", Contender.number(result.output()), 500);
        return result;
    }

    @Override
    public void close() {
        plain.close();
        if (recording != null) {
            recording.close();
        }
    }

    private static Workflow workflow(Shape shape, String body) {
        Workflow.Builder workflow = Workflow.builder(shape.id()).reentry(ReentryBehavior.ALLOW_PARALLEL);
        switch (shape) {
            case SEQ10 -> sequence(workflow, body);
            case LOOP1000 -> loop(workflow);
            case FORK8 -> fork(workflow, "f", body);
            case FORK8_BLOCKING -> fork(workflow, "f", "block");
            case NESTED -> nested(workflow, body);
        }
        return workflow.build();
    }

    private static void sequence(Workflow.Builder workflow, String body) {
        for (int i = 0; i < 10; i++) {
            workflow.step("s" + i, body);
        }
    }

    private static void loop(Workflow.Builder workflow) {
        workflow.step("loop", "loop", Map.of("count", 1000L))
                .step("even", "if_condition", Map.of("condition", "{{loop.loop_index}} % 2 == 0"))
                .step("update", "set_variable", Map.of("variable", "[[n]]", "expression", "[[n]] + 1"))
                .step("endif", "endif")
                .step("end", "end_loop")
                .step("out", "output", Map.of("value", "[[n]]"));
    }

    private static void fork(Workflow.Builder workflow, String id, String body) {
        workflow.step(id, "parallel");
        for (int i = 0; i < BRANCHES; i++) {
            workflow.step(id + "-branch" + i, "branch");
            workflow.step(id + "-step" + i, body);
        }
        workflow.step(id + "-join", "end_parallel");
    }

    private static void nested(Workflow.Builder workflow, String body) {
        workflow.step("outer", "parallel");
        for (int i = 0; i < BRANCHES; i++) {
            workflow.step("branch" + i, "branch");
            fork(workflow, "inner" + i, body);
        }
        workflow.step("join", "end_parallel");
    }
}
