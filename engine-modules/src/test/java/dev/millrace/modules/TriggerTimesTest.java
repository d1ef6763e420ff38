package dev.millrace.modules;

import static dev.millrace.modules.ManualEngine.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionView;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoreException;
import dev.millrace.store.StoredRecord;
import dev.millrace.store.WorkflowStore;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When triggers are due, across engines that are opened one after the other, or at once, on the same stores. */
class TriggerTimesTest {
    private final WorkflowStore workflows = WorkflowStore.inMemory();
    private final Records records = new Records();

    /** A store that is out of reach while a test says so. */
    private static final class Records implements RecordStore {
        private final RecordStore store = RecordStore.inMemory();
        private boolean isDown;

        @Override
        public Optional<StoredRecord> find(String kind, String key) {
            return reached().find(kind, key);
        }

        @Override
        public List<StoredRecord> list(String kind) {
            return reached().list(kind);
        }

        @Override
        public List<StoredRecord> list(String kind, String group) {
            return reached().list(kind, group);
        }

        @Override
        public Optional<RecordChange> commit(List<RecordChange> changes) {
            return reached().commit(changes);
        }

        @Override
        public int removeExpired(String kind, long nowMillis) {
            return reached().removeExpired(kind, nowMillis);
        }

        private RecordStore reached() {
            if (isDown) {
                throw new StoreException("the store of the test is down");
            }
            return store;
        }
    }

    /** An engine whose clock says that so much time has passed. */
    private ManualEngine engineAfter(Duration time) {
        ManualEngine engine =
                ManualEngine.with(builder -> builder.workflows(workflows).records(records));
        engine.clock.advance(time);
        return engine;
    }

    private ManualEngine reopenedAfter(Duration time) {
        ManualEngine engine = engineAfter(time);
        engine.millrace.recover();
        engine.advance(Duration.ZERO);
        return engine;
    }

    private static Workflow hourly() {
        return workflow()
                .enabled(true)
                .trigger("t", "trigger_interval", Map.of("interval", 1, "unit", "hour"))
                .step("o", "output", Map.of("value", 1))
                .build();
    }

    private static List<Instant> starts(ManualEngine engine) {
        return engine.ended.stream()
                .map(ExecutionView::startedAt)
                .flatMap(Optional::stream)
                .toList();
    }

    private void deployAndClose(Workflow workflow, Duration closedAfter) {
        try (ManualEngine first = engineAfter(Duration.ZERO)) {
            first.millrace.deploy(workflow);
            first.advance(closedAfter);
        }
    }

    @Test
    void restart_does_not_shift_a_trigger() {
        deployAndClose(hourly(), Duration.ofMinutes(40));

        try (ManualEngine next = reopenedAfter(Duration.ofMinutes(50))) {
            next.advance(Duration.ofMinutes(80));

            assertThat(starts(next))
                    .containsExactly(Instant.parse("2026-01-01T01:00:00Z"), Instant.parse("2026-01-01T02:00:00Z"));
        }
    }

    @Test
    void what_was_due_while_no_engine_ran_fires_once_and_at_once() {
        deployAndClose(hourly(), Duration.ofMinutes(40));

        try (ManualEngine next = reopenedAfter(Duration.ofMinutes(330))) {
            next.advance(Duration.ofMinutes(59));

            assertThat(starts(next)).containsExactly(Instant.parse("2026-01-01T05:30:00Z"));
            next.advance(Duration.ofMinutes(1));
            assertThat(starts(next)).endsWith(Instant.parse("2026-01-01T06:30:00Z"));
        }
    }

    @Test
    void trigger_that_was_changed_is_counted_from_now() {
        deployAndClose(hourly(), Duration.ofMinutes(40));

        try (ManualEngine next = engineAfter(Duration.ofMinutes(330))) {
            next.millrace.deploy(workflow()
                    .enabled(true)
                    .trigger("t", "trigger_interval", Map.of("interval", 2, "unit", "hour"))
                    .step("o", "output", Map.of("value", 1))
                    .build());
            next.advance(Duration.ofHours(2));

            assertThat(starts(next)).containsExactly(Instant.parse("2026-01-01T07:30:00Z"));
        }
    }

    @Test
    void trigger_that_was_disabled_meanwhile_begins_anew() {
        try (ManualEngine engine = engineAfter(Duration.ZERO)) {
            engine.millrace.deploy(hourly());
            engine.advance(Duration.ofMinutes(30));

            engine.millrace.deploy(hourly().disable());
            engine.advance(Duration.ofHours(5));
            engine.millrace.deploy(hourly());
            engine.advance(Duration.ofHours(1));

            assertThat(starts(engine)).containsExactly(Instant.parse("2026-01-01T06:30:00Z"));
        }
    }

    @Test
    void trigger_of_a_workflow_that_was_deleted_meanwhile_begins_anew() {
        try (ManualEngine engine = engineAfter(Duration.ZERO)) {
            engine.millrace.deploy(hourly());
            engine.millrace.undeploy(hourly().id());
            engine.advance(Duration.ofHours(5));

            engine.millrace.deploy(hourly());
            engine.advance(Duration.ofMinutes(59));

            assertThat(starts(engine)).isEmpty();
        }
    }

    @Test
    void firing_that_cannot_be_stored_is_tried_again_and_starts_once() {
        try (ManualEngine engine = engineAfter(Duration.ZERO)) {
            engine.millrace.deploy(hourly());
            records.isDown = true;
            engine.advance(Duration.ofMinutes(61));
            assertThat(starts(engine)).isEmpty();

            records.isDown = false;
            engine.advance(Duration.ofSeconds(10));

            assertThat(starts(engine)).containsExactly(Instant.parse("2026-01-01T01:01:10Z"));
            engine.advance(Duration.ofHours(1));
            assertThat(starts(engine)).hasSize(2);
        }
    }

    @Test
    void engines_on_one_store_fire_each_time_once() {
        try (ManualEngine one = engineAfter(Duration.ZERO);
                ManualEngine other = engineAfter(Duration.ofMinutes(20))) {
            one.millrace.deploy(hourly());
            other.millrace.recover();

            other.advance(Duration.ofMinutes(40));
            one.advance(Duration.ofMinutes(60));

            assertThat(starts(other)).containsExactly(Instant.parse("2026-01-01T01:00:00Z"));
            assertThat(starts(one)).isEmpty();
            one.advance(Duration.ofMinutes(60));
            assertThat(starts(one)).containsExactly(Instant.parse("2026-01-01T02:00:00Z"));
        }
    }
}
