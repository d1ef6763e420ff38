package dev.millrace.modules;

import static dev.millrace.modules.ManualEngine.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.Millrace;
import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.store.ManualClock;
import dev.millrace.store.Timers;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * A cancelled timer may still fire, says {@link Timers}. The engine must not take a late
 * firing of the old definition for one of the new, which would start the old workflow and arm its trigger again.
 */
class LateTimersTest {
    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final List<Instant> starts = new CopyOnWriteArrayList<>();

    @Test
    void late_firing_of_a_replaced_trigger_starts_nothing() {
        try (Millrace millrace = Millrace.builder()
                .withoutDiscovery()
                .modules(new BuiltInModules())
                .clock(clock, new DeafTimers())
                .observer(new StartObserver())
                .build()) {
            millrace.deploy(every(1));

            millrace.deploy(every(5));
            clock.advance(Duration.ofMinutes(4));

            assertThat(clock.pendingTimers()).isEqualTo(1);
            assertThat(starts).isEmpty();
        }
    }

    private static Workflow every(int minutes) {
        return workflow()
                .enabled(true)
                .trigger("t", "trigger_interval", Map.of("interval", minutes, "unit", "minute"))
                .step("o", "output", Map.of("value", minutes))
                .build();
    }

    /** Each timer fires, cancelled or not, as if cancelling came too late. */
    private final class DeafTimers implements Timers {
        @Override
        public Timer at(long epochMillis, Runnable action) {
            clock.at(epochMillis, action);
            return () -> {};
        }

        @Override
        public void close() {
            clock.close();
        }
    }

    private final class StartObserver implements ExecutionObserver {
        @Override
        public void executionStarted(ExecutionEvent execution) {
            starts.add(clock.now());
        }
    }
}
