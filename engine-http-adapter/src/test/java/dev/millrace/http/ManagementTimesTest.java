package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.application.Registry;
import dev.millrace.http.application.Role;
import dev.millrace.store.RecordStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a call that manages applications takes at most, whatever the host's stores do (spec application-api 10 and 12). */
class ManagementTimesTest {
    private static final String QUERY = "/api/role/_query";
    private static final String LATE = "{\"id\": \"role-late\", \"name\": \"Late\", \"permissions\": []}";
    private static final int AT_ONCE = 16;
    private static final int WAITING = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HangingRoles roles = new HangingRoles();
    private final Applications api = new Applications(settings -> settings.withRoles(roles));
    private final TestClient device = api.server.client();
    private final int timersBefore = api.server.clock.pendingTimers();

    @AfterEach
    void stop() {
        roles.hang = false;
        roles.gate.countDown();
        api.close();
    }

    /** Roles of a host whose directory does not answer. */
    private static final class HangingRoles implements Registry<Role> {
        private final Registry<Role> roles = Registry.ofRoles(RecordStore.inMemory());
        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicInteger hanging = new AtomicInteger();
        private volatile boolean hang;

        private void hang() {
            if (!hang) {
                return;
            }
            hanging.incrementAndGet();
            try {
                assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException("cut in two", e);
            }
        }

        @Override
        public Optional<Role> find(String id) {
            return roles.find(id);
        }

        @Override
        public List<Role> all() {
            hang();
            return roles.all();
        }

        @Override
        public void put(Role entry) {
            hang();
            roles.put(entry);
        }

        @Override
        public boolean replace(Role known, Role changed) {
            return roles.replace(known, changed);
        }

        @Override
        public Removal remove(String id, BooleanSupplier isUsed) {
            return roles.remove(id, isUsed);
        }
    }

    private CompletableFuture<Reply> later(String path, String body) {
        return device.later(device.json(path), body);
    }

    /** As many queries, all of which have come to the server. */
    private List<CompletableFuture<Reply>> hangingQueries(int count) {
        roles.hang = true;
        List<CompletableFuture<Reply>> queries =
                IntStream.range(0, count).mapToObj(unused -> later(QUERY, "{}")).toList();
        awaitCalls(count);
        TriggeredApi.await(() -> roles.hanging.get() == Math.min(count, AT_ONCE));
        return queries;
    }

    private void awaitCalls(int count) {
        TriggeredApi.await(() -> api.server.clock.pendingTimers() == timersBefore + count);
    }

    private static void assertTimedOut(Reply reply) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(504);
        assertThat(reply.text("code")).isEqualTo("timeout");
        assertThat(reply.at("status").asInt()).isEqualTo(504);
    }

    private boolean hasLateRole() {
        return device.get(QUERY).body().contains("role-late");
    }

    private void letGo() {
        roles.hang = false;
        roles.gate.countDown();
    }

    @Test
    void call_that_takes_longer_than_its_time_is_answered_with_504_and_the_next_one_as_ever() {
        CompletableFuture<Reply> hanging = hangingQueries(1).get(0);

        api.server.clock.advance(LIMIT.minusMillis(1));
        assertThat(hanging).isNotDone();
        api.server.clock.advance(Duration.ofMillis(1));

        assertTimedOut(hanging.join());
        letGo();
        assertThat(device.get(QUERY).status()).isEqualTo(200);
    }

    @Test
    void answered_call_leaves_no_timer_behind() {
        assertThat(device.get(QUERY).status()).isEqualTo(200);

        awaitCalls(0);
    }

    @Test
    void change_that_has_begun_comes_about_even_if_its_time_is_over() {
        roles.hang = true;
        CompletableFuture<Reply> change = later("/api/role", LATE);
        TriggeredApi.await(() -> roles.hanging.get() == 1);
        awaitCalls(1);

        api.server.clock.advance(LIMIT);

        assertTimedOut(change.join());
        letGo();
        TriggeredApi.await(this::hasLateRole);
    }

    @Test
    void call_whose_time_is_over_before_a_thread_took_it_up_is_never_made() {
        List<CompletableFuture<Reply>> hanging = hangingQueries(AT_ONCE);
        CompletableFuture<Reply> change = later("/api/role", LATE);
        awaitCalls(AT_ONCE + 1);

        api.server.clock.advance(LIMIT);

        hanging.forEach(query -> assertTimedOut(query.join()));
        assertTimedOut(change.join());
        letGo();
        assertThat(hasLateRole()).isFalse();
    }

    @Test
    void calls_beyond_those_that_may_wait_are_refused_and_others_go_on() {
        List<CompletableFuture<Reply>> hanging = hangingQueries(AT_ONCE + WAITING);

        Reply refused = device.get(QUERY);
        Reply other = device.get("/api/v1/workflows");

        assertThat(refused.status()).as("%s", refused).isEqualTo(503);
        assertThat(refused.text("code")).isEqualTo("unavailable");
        assertThat(other.status()).isEqualTo(200);
        api.server.clock.advance(LIMIT);
        hanging.forEach(query -> assertTimedOut(query.join()));
    }
}
