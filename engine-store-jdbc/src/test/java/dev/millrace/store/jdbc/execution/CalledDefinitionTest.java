package dev.millrace.store.jdbc.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.peer.Instruction;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.ManualClock;
import dev.millrace.store.WorkflowStore;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.database.SqliteDialect;
import dev.millrace.store.jdbc.database.WriterLimits;
import dev.millrace.workflow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions that rest for longer than anybody remembers what they have called. */
class CalledDefinitionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final WorkflowStore workflows = WorkflowStore.inMemory();

    private static Workflow called(String result) {
        return Workflow.builder("Called")
                .id("called")
                .step("wait", "wait_signal", Map.of("name", "go"))
                .step("back", "return", Map.of("value", result))
                .build();
    }

    private static final Workflow CALLS = Workflow.builder("Calls")
            .id("calls")
            .step("call", "call_workflow", Map.of("workflow_id", "called"))
            .step("back", "return", Map.of("value", "{{call.result}}"))
            .build();

    private Millrace engine(ExecutionStore executions) {
        return Millrace.builder()
                .withoutDiscovery()
                .workflows(workflows)
                .executions(executions)
                .build();
    }

    private static void awaitJournalThatNames(String hash, ExecutionHandle execution, ExecutionStore executions)
            throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (executions.find(execution.id()).orElseThrow().records().stream()
                .noneMatch(entry -> entry.content().contains(hash))) {
            assertThat(System.nanoTime()).as("the call is written in time").isLessThan(deadline);
            assertThat(execution.await(Duration.ofMillis(10))).isEmpty();
        }
    }

    @Test
    void sub_workflow_goes_on_with_its_definition_days_after_another_was_deployed() throws Exception {
        try (Database database = Database.open(
                SqliteDialect.in(directory, SqliteDialect.Sync.SYSTEM),
                new WriterLimits(100, LIMIT, 1),
                (what, key, reason) -> {})) {
            ExecutionStore executions = new JdbcExecutionStore(database, Fence.NONE, clock);
            try (Millrace before = engine(executions)) {
                before.deploy(called("old"));
                ExecutionHandle waits = before.start(CALLS, StartRequest.plain().withExecutionId("e"));
                awaitJournalThatNames(called("old").contentHash(), waits, executions);
                before.deploy(called("new"));
            }
            clock.advance(Duration.ofDays(3));
            ExecutionStore later = new JdbcExecutionStore(database, Fence.NONE, clock);
            later.keep(called("another"));

            try (Millrace after = engine(later)) {
                assertThat(after.recover().broken()).isEmpty();
                ExecutionHandle goesOn = after.find("e").orElseThrow();
                after.send("e", new Instruction.Signal("go", null));

                ExecutionResult result = goesOn.await(LIMIT).orElseThrow();
                assertThat(result.status()).isEqualTo(ExecutionStatus.COMPLETED);
                assertThat(goesOn.view().returnValue()).isEqualTo("old");
            }
        }
    }
}
