package dev.millrace.store.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.store.StoreException;
import dev.millrace.store.StoreException.Outcome;
import dev.millrace.store.jdbc.database.FaultyDialect.Fault;
import dev.millrace.store.jdbc.database.FaultyDialect.Kind;
import dev.millrace.store.jdbc.database.SqliteDialect.Sync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many changes in one transaction, and what becomes of each of them. */
class GroupWriterTest {
    private static final WriterLimits LIMITS = new WriterLimits(1_000, Duration.ofSeconds(60), 1);

    @TempDir
    private Path directory;

    private FaultyDialect dialect;
    private Database database;

    @BeforeEach
    void open() {
        open(Fault.BEFORE, Kind.OTHER, LIMITS);
    }

    private void open(Fault fault, Kind kind, WriterLimits limits) {
        if (database != null) {
            database.close();
        }
        dialect = new FaultyDialect(SqliteDialect.in(directory, Sync.SYSTEM), fault, kind);
        database = Database.open(dialect, limits, (what, key, reason) -> {});
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Keeps the writer from beginning, so that what is submitted meanwhile is one group. */
    private List<CompletionStage<Integer>> inOneGroup(List<Change<Integer>> changes) {
        return inOneGroup(changes, Long.MAX_VALUE);
    }

    /** @param failingCall the first call after the writer was kept from beginning is 1 */
    private List<CompletionStage<Integer>> inOneGroup(List<Change<Integer>> changes, long failingCall) {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletionStage<Boolean> first = database.submit(session -> {
            begun.countDown();
            await(go);
            return true;
        });
        await(begun);
        dialect.failAt(failingCall);
        List<CompletionStage<Integer>> answers = new ArrayList<>();
        changes.forEach(change -> answers.add(database.submit(change)));
        go.countDown();
        isMade(first.toCompletableFuture());
        return answers;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void changes_that_come_while_the_writer_is_busy_share_a_commit() {
        database.write(Counters.make("first"));
        long before = dialect.commits();

        List<CompletionStage<Integer>> answers =
                inOneGroup(List.of(Counters.make("a"), Counters.make("b"), Counters.make("c")));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.toCompletableFuture().join()).isEqualTo(1));
        assertThat(dialect.commits() - before).isEqualTo(2);
    }

    @Test
    void change_that_fails_does_not_fail_the_others_of_its_group() {
        Change<Integer> mistake = session -> {
            session.update("UPDATE record SET content = 'half' WHERE record_key = 'a'");
            throw new IllegalStateException("a mistake");
        };

        List<CompletionStage<Integer>> answers = inOneGroup(List.of(
                Counters.make("a"), Counters.make("a"), Counters.increment("a"), mistake, Counters.increment("a")));

        assertThat(answers.stream().map(answer -> answer.toCompletableFuture()).map(GroupWriterTest::isMade))
                .containsExactly(true, false, true, false, true);
        assertThat(Counters.read(database, "a")).isEqualTo(2);
        assertThat(database.<Long>read(session -> session.number("SELECT COUNT(*) FROM record WHERE content = 'half'")))
                .isZero();
    }

    private static boolean isMade(CompletableFuture<?> answer) {
        return !answer.handle((made, failure) -> failure)
                .thenApply(failure -> failure != null)
                .join();
    }

    @Test
    void failure_names_the_place_and_says_that_nothing_was_made() {
        database.write(Counters.make("a"));

        assertThatThrownBy(() -> database.write(Counters.make("a")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_MADE))
                .hasMessageContaining("millrace.db");
    }

