package dev.millrace.store.jdbc;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.history.Retention;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A process that writes until it is killed, and says what was acknowledged: a line with the id and a full stop for each.
 * Each id is an execution that starts and ends, a journal of two records, and two records of one commit.
 */
final class TortureChild {
    private static final int THREADS = 4;

    private final ExecutionHistory history;
    private final ExecutionStore executions;
    private final RecordStore records;

    private TortureChild(JdbcStores stores) {
        this.history = stores.history(new Retention(10_000_000, Duration.ofDays(10_000)));
        this.executions = stores.executions();
        this.records = stores.records();
    }

    /** @param arguments directory of the store, prefix of the ids */
    public static void main(String[] arguments) {
        TortureChild child = new TortureChild(JdbcStores.open(JdbcSettings.sqlite(Path.of(arguments[0]))));
        for (int thread = 0; thread < THREADS; thread++) {
            String prefix = arguments[1] + "-" + thread + "-";
            new Thread(() -> child.write(prefix)).start();
        }
    }

    private void write(String prefix) {
        for (int i = 0; true; i++) {
            String id = prefix + i;
            history.started(summary(id));
            CompletableFuture<Void> first = executions.append(entry(id, 1, JournalRecord.Kind.SNAPSHOT));
            executions.append(entry(id, 2, JournalRecord.Kind.CHANGE)).join();
            if (!first.isDone()) {
                throw new IllegalStateException("the second record is durable before the first");
            }
            history.ended(view(id));
            records.commit(List.of(
                    new RecordChange.Add(StoredRecord.of("left", id, "{}")),
                    new RecordChange.Add(StoredRecord.of("right", id, "{}"))));
            System.out.println(id + ".");
        }
    }

    private static JournalRecord entry(String id, long number, JournalRecord.Kind kind) {
        return new JournalRecord(id, "w", "hash", number, kind, "{}");
    }

    private static ExecutionSummary summary(String id) {
        return new ExecutionSummary(
                id, "w", "W", "manual", ExecutionStatus.RUNNING, Optional.of(Instant.EPOCH), Optional.empty(), null);
    }

    private static ExecutionView view(String id) {
        return new ExecutionView(
                id,
                "w",
                "W",
                "manual",
                "",
                ExecutionStatus.COMPLETED,
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.EPOCH.plusMillis(1)),
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
}
