package dev.millrace.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A history in memory that several threads tell of executions at once. */
class HistoryOfManyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MOST = 10;

    private final ExecutionHistory history =
            ExecutionHistory.inMemory(new Retention(MOST, Duration.ofHours(1)), ManualClock.at(NOW));

    private static ExecutionSummary begun(String id) {
        return new ExecutionSummary(
                id, "w", "w", "manual", ExecutionStatus.RUNNING, Optional.of(NOW), Optional.empty(), null);
    }

    private static ExecutionView over(String id) {
        return new ExecutionView(
                id,
                "w",
                "w",
                "manual",
                "",
                ExecutionStatus.COMPLETED,
                Optional.of(NOW),
                Optional.of(NOW),
                List.of(),
                1,
                Map.of(),
                Map.of(),
                null,
                false,
                null,
                null,
                List.of(),
                Set.of());
    }

    /** Ends executions that begin again, as those do that are restored, while others have to go. */
    private void tell(int teller) {
        for (int round = 0; round < 5_000; round++) {
            String id = "teller " + teller + " execution " + round % MOST;
            history.ended(over(id));
            history.started(begun(id));
            history.ended(over(id));
        }
    }

    @Test
    void as_many_are_kept_as_may_be_whoever_tells_of_them() {
        CompletableFuture<?>[] tellers = IntStream.range(0, 4)
                .mapToObj(teller -> CompletableFuture.runAsync(() -> tell(teller)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(tellers).join();

        IntStream.range(0, MOST).forEach(number -> history.ended(over("last " + number)));

        assertThat(history.list(HistoryFilter.any(), 0, 1_000).executions())
                .extracting(ExecutionSummary::executionId)
                .hasSize(MOST)
                .allMatch(id -> id.startsWith("last "));
        assertThat(history.delete(HistoryFilter.any())).isEqualTo(MOST);
        assertThat(history.list(HistoryFilter.any(), 0, 1_000).total()).isZero();
    }
}
