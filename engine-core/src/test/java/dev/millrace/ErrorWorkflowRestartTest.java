package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.ManualClock;
import dev.millrace.store.StoreException;
import dev.millrace.store.WorkflowStore;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That an error workflow starts once, whenever the process dies (spec sync-api-trigger, section 8). */
class ErrorWorkflowRestartTest {
    private static final Workflow ALARM = Listing.builder(
                    "put {value: '{{trigger.data.error}} {{trigger.data.failedAt}}'}")
            .id("alarm")
            .build();

    private final HeldStore store = new HeldStore();
    private final UnreachableWorkflows workflows = new UnreachableWorkflows();
    /** What error workflows did to the world, which no crash undoes. */
    private final List<String> world = new CopyOnWriteArrayList<>();
    /** What the step {@code call} waits for. */
    private final CompletableFuture<StepResult> answer = new CompletableFuture<>();

    /** Workflows that can be reached when the test says so. */
    private static final class UnreachableWorkflows implements WorkflowStore {
        private final WorkflowStore reached = WorkflowStore.inMemory();
        volatile boolean isReachable = true;
        volatile boolean wasAsked;

        @Override
        public Optional<Workflow> find(String workflowId) {
            if (!isReachable) {
                wasAsked = true;
                throw new StoreException("the workflows are out of reach");
            }
            return reached.find(workflowId);
        }

        @Override
        public List<Workflow> list() {
            return reached.list();
        }

        @Override
        public void save(Workflow workflow) {
            reached.save(workflow);
        }

        @Override
        public boolean delete(String workflowId) {
            return reached.delete(workflowId);
        }
    }

    private TestEngine engine(UnaryOperator<MillraceBuilder> settings) {
        ModuleDescriptor put = ModuleDescriptor.builder("put")
                .input(Input.any("value"))
                .effect(Effect.ONCE)
                .build();
        return TestEngine.with(builder ->
                settings.apply(builder.executions(store).workflows(workflows).module(Module.of(put, step -> {
                    world.add(String.valueOf(step.input("value")));
                    return StepResult.done();
                }))));
    }

    private TestEngine engine() {
        return engine(builder -> builder);
    }

    private void crash(TestEngine engine) {
        store.lose();
        engine.crash();
    }

    private static ExecutionHandle start(TestEngine engine, String listing) {
        return engine.millrace.start(
                Listing.builder(listing).errorWorkflowId("alarm").build(), StartRequest.plain());
    }

    @Test
    void failed_execution_and_its_error_workflow_leave_nothing_in_the_store() {
        try (TestEngine engine = engine()) {
            engine.millrace.deploy(ALARM);

            ExecutionHandle failed = start(engine, "fail 'no luck'");
            engine.until(() -> world.size() == 1 && isEmpty());

            assertThat(engine.view(failed).status()).isEqualTo(ExecutionStatus.FAILED);
        }
    }

    private boolean isEmpty() {
        boolean[] empty = {true};
        store.forEach(stored -> empty[0] = false);
        return empty[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail 'no luck'",
                "parallel {}\n branch {}\n fail 'no luck'\n branch {}\n wait_signal {name: 'go'}\n end_parallel {}"
            })
    void error_workflow_that_had_not_started_starts_after_a_crash_with_the_time_of_the_failure(String listing) {
        ExecutionHistory history = ExecutionHistory.inMemory(Retention.DEFAULT, ManualClock.at("2026-01-01T00:00:00Z"));
        TestEngine engine = engine(builder -> builder.history(history));
        engine.millrace.deploy(ALARM);
        workflows.isReachable = false;
        ExecutionHandle failed = start(engine, listing);
        engine.until(() -> workflows.wasAsked);
        assertThat(engine.view(failed).status()).isEqualTo(ExecutionStatus.FAILED);
        crash(engine);
        workflows.isReachable = true;

        try (TestEngine next = engine(builder -> builder.history(history))) {
            next.clock.advance(Duration.ofHours(1));
            next.millrace.recover();
            next.until(() -> !world.isEmpty() && isEmpty());

            long failedAt = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
            assertThat(world).containsExactly("no luck " + failedAt);
        }
    }

    @Test
    void execution_that_took_too_long_in_a_branch_has_still_done_so_after_a_crash() {
        TestEngine engine = engine();
        engine.millrace.deploy(ALARM);
        engine.millrace.start(
                Listing.builder("parallel {}\n branch {}\n wait_signal {name: 'go'}\n branch {}\n end_parallel {}")
                        .errorWorkflowId("alarm")
                        .build(),
                StartRequest.plain().withTimeLimit(Duration.ofMinutes(1)));
        engine.settle();
        workflows.isReachable = false;
        engine.advance(Duration.ofMinutes(1));
        engine.until(() -> workflows.wasAsked);
        crash(engine);
        workflows.isReachable = true;

        try (TestEngine next = engine()) {
            next.millrace.recover();
            next.until(() -> !world.isEmpty() && isEmpty());

            assertThat(world).singleElement().asString().startsWith("the execution took longer");
        }
    }

    @Test
    void error_workflow_whose_start_is_durable_does_not_start_again_after_a_crash() {
        TestEngine engine = engine();
        engine.millrace.deploy(ALARM);
        ExecutionHandle failed = start(engine, "fail 'no luck'");
        store.hold();
        engine.settle();
        store.releaseOne(); // that the step is about to happen
        engine.settle();
        store.releaseOne(); // that the execution is over
        engine.until(() -> store.heldWrites() == 1);
        store.releaseOne(); // that the error workflow begins
        engine.until(() -> store.heldWrites() > 0);
        crash(engine);
        assertThat(store.find(failed.id())).isPresent();

        try (TestEngine next = engine()) {
            assertThat(next.millrace.recover().restored()).isEqualTo(2);
            next.until(() -> !world.isEmpty() && isEmpty());

            assertThat(world).hasSize(1);
        }
    }

    @Test
    void end_is_told_when_it_is_durable_and_not_when_the_error_workflow_has_started() {
        try (TestEngine engine = engine()) {
            engine.millrace.deploy(ALARM);
            ExecutionHandle failed = start(engine, "fail 'no luck'");
            store.hold();
            engine.settle();
            store.releaseOne();
            engine.settle();
            assertThat(failed.isOver()).isFalse();

            store.releaseOne();
            engine.settle();

            assertThat(failed.isOver()).isTrue();
            engine.until(() -> store.heldWrites() == 1);
            store.release();
        }
    }

    @Test
    void closing_engine_starts_no_error_workflow_and_leaves_it_to_the_next_one() {
        Module call = Module.of(ModuleDescriptor.builder("call").build(), step -> StepResult.later(answer));
        TestEngine closed = engine(builder -> builder.module(call));
        closed.millrace.deploy(ALARM);
        ExecutionHandle failed = start(closed, "call {}");
        closed.settle();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> closed.millrace.close(Duration.ofHours(1)));
        closed.until(() -> isClosed(closed));

        answer.complete(StepResult.failed("Failed", "no answer"));
        closed.until(closing::isDone);

        assertThat(failed.isOver()).isTrue();
        assertThat(world).isEmpty();
        try (TestEngine next = engine(builder -> builder.module(call))) {
            next.millrace.recover();
            next.until(() -> world.size() == 1 && isEmpty());
        }
    }

    private static boolean isClosed(TestEngine engine) {
        try {
            engine.millrace.start(Listing.workflow("note 'open'"), StartRequest.plain());
            return false;
        } catch (StartRefusedException e) {
            return e.reason() == StartRefusedException.Reason.CLOSED;
        }
    }
}
