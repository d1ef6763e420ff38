package dev.millrace.store.jdbc;

import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.history.Retention;
import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process with an engine on a database, to be killed: goes on with what is there, starts some executions, and ends when
 * all are over. What their steps do to the world is a line in a file.
 */
final class KilledEngine {
    static final Workflow WORKFLOW = Workflow.builder("killed")
            .id("killed")
            .reentry(ReentryBehavior.ALLOW_PARALLEL)
            .step("a1", "put", Map.of())
            .step("a2", "pay", Map.of())
            .step("a3", "put", Map.of())
            .step("fork", "parallel", Map.of())
            .step("first", "branch", Map.of())
            .step("x1", "put", Map.of())
            .step("x2", "nap", Map.of())
            .step("x3", "put", Map.of())
            .step("second", "branch", Map.of())
            .step("y1", "pay", Map.of())
            .step("y2", "put", Map.of())
            .step("join", "end_parallel", Map.of())
            .step("b1", "put", Map.of())
            .step("b2", "pay", Map.of())
            .build();

    private KilledEngine() {}

    /** @param arguments the folder of the database, the file, how many executions to start */
    public static void main(String[] arguments) throws Exception {
        Path world = Path.of(arguments[1]);
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(Path.of(arguments[0])));
                Millrace engine = Millrace.builder()
                        .withoutDiscovery()
                        .module(step("put", Effect.REPEATABLE, world))
                        .module(step("pay", Effect.ONCE, world))
                        .module(new Nap())
                        .executions(stores.executions())
                        .history(stores.history(Retention.DEFAULT))
                        .build()) {
            if (!engine.recover().broken().isEmpty()) {
                throw new IllegalStateException("executions cannot go on");
            }
            for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
                engine.start(WORKFLOW, StartRequest.plain());
            }
            while (underWay(stores) > 0) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
        }
    }

    static int underWay(JdbcStores stores) {
        AtomicInteger count = new AtomicInteger();
        stores.executions().forEach(stored -> count.incrementAndGet());
        return count.get();
    }

    private static Module step(String id, Effect effect, Path world) {
        return Module.of(ModuleDescriptor.builder(id).effect(effect).blocks().build(), step -> {
            write(world, "begin " + step.idempotencyKey());
            new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS);
            write(world, "end " + step.idempotencyKey());
            return StepResult.done();
        });
    }

    /** Who is killed while it writes may leave a part of a line: one that is whole stands alone, and ends with a dot. */
    private static void write(Path world, String line) throws IOException {
        Files.writeString(
                world,
                "\n" + line + ".\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Waits without a thread. */
    private static final class Nap implements Module {
        @Override
        public ModuleDescriptor descriptor() {
            return ModuleDescriptor.builder("nap").effect(Effect.PURE).build();
        }

        @Override
        public StepResult run(StepContext step) {
            return StepResult.waiting(WakeCondition.after(Duration.ofMillis(30)));
        }

        @Override
        public StepResult resume(StepContext step, WakeUp wakeUp) {
            return StepResult.done();
        }
    }
}
