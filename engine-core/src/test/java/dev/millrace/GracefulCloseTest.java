package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.observe.ExecutionStatus;
import dev.millrace.store.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Millrace#close(Duration)}: what runs may end by itself, for a while. */
@Timeout(60)
class GracefulCloseTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final TestEngine engine = TestEngine.onWorkers(2);
    private final ManualClock clock = engine.clock;

    @AfterEach
    void close() {
        engine.close();
    }

    /** Starts an execution that waits for a time, and does no more until then. */
    private ExecutionHandle waiting(String listing) {
        ExecutionHandle handle = engine.millrace.start(Listing.workflow(listing), StartRequest.plain());
        engine.until(() -> clock.pendingTimers() == 1);
        return handle;
    }

    /** Closes the engine on another thread, which waits when this returns. */
    private CompletableFuture<Void> closing() {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> engine.millrace.close(GRACE));
        engine.until(() -> clock.pendingTimers() == 2);
        return closed;
    }

    private static ExecutionStatus end(ExecutionHandle handle) {
        return TestEngine.await(handle.completion()).status();
    }

    @Test
    void execution_that_ends_in_time_is_not_cancelled() {
        ExecutionHandle handle = waiting("sleep {ms: 5000}\nnote 'A'");
        CompletableFuture<Void> closed = closing();

        clock.advance(Duration.ofSeconds(5));

        TestEngine.await(closed);
        assertThat(end(handle)).isEqualTo(ExecutionStatus.COMPLETED);
        assertThat(engine.trace()).containsExactly("A");
    }

    @Test
    void execution_that_outlasts_the_grace_is_cancelled() {
        ExecutionHandle handle = waiting("sleep {ms: 60000}");
        CompletableFuture<Void> closed = closing();

        clock.advance(GRACE.minusMillis(1));
        assertThat(handle.isOver()).isFalse();
        clock.advance(Duration.ofMillis(1));

        TestEngine.await(closed);
        assertThat(end(handle)).isEqualTo(ExecutionStatus.CANCELLED);
    }

    @Test
    void nothing_starts_any_more_while_the_others_end() {
        waiting("sleep {ms: 60000}");
        PreparedWorkflow prepared =
                engine.millrace.prepare(Listing.builder("note 'A'").id("other").build());
        CompletableFuture<Void> closed = closing();

        assertThatThrownBy(() -> prepared.start(StartRequest.plain())).isInstanceOf(StartRefusedException.class);

        clock.advance(GRACE);
        TestEngine.await(closed);
        assertThat(engine.trace()).isEmpty();
    }

    @Test
    void sub_workflow_of_an_execution_under_way_still_runs() {
        engine.deploy("sub", "note 'A'");
        ExecutionHandle handle = waiting("sleep {ms: 5000}\ncall_workflow {workflow_id: 'sub'}");
        CompletableFuture<Void> closed = closing();

        clock.advance(Duration.ofSeconds(5));

        TestEngine.await(closed);
        assertThat(end(handle)).isEqualTo(ExecutionStatus.COMPLETED);
        assertThat(engine.trace()).containsExactly("A");
    }

    @Test
    void engine_where_nothing_runs_closes_at_once() {
        ExecutionHandle handle = engine.millrace.start(Listing.workflow("note 'A'"), StartRequest.plain());
        end(handle);

        engine.millrace.close(GRACE);

        assertThat(clock.pendingTimers()).isZero();
    }

    @Test
    void closing_without_grace_ends_the_grace() {
        ExecutionHandle handle = waiting("sleep {ms: 60000}");
        CompletableFuture<Void> closed = closing();

        engine.millrace.close();

        TestEngine.await(closed);
        assertThat(end(handle)).isEqualTo(ExecutionStatus.CANCELLED);
    }

    @Test
    void grace_that_no_clock_can_count_closes_nothing() {
        assertThatThrownBy(() -> engine.millrace.close(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(ArithmeticException.class);

        assertThat(engine.millrace
                        .run(Listing.workflow("note 'A'"), StartRequest.plain())
                        .isCompleted())
                .isTrue();
    }
}
