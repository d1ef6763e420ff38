package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.LogLevel;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.observe.LogEntry;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A module may log from a thread of its own while others read the log and the execution goes on. */
@Timeout(120)
class LogOfOtherThreadsTest {
    private static final int LINES = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch talking = new CountDownLatch(1);
    private final CompletableFuture<?> said = new CompletableFuture<>();

    @Test
    void log_can_be_read_while_a_module_writes_into_it_from_a_thread_of_its_own() throws InterruptedException {
        try (Millrace millrace = engine()) {
            ExecutionHandle handle = millrace.start(talk(Map.of()), StartRequest.plain());
            while (!handle.isOver()) {
                assertThat(lines(handle)).isSorted();
            }

            assertThat(handle.await(PATIENCE)).isPresent();
            assertThat(lines(handle)).isEqualTo(numbers());
        }
    }

    @Test
    void call_that_was_given_up_may_log_while_the_execution_goes_on() throws InterruptedException {
        try (Millrace millrace = engine()) {
            ExecutionHandle handle =
                    millrace.start(talk(Map.of("__timeout", 1, "__error_policy", "SKIP")), StartRequest.plain());
            talking.await();
            said.join();

            assertThat(handle.await(PATIENCE)).isPresent();
            assertThat(lines(handle)).isEqualTo(numbers());
        }
    }

    private Millrace engine() {
        ModuleDescriptor talk = ModuleDescriptor.builder("talk").build();
        ModuleDescriptor tick = ModuleDescriptor.builder("tick").build();
        return Millrace.builder()
                .module(Module.of(talk, step -> StepResult.later(talkElsewhere(step))))
                .module(Module.of(tick, step -> StepResult.done()))
                .history(10 * LINES)
                .build();
    }

    /** Talks even if the answer is given up before it has begun: that cancels what follows, not the talk. */
    private CompletableFuture<StepResult> talkElsewhere(StepContext step) {
        return CompletableFuture.supplyAsync(() -> talk(step)).thenApply(answer -> answer);
    }

    private StepResult talk(StepContext step) {
        talking.countDown();
        for (int i = 0; i < LINES; i++) {
            step.log(LogLevel.INFO, "%05d".formatted(i), Map.of());
        }
        said.complete(null);
        return StepResult.done();
    }

    private static Workflow talk(Map<String, ?> parameters) {
        return Workflow.builder("talk")
                .step("talk", "talk", parameters)
                .step("loop", "loop", Map.of("count", LINES / 10))
                .step("tick", "tick", Map.of())
                .step("end", "end_loop", Map.of())
                .build();
    }

    private static List<String> lines(ExecutionHandle handle) {
        return handle.view().log().stream()
                .map(LogEntry::message)
                .filter(message -> message.matches("\\d+"))
                .toList();
    }

    private static List<String> numbers() {
        return IntStream.range(0, LINES).mapToObj("%05d"::formatted).toList();
    }
}
