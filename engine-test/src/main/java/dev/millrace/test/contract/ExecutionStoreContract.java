package dev.millrace.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.ExecutionSnapshot;
import dev.millrace.store.ExecutionStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an {@link ExecutionStore} does, whatever it keeps its snapshots in. */
public abstract class ExecutionStoreContract {
    protected ExecutionStoreContract() {}

    /** A store without snapshots, of a test's own. */
    protected abstract ExecutionStore open();

    private static ExecutionSnapshot snapshot(String id, Object state) {
        return new ExecutionSnapshot(id, "workflow", "hash", Map.of("state", state));
    }

    @Test
    void saved_snapshot_is_found_until_it_is_removed() {
        ExecutionStore executions = open();
        executions.save(snapshot("a", 1L));

        assertThat(executions.find("a")).contains(snapshot("a", 1L));
        executions.remove("a");
        executions.remove("a");
        assertThat(executions.find("a")).isEmpty();
    }

    @Test
    void later_snapshot_takes_the_place_of_the_one_before() {
        ExecutionStore executions = open();
        executions.save(snapshot("a", 1L));
        executions.save(snapshot("b", 1L));
        executions.save(snapshot("a", List.of("two", 2L, 0.5, true)));

        assertThat(executions.all())
                .containsExactlyInAnyOrder(snapshot("a", List.of("two", 2L, 0.5, true)), snapshot("b", 1L));
    }

    @Test
    void texts_come_back_as_they_were_whatever_they_hold() {
        ExecutionStore executions = open();
        HostileTexts.unicode().forEach(text -> executions.save(snapshot(text, text)));

        HostileTexts.unicode().forEach(text -> assertThat(executions.find(text)).contains(snapshot(text, text)));
    }
}
