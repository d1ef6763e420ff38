package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/**
 * The yardsticks, written by hand.
 *
 * <ul>
 *   <li>{@code bare}: what a programmer writes who wants no engine.
 *   <li>{@code map}: variables boxed in a map by name, as every engine with named variables has them.
 *   <li>{@code rec}: the least an engine cannot avoid that records its steps: one object per step behind one interface,
 *       outputs in a map by name, start and end of each step kept.
 *   <li>{@code inline}, {@code pool}, {@code virtual}: branches one after the other on the caller, on a fixed pool of
 *       eight, on a virtual thread each (Java 21 and later).
 * </ul>
 */
final class PlainShapes implements Engine {
    private static final int ROUNDS = 1000;
    private static final int BRANCHES = 8;

    /** One step behind an interface, so that the compiler has to call it as an engine has to. */
    private interface Step {
        Object run(Map<String, Object> context);
    }

    private record StepRecord(String id, long startNanos, long endNanos) {}

    private final Step[] steps = {
        context -> output(0),
        context -> output(1),
        context -> output(2),
        context -> output(3),
        context -> output(4),
        context -> output(5),
        context -> output(6),
        context -> output(7),
        context -> output(8),
        context -> output(9)
    };
    private final String[] ids = {"s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9"};
    private final List<ExecutorService> pools = new ArrayList<>();

    @Override
    public List<Contender> contenders(Shape shape) {
        return switch (shape) {
            case SEQ10 ->
                List.of(
                        new Contender("plain:bare", this::sequenceBare),
                        new Contender("plain:rec", this::sequenceRecorded));
            case LOOP1000 ->
                List.of(
                        new Contender("plain:bare", this::loopBare),
                        new Contender("plain:map", this::loopInMap),
                        new Contender("plain:rec", this::loopRecorded));
            case FORK8 -> forks(Body::compute);
            case FORK8_BLOCKING -> forks(Body::block);
            case NESTED -> nestedForks();
        };
    }

    @Override
    public void close() {
        pools.forEach(ExecutorService::shutdownNow);
        pools.clear();
    }

    private static Object output(int value) {
        Body.compute();
        return value;
    }

    private Object sequenceBare() {
        Map<String, Object> none = Map.of();
        int sum = 0;
        for (Step step : steps) {
            sum = sum * 31 + (Integer) step.run(none);
        }
        return sum;
    }

    private Object sequenceRecorded() {
        Map<String, Object> context = new LinkedHashMap<>();
        List<StepRecord> records = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            long start = System.nanoTime();
            context.put(ids[i], steps[i].run(context));
            records.add(new StepRecord(ids[i], start, System.nanoTime()));
        }
        Contender.check("number of outputs", context.size(), steps.length);
        return List.of(context, records);
    }

    /** The hash is one no compiler turns into a closed form, so all rounds are really done. */
    private Object loopBare() {
        int n = 0;
        int hash = 7;
        for (int i = 0; i < ROUNDS; i++) {
            if (i % 2 == 0) {
                Body.compute();
                n++;
            }
            hash = (hash ^ n) * 16777619;
        }
        Contender.check("n", n, ROUNDS / 2);
        return hash;
    }

    private Object loopInMap() {
        Map<String, Object> context = new HashMap<>();
        context.put("n", 0);
        for (int i = 0; i < ROUNDS; i++) {
            context.put("i", i);
            if (isEven(context)) {
                increment(context);
            }
        }
        return checkedLoop(context);
    }

    /** One record for each condition and each update. */
    private Object loopRecorded() {
        Map<String, Object> context = new HashMap<>();
        List<StepRecord> records = new ArrayList<>();
        context.put("n", 0);
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            context.put("i", i);
            boolean even = isEven(context);
            records.add(new StepRecord("if", start, System.nanoTime()));
            if (even) {
                start = System.nanoTime();
                increment(context);
                records.add(new StepRecord("update", start, System.nanoTime()));
            }
        }
        checkedLoop(context);
        return records;
    }

    private static boolean isEven(Map<String, Object> context) {
        return number(context, "i") % 2 == 0;
    }

    private static void increment(Map<String, Object> context) {
        Body.compute();
        context.put("n", number(context, "n") + 1);
    }

    private static int number(Map<String, Object> context, String name) {
        return Contender.number(context.get(name));
    }

    private static Object checkedLoop(Map<String, Object> context) {
        Contender.check("n", number(context, "n"), ROUNDS / 2);
        return context;
    }

    private List<Contender> forks(Runnable body) {
        List<Contender> result = new ArrayList<>();
        result.add(new Contender("plain:inline", () -> forkInline(body)));
        ExecutorService pool = keep(Threads.fixed("plain", BRANCHES));
        result.add(new Contender("plain:pool", () -> fork(body, pool).join()));
        if (Threads.areVirtual()) {
            ExecutorService virtual = keep(Threads.virtual());
            result.add(new Contender("plain:virtual", () -> fork(body, virtual).join()));
        }
        return result;
    }

    private ExecutorService keep(ExecutorService pool) {
        pools.add(pool);
        return pool;
    }

    private Object forkInline(Runnable body) {
        Map<String, Object> outputs = new HashMap<>();
        for (int i = 0; i < BRANCHES; i++) {
            body.run();
            outputs.put(ids[i], i);
        }
        Contender.check("number of branches", outputs.size(), BRANCHES);
        return outputs;
    }

    private CompletableFuture<Object> fork(Runnable body, Executor executor) {
        Map<String, Object> outputs = new ConcurrentHashMap<>();
        CompletableFuture<?>[] branches = new CompletableFuture<?>[BRANCHES];
        for (int i = 0; i < BRANCHES; i++) {
            int branch = i;
            branches[i] = CompletableFuture.runAsync(
                    () -> {
                        body.run();
                        outputs.put(ids[branch], branch);
                    },
                    executor);
        }
        return CompletableFuture.allOf(branches).thenApply(done -> {
            Contender.check("number of branches", outputs.size(), BRANCHES);
            return outputs;
        });
    }

    private List<Contender> nestedForks() {
        List<Contender> result = new ArrayList<>();
        result.add(new Contender("plain:inline", this::nestInline));
        ExecutorService pool = keep(Threads.fixed("plain-nested", BRANCHES));
        result.add(new Contender("plain:pool", () -> nest(pool).join()));
        if (Threads.areVirtual()) {
            ExecutorService virtual = keep(Threads.virtual());
            result.add(new Contender("plain:virtual", () -> nest(virtual).join()));
        }
        return result;
    }

    private Object nestInline() {
        List<Object> outputs = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            outputs.add(forkInline(Body::compute));
        }
        return outputs;
    }

    /** No branch waits for its own branches on a thread: the futures are chained, so that no pool is too small. */
    private CompletableFuture<Object> nest(Executor executor) {
        CompletableFuture<?>[] branches = new CompletableFuture<?>[BRANCHES];
        for (int i = 0; i < BRANCHES; i++) {
            branches[i] = CompletableFuture.runAsync(() -> {}, executor)
                    .thenCompose(started -> fork(Body::compute, executor));
        }
        return CompletableFuture.allOf(branches).thenApply(done -> branches);
    }
}
