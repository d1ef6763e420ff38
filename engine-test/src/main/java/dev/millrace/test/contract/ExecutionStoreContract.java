package dev.millrace.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.ExecutionStore;
import dev.millrace.store.JournalRecord;
import dev.millrace.store.JournalRecord.Kind;
import dev.millrace.store.StoredExecution;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an {@link ExecutionStore} does, whatever it keeps its journals in. */
public abstract class ExecutionStoreContract {
    protected ExecutionStoreContract() {}

    /** A store without journals, of a test's own. */
    protected abstract ExecutionStore open();

    private static JournalRecord entry(String id, long number, Kind kind, String content) {
        return new JournalRecord(id, "workflow", "hash", number, kind, content);
    }

    private static JournalRecord snapshot(String id, long number) {
        return entry(id, number, Kind.SNAPSHOT, "{\"snapshot\":" + number + "}");
    }

    private static JournalRecord change(String id, long number) {
        return entry(id, number, Kind.CHANGE, "{\"change\":" + number + "}");
    }

    /** All of them one after the other, without waiting in between. */
    private static CompletableFuture<Void> append(ExecutionStore executions, Stream<JournalRecord> entries) {
        return CompletableFuture.allOf(entries.map(executions::append).toArray(CompletableFuture[]::new));
    }

    private static void await(CompletableFuture<Void> durable) {
        durable.orTimeout(1, TimeUnit.MINUTES).join();
    }

    private static List<StoredExecution> all(ExecutionStore executions) {
        List<StoredExecution> all = new ArrayList<>();
        executions.forEach(all::add);
        return all;
    }

    @Test
    void journal_has_what_was_appended_until_it_is_removed() {
        ExecutionStore executions = open();
        await(executions.append(snapshot("a", 1)));
        await(executions.append(change("a", 2)));

        assertThat(executions.find("a")).contains(new StoredExecution(List.of(snapshot("a", 1), change("a", 2))));
        assertThat(executions.find("b")).isEmpty();

        await(executions.remove("a"));
        await(executions.remove("a"));
        assertThat(executions.find("a")).isEmpty();
    }

    @Test
    void snapshot_takes_the_place_of_all_before_it() {
        ExecutionStore executions = open();

        await(append(
                executions,
                Stream.of(
                        snapshot("a", 1),
                        change("a", 2),
                        snapshot("b", 1),
                        snapshot("a", 3),
                        change("a", 4),
                        change("b", 2))));

        assertThat(all(executions))
                .containsExactlyInAnyOrder(
                        new StoredExecution(List.of(snapshot("a", 3), change("a", 4))),
                        new StoredExecution(List.of(snapshot("b", 1), change("b", 2))));
    }

    @Test
    void change_of_an_execution_without_a_journal_is_dropped() {
        ExecutionStore executions = open();
        await(append(executions, Stream.of(change("never", 1), snapshot("over", 1))));
        await(executions.remove("over"));

        await(executions.append(change("over", 2)));

        assertThat(all(executions)).isEmpty();
    }

    @Test
    void journal_is_found_with_all_that_was_appended_before_though_nobody_waited() {
        ExecutionStore executions = open();
        Stream<JournalRecord> changes = IntStream.rangeClosed(2, 500).mapToObj(number -> change("a", number));
        CompletableFuture<Void> durable = append(executions, Stream.concat(Stream.of(snapshot("a", 1)), changes));

        StoredExecution found = executions.find("a").orElseThrow();

        assertThat(found.lastNumber()).isEqualTo(500);
        assertThat(found.records()).extracting(JournalRecord::number).isSorted().hasSize(500);
        await(durable);
    }

    @Test
    void journals_of_many_at_once_do_not_mix() {
        ExecutionStore executions = open();

        List<String> ids = Concurrently.run(8, () -> {
            String id = Thread.currentThread().getName();
            await(executions.append(snapshot(id, 1)));
            for (int number = 2; number < 50; number++) {
                await(executions.append(number % 20 == 0 ? snapshot(id, number) : change(id, number)));
            }
            return id;
        });

        assertThat(ids)
                .hasSize(8)
                .allSatisfy(id -> assertThat(executions.find(id).orElseThrow().records())
                        .extracting(JournalRecord::number)
                        .containsExactly(40L, 41L, 42L, 43L, 44L, 45L, 46L, 47L, 48L, 49L));
    }

    @Test
    void texts_come_back_as_they_were_whatever_they_hold() {
        ExecutionStore executions = open();
        await(append(executions, HostileTexts.all().map(text -> entry(text, 1, Kind.SNAPSHOT, text))));

        HostileTexts.all()
                .forEach(text -> assertThat(executions.find(text))
                        .contains(new StoredExecution(List.of(entry(text, 1, Kind.SNAPSHOT, text)))));
    }

    @Test
    void long_content_comes_back_as_it_was() {
        ExecutionStore executions = open();
        String longContent = "{\"text\":\"漢字 and \uD83D\uDE80 and a\\u0000b\"}".repeat(20_000);
        JournalRecord first = entry("a", 1, Kind.SNAPSHOT, longContent);
        JournalRecord second = entry("a", 2, Kind.CHANGE, longContent + "!");

        await(append(executions, Stream.of(first, second)));

        assertThat(executions.find("a")).contains(new StoredExecution(List.of(first, second)));
        assertThat(all(executions)).containsExactly(new StoredExecution(List.of(first, second)));
    }

    @Test
    void definition_is_found_by_its_content_hash() {
        ExecutionStore executions = open();
        Workflow first = Workflow.builder("first")
                .id("w")
                .step("s", "log", Map.of("message", "1"))
                .build();
        Workflow second = Workflow.builder("second")
                .id("w")
                .step("s", "log", Map.of("message", "2"))
                .build();

        executions.keep(first);
        executions.keep(second);
        executions.keepFor("e", first);

        assertThat(executions.definition(first.contentHash())).contains(first);
        assertThat(executions.definition(second.contentHash())).contains(second);
        assertThat(executions.definition("unknown")).isEmpty();
    }
}
