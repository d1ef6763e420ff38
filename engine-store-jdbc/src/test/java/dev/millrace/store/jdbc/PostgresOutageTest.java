package dev.millrace.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.store.RecordChange.Add;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoreException;
import dev.millrace.store.StoredRecord;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A server that stops and comes back. */
class PostgresOutageTest {
    private static final TestPostgres SERVER = TestPostgres.start();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static JdbcSettings settings() {
        TestDatabase database = SERVER.newDatabase();
        return JdbcSettings.postgres(database.url(), database.user(), database.password());
    }

    @Test
    void changes_under_way_when_the_server_stops_are_made_once_when_it_is_back() throws InterruptedException {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (JdbcStores stores = JdbcStores.open(settings().withPatience(Duration.ofMinutes(2)))) {
            RecordStore records = stores.records();
            Queue<String> made = new ConcurrentLinkedQueue<>();
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch busy = new CountDownLatch(200);
            AtomicBoolean isBack = new AtomicBoolean();
            CountDownLatch busyAgain = new CountDownLatch(100);
            List<CompletableFuture<Void>> writers = IntStream.range(0, threads)
                    .mapToObj(thread -> CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; !over.get(); i++) {
                                    String key = thread + "/" + i;
                                    // a refusal would mean that it was made twice
                                    assertThat(records.commit(new Add(StoredRecord.of("kind", key, "{}"))))
                                            .isTrue();
                                    made.add(key);
                                    (isBack.get() ? busyAgain : busy).countDown();
                                }
                            },
                            pool))
                    .toList();
            busy.await();

            SERVER.stop();
            SERVER.restart();
            isBack.set(true);
            assertThat(busyAgain.await(2, TimeUnit.MINUTES)).isTrue();
            over.set(true);
            writers.forEach(CompletableFuture::join);

            assertThat(records.list("kind")).extracting(StoredRecord::key).containsExactlyInAnyOrderElementsOf(made);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void callers_learn_that_the_server_is_away_and_the_store_finds_it_again_by_itself() {
        try (JdbcStores stores = JdbcStores.open(settings().withPatience(Duration.ofMillis(300)))) {
            RecordStore records = stores.records();
            records.commit(new Add(StoredRecord.of("kind", "before", "{}")));

            SERVER.stop();
            assertThatThrownBy(() -> records.commit(new Add(StoredRecord.of("kind", "lost", "{}"))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("has not answered within 300 ms")
                    .hasMessageContaining("Fix:");
            assertThatThrownBy(() -> records.find("kind", "before"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the server does not answer");
            SERVER.restart();

            assertThat(records.find("kind", "before")).isPresent();
            boolean made = false;
            for (int attempt = 0; attempt < 100 && !made; attempt++) {
                made = isMade(records);
            }
            assertThat(records.find("kind", "after")).isPresent();
        }
    }

    private static boolean isMade(RecordStore records) {
        try {
            records.commit(new Add(StoredRecord.of("kind", "after", "{}")));
            return true;
        } catch (StoreException e) {
            return false;
        }
    }
}
