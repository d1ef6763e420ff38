package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.noear.solon.flow.FlowContext;
import org.noear.solon.flow.FlowEngine;
import org.noear.solon.flow.Graph;
import org.noear.solon.flow.GraphSpec;
import org.noear.solon.flow.TaskComponent;
import org.noear.solon.flow.container.MapContainer;
import org.noear.solon.flow.driver.SimpleFlowDriver;

/**
 * Solon Flow outside its container, conditions and steps in Java.
 *
 * <p>The application gives it the pool for branches: eight threads here, and for the nested shape also one without bound,
 * because a branch holds its thread while it waits for its own branches.
 */
final class SolonFlowShapes implements Engine {
    private static final int BRANCHES = 8;

    private final MapContainer steps = new MapContainer();
    private final List<ExecutorService> pools = new ArrayList<>();
    private final FlowEngine engine;

    SolonFlowShapes() {
        steps.putComponent("compute", (TaskComponent) (context, node) -> Body.compute());
        steps.putComponent("block", (TaskComponent) (context, node) -> Body.block());
        steps.putComponent("update", (TaskComponent) (context, node) -> {
            Body.compute();
            context.put("n", Contender.number(context.get("n")) + 1);
        });
        steps.putComponent("even", context -> Contender.number(context.get("i")) % 2 == 0);
        engine = engineOn(Threads.fixed("solonflow", BRANCHES));
    }

    private FlowEngine engineOn(ExecutorService pool) {
        pools.add(pool);
        return FlowEngine.newInstance(
                SimpleFlowDriver.builder().container(steps).executor(pool).build());
    }

    @Override
    public List<Contender> contenders(Shape shape) {
        Graph graph = Graph.create(shape.id(), spec -> describe(shape, spec));
        engine.load(graph);
        if (shape == Shape.LOOP1000) {
            return List.of(new Contender("solonflow", this::loop));
        }
        Contender onFixedPool = new Contender("solonflow", () -> run(engine, shape));
        if (shape != Shape.NESTED) {
            return List.of(onFixedPool);
        }
        FlowEngine unbounded = engineOn(Threads.unbounded("solonflow"));
        unbounded.load(graph);
        return List.of(onFixedPool, new Contender("solonflow:unbounded", () -> run(unbounded, shape)));
    }

    @Override
    public void close() {
        pools.forEach(ExecutorService::shutdownNow);
    }

    private static Object run(FlowEngine engine, Shape shape) {
        FlowContext context = FlowContext.of();
        engine.eval(shape.id(), context);
        return context;
    }

    private Object loop() {
        FlowContext context = FlowContext.of();
        context.put("n", 0);
        engine.eval(Shape.LOOP1000.id(), context);
        Contender.check("n", Contender.number(context.get("n")), 500);
        return context;
    }

    private static void describe(Shape shape, GraphSpec spec) {
        switch (shape) {
            case SEQ10 -> sequence(spec);
            case LOOP1000 -> loop(spec);
            case FORK8 -> fork(spec, "@compute");
            case FORK8_BLOCKING -> fork(spec, "@block");
            case NESTED -> nested(spec);
        }
    }

    private static void sequence(GraphSpec spec) {
        spec.addStart("start").linkAdd("s0");
        for (int i = 0; i < 10; i++) {
            spec.addActivity("s" + i).task("@compute").linkAdd(i == 9 ? "end" : "s" + (i + 1));
        }
        spec.addEnd("end");
    }

    private static void loop(GraphSpec spec) {
        spec.addStart("start").linkAdd("loop");
        spec.addLoop("loop").metaPut("$for", "i").metaPut("$in", "0:1000:1").linkAdd("update");
        spec.addActivity("update").when("@even").task("@update").linkAdd("back");
        spec.addLoop("back").linkAdd("end");
        spec.addEnd("end");
    }

    private static void fork(GraphSpec spec, String task) {
        spec.addStart("start").linkAdd("fork");
        var fork = spec.addParallel("fork");
        for (int i = 0; i < BRANCHES; i++) {
            fork.linkAdd("b" + i);
            spec.addActivity("b" + i).task(task).linkAdd("join");
        }
        spec.addParallel("join").linkAdd("end");
        spec.addEnd("end");
    }

    private static void nested(GraphSpec spec) {
        spec.addStart("start").linkAdd("fork");
        var outer = spec.addParallel("fork");
        for (int i = 0; i < BRANCHES; i++) {
            outer.linkAdd("f" + i);
            var inner = spec.addParallel("f" + i);
            for (int k = 0; k < BRANCHES; k++) {
                String step = "b" + i + "_" + k;
                inner.linkAdd(step);
                spec.addActivity(step).task("@compute").linkAdd("j" + i);
            }
            spec.addParallel("j" + i).linkAdd("join");
        }
        spec.addParallel("join").linkAdd("end");
        spec.addEnd("end");
    }
}
