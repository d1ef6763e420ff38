package dev.millrace.script.graal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnThreadsTest {
    private static final long PATIENCE_SECONDS = 60;

    private final AtomicInteger worksAhead = new AtomicInteger();
    private final TurnThreads threads = new TurnThreads(2, thread -> worksAhead.incrementAndGet());

    /** A turn that holds its thread until it is let go. */
    private final class Held {
        private final CompletableFuture<Thread> begun = new CompletableFuture<>();
        private final CountDownLatch end = new CountDownLatch(1);

        Held() {
            threads.execute(thread -> {
                begun.complete(Thread.currentThread());
                awaitEnd();
            });
        }

        private void awaitEnd() {
            try {
                end.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        Thread thread() {
            return begun.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }

        /** Returns when its thread rests. */
        void end() {
            Thread held = thread();
            end.countDown();
            awaitRest(held);
        }
    }

    private static void awaitRest(Thread thread) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(System.nanoTime()).as("the thread does not come to rest").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void the_thread_that_came_to_rest_last_takes_the_next_turn() {
        Held first = new Held();
        Held second = new Held();
        Thread last = first.thread();
        second.end();
        first.end();

        assertThat(new Held().thread()).isSameAs(last);
    }

    @Test
    void turns_wait_in_order_while_all_threads_are_taken() throws Exception {
        Held first = new Held();
        Held second = new Held();
        first.thread();
        second.thread();
        var done = new LinkedBlockingQueue<String>();
        threads.execute(thread -> done.add("third"));
        threads.execute(thread -> done.add("fourth"));

        assertThat(threads.waiting()).isEqualTo(2);
        first.end();

        assertThat(List.of(next(done), next(done))).containsExactly("third", "fourth");
    }

    private static String next(LinkedBlockingQueue<String> done) throws InterruptedException {
        String next = done.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a turn that was not taken").isNotNull();
        return next;
    }

    @Test
    void a_thread_works_ahead_before_it_rests_but_not_while_a_turn_waits_for_it() {
        Held first = new Held();
        Held second = new Held();
        first.thread();
        second.thread();
        Held waiting = new Held();

        first.end.countDown();
        waiting.thread();
        assertThat(worksAhead).hasValue(0);
        waiting.end();
        assertThat(worksAhead).hasValue(1);
    }

    @Test
    void a_turn_that_throws_leaves_its_thread_to_the_next() {
        Thread before = new Held().thread();
        var thrower = new CompletableFuture<Thread>();
        threads.execute(thread -> {
            thrower.complete(Thread.currentThread());
            throw new IllegalStateException("on purpose");
        });
        Thread thread = thrower.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        awaitRest(thread);

        assertThat(new Held().thread()).isSameAs(thread).isNotSameAs(before);
    }

    @Test
    void closing_interrupts_turns_and_leaves_no_thread_behind() throws Exception {
        Held resting = new Held();
        Held busy = new Held();
        resting.end();

        threads.close();
        threads.awaitEnd(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

        for (Thread thread : List.of(resting.thread(), busy.thread())) {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)); // it has signed off, and is about to end
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