    @Test
    void interrupted_caller_gets_the_answer_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        int made = database.write(Counters.make("a"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(made).isEqualTo(1);
        assertThat(Counters.read(database, "a")).isZero();
    }

    @Test
    void what_was_appended_is_there_before_anything_else_of_its_change_and_is_undone_with_it() {
        String insert = "INSERT INTO record (kind, record_key, group_name, revision, expires_at, content)"
                + " VALUES ('appended', ?, '', 0, 0, '')";

        long seen = database.write(session -> {
            for (int i = 0; i < 2_500; i++) {
                session.append(insert, "k" + i);
            }
            return session.number("SELECT COUNT(*) FROM record");
        });
        assertThatThrownBy(() -> database.write(session -> {
                    session.append(insert, "new");
                    session.append(insert, "k7");
                    return true;
                }))
                .isInstanceOf(StoreException.class);
        database.write(Counters.make("a"));

        assertThat(seen).isEqualTo(2_500);
        assertThat(database.<Long>read(
                        session -> session.number("SELECT COUNT(*) FROM record WHERE kind = 'appended'")))
                .isEqualTo(2_500);
    }

    @ParameterizedTest(name = "{0} the call, {1}")
    @CsvSource({"BEFORE,OTHER", "AFTER,OTHER", "BEFORE,LOST", "AFTER,LOST"})
    void whatever_call_fails_what_is_acknowledged_was_made_once_and_what_is_refused_was_not(Fault fault, Kind kind) {
        open(fault, kind, LIMITS);
        database.write(Counters.make("n"));
        long expected = 0;
        int failed = 0;
        boolean reached = true;

        for (int call = 1; reached; call++) {
            List<CompletionStage<Integer>> answers = inOneGroup(
                    List.of(Counters.increment("n"), Counters.increment("n"), Counters.increment("n")), call);
            for (CompletionStage<Integer> answer : answers) {
                boolean made = isMade(answer.toCompletableFuture());
                expected += made ? 1 : 0;
                failed += made ? 0 : 1;
            }
            reached = dialect.hasFailed();
            dialect.failAt(Long.MAX_VALUE);
            assertThat(Counters.read(database, "n"))
                    .as("after a failure at call " + call)
                    .isEqualTo(expected);
        }

        assertThat(expected).isPositive();
        if (kind == Kind.LOST) {
            assertThat(failed).isZero();
        }
    }

    @Test
    void caller_waits_no_longer_than_it_has_patience_and_learns_what_is_known() {
        open(Fault.BEFORE, Kind.OTHER, new WriterLimits(1_000, Duration.ofMillis(50), 1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<StoreException> taken = CompletableFuture.supplyAsync(() -> failureOf(session -> {
            begun.countDown();
            await(go);
            return 1;
        }));
        await(begun);

        StoreException waiting = failureOf(Counters.make("a"));
        StoreException underWay = taken.join();
        go.countDown();

        assertThat(waiting.outcome()).isEqualTo(Outcome.NOT_MADE);
        assertThat(waiting).hasMessageContaining("50 ms").hasMessageContaining("Fix:");
        assertThat(underWay.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(Counters.make("a"))
                .satisfies(change -> assertThat(
                                database.submit(change).toCompletableFuture().join())
                        .isEqualTo(1));
    }

    private StoreException failureOf(Change<Integer> change) {
        try {
            database.write(change);
            throw new AssertionError("it was made");
        } catch (StoreException e) {
            return e;
        }
    }

    @Test
    void full_queue_refuses_after_the_same_patience() {
        open(Fault.BEFORE, Kind.OTHER, new WriterLimits(1, Duration.ofMillis(50), 1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletionStage<Boolean> first = database.submit(session -> {
            begun.countDown();
            await(go);
            return true;
        });
        await(begun);
        CompletionStage<Integer> second = database.submit(Counters.make("a"));

        assertThatThrownBy(() -> database.submit(Counters.make("b")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("1 changes wait");
        go.countDown();

        assertThat(first.thenCombine(second, (a, b) -> b).toCompletableFuture().join())
                .isEqualTo(1);
    }

    @Test
    void closing_commits_what_waits_and_refuses_what_comes_later() {
        List<CompletionStage<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(database.submit(Counters.make("k" + i)));
        }

        database.close();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.toCompletableFuture()).isCompletedWithValue(1));
        assertThatThrownBy(() -> database.write(Counters.make("late")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was closed");
        assertThatThrownBy(() -> Counters.read(database, "k1")).hasMessageContaining("was closed");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("millrace-store"));
    }
}
