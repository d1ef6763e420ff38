package dev.millrace.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.StartRefusedException;
import dev.millrace.StartRequest;
import dev.millrace.history.HistoryFilter;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.peer.Instruction;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an engine does, whatever it keeps its executions in, and however many engines share that. */
public abstract class EngineContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Queue<String> trace = new ConcurrentLinkedQueue<>();
    private Engines engines;

    protected EngineContract() {}

    /**
     * Two engines with the same executions, or one twice.
     *
     * @param first on which the contract starts executions
     * @param other from which it looks at them
     */
    public record Engines(Millrace first, Millrace other) {}

    /**
     * Engines of a test's own, with a history, that the test closes afterwards.
     *
     * @param modules what each of them offers beside the language
     */
    protected abstract Engines open(List<Module> modules);

    /** A builder with modules, and nothing of the class path. */
    protected static MillraceBuilder builder(List<Module> modules) {
        MillraceBuilder builder = Millrace.builder().withoutDiscovery();
        modules.forEach(builder::module);
        return builder;
    }

    @BeforeEach
    void open() {
        engines = open(List.of(
                Module.of(
                        ModuleDescriptor.builder("note")
                                .input(Input.text("text"))
                                .effect(Effect.REPEATABLE)
                                .build(),
                        this::note),
                Module.of(
                        ModuleDescriptor.builder("nap").effect(Effect.PURE).build(),
                        step -> StepResult.waiting(WakeCondition.after(Duration.ofMillis(1_100)))),
                Module.of(
                        ModuleDescriptor.builder("fails_twice")
                                .effect(Effect.REPEATABLE)
                                .build(),
                        this::failTwice)));
    }

    private StepResult note(StepContext step) {
        trace.add(String.valueOf(step.input("text")));
        return StepResult.done();
    }

    private StepResult failTwice(StepContext step) {
        trace.add("attempt " + step.attempt());
        return step.attempt() < 3 ? StepResult.failed("Jam", "paper is stuck") : StepResult.done();
    }

    private static Workflow.Builder workflow() {
        return Workflow.builder("Contract").id("contract").reentry(ReentryBehavior.ALLOW_PARALLEL);
    }

    private static Workflow.Builder noting(Workflow.Builder workflow, String text) {
        return workflow.step(text, "note", Map.of("text", text));
    }

    private ExecutionHandle start(Workflow.Builder workflow, String id) {
        return engines.first().start(workflow.build(), StartRequest.plain().withExecutionId(id));
    }

    private ExecutionResult run(Workflow.Builder workflow) throws InterruptedException {
        return start(workflow, "e1").await(LIMIT).orElseThrow();
    }

    private static void awaitWaiting(ExecutionHandle execution) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (execution.view().status() != ExecutionStatus.WAITING) {
            assertThat(System.nanoTime()).as("the execution waits in time").isLessThan(deadline);
            Optional<ExecutionResult> over = execution.await(Duration.ofMillis(10));
            assertThat(over).isEmpty();
        }
    }

    @Test
    void steps_are_taken_in_their_order() throws InterruptedException {
        assertThat(run(noting(noting(noting(workflow(), "a"), "b"), "c")).isCompleted())
                .isTrue();

        assertThat(trace).containsExactly("a", "b", "c");
    }

    @Test
    void loop_takes_its_steps_again_and_again() throws InterruptedException {
        Workflow.Builder loop = noting(workflow().step("loop", "loop", Map.of("count", 3)), "round")
                .step("end", "end_loop");

        assertThat(run(loop).isCompleted()).isTrue();

        assertThat(trace).containsExactly("round", "round", "round");
    }

    @Test
    void fork_ends_when_all_its_branches_have() throws InterruptedException {
        Workflow.Builder fork = workflow().step("fork", "parallel").step("left", "branch");
        fork = noting(fork.step("nap", "nap"), "a").step("right", "branch");
        fork = noting(noting(fork, "b").step("join", "end_parallel"), "after");

        assertThat(run(fork).isCompleted()).isTrue();

        assertThat(trace).containsExactly("b", "a", "after");
    }

    @Test
    void execution_that_sleeps_goes_on_when_its_time_has_come() throws InterruptedException {
        assertThat(run(noting(noting(workflow(), "before").step("nap", "nap"), "after"))
                        .isCompleted())
                .isTrue();

        assertThat(trace).containsExactly("before", "after");
    }

    @Test
    void execution_that_waits_is_cancelled_from_the_other_engine() throws InterruptedException {
        ExecutionHandle execution =
                start(noting(workflow().step("wait", "wait_signal", Map.of("name", "go")), "after"), "e1");
        awaitWaiting(execution);

        assertThat(engines.other().send("e1", new Instruction.Cancel())).isTrue();

        assertThat(execution.await(LIMIT).orElseThrow().status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(trace).isEmpty();
    }

    @Test
    void signal_of_the_other_engine_wakes_an_execution() throws InterruptedException {
        ExecutionHandle execution =
                start(noting(workflow().step("wait", "wait_signal", Map.of("name", "go")), "after"), "e1");
        awaitWaiting(execution);

        assertThat(engines.other().send("e1", new Instruction.Signal("go", Map.of("n", 1L))))
                .isTrue();

        ExecutionResult result = execution.await(LIMIT).orElseThrow();
        assertThat(result.outputs("wait")).containsEntry("payload", Map.of("n", 1L));
        assertThat(trace).containsExactly("after");
    }

    @Test
    void nobody_can_be_told_anything_under_an_unknown_id() {
        assertThat(engines.other().send("nobody", new Instruction.Cancel())).isFalse();
    }

    @Test
    void id_starts_once_on_whatever_engine() throws InterruptedException {
        run(noting(workflow(), "a"));

        assertThatThrownBy(() -> engines.other()
                        .start(
                                noting(workflow(), "a").build(),
                                StartRequest.plain().withExecutionId("e1")))
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refusal ->
                                assertThat(refusal.reason()).isEqualTo(StartRefusedException.Reason.ALREADY_STARTED));
        assertThat(trace).containsExactly("a");
    }

    @Test
    void other_engine_lists_what_is_under_way_and_what_is_over() throws InterruptedException {
        run(noting(workflow(), "a"));
        ExecutionHandle waits = start(workflow().step("wait", "wait_signal", Map.of("name", "go")), "e2");
        awaitWaiting(waits);

        assertThat(engines.other()
                        .history()
                        .orElseThrow()
                        .list(HistoryFilter.any(), 0, 10)
                        .executions())
                .extracting(execution -> execution.executionId() + " " + execution.status())
                .containsExactly("e2 RUNNING", "e1 COMPLETED");
    }

    @Test
    void failure_ends_an_execution_and_says_why() throws InterruptedException {
        ExecutionResult result = run(noting(workflow().step("fails", "fails_twice"), "after"));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().message()).contains("paper is stuck");
        assertThat(trace).containsExactly("attempt 1");
    }

    @Test
    void failure_starts_the_error_workflow_once() throws InterruptedException {
        engines.first()
                .deploy(Workflow.builder("Alarm")
                        .id("alarm")
                        .step("tell", "note", Map.of("text", "{{trigger.data.executionId}} {{trigger.data.stepId}}"))
                        .build());

        ExecutionResult result = run(workflow().errorWorkflowId("alarm").step("fails", "fails_twice"));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        awaitTrace(2);
        assertThat(trace).containsExactly("attempt 1", "e1 fails");
    }

    private void awaitTrace(int entries) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (trace.size() < entries) {
            assertThat(System.nanoTime()).as("it is noted in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void failed_step_is_tried_again_as_its_error_policy_says() throws InterruptedException {
        Map<String, Object> policy = Map.of("__error_policy", "RETRY", "__retry_count", 3, "__retry_interval", 10);

        ExecutionResult result = run(noting(workflow().step("fails", "fails_twice", policy), "after"));

        assertThat(result.isCompleted()).isTrue();
        assertThat(trace).containsExactly("attempt 1", "attempt 2", "attempt 3", "after");
    }
}
