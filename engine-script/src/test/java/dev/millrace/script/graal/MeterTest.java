package dev.millrace.script.graal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final int MEBIBYTE = 1 << 20;

    private final ThreadMeter here = new ThreadMeter(Thread.currentThread());
    private final Meter script = new Meter();
    private final Meter other = new Meter();

    private static byte[] allocated(int mebibytes) {
        return new byte[mebibytes * MEBIBYTE];
    }

    private static int mebibytes(Meter meter) {
        return (int) (meter.taken().allocatedBytes() / MEBIBYTE);
    }

    @Test
    void what_a_thread_takes_counts_for_the_script_of_its_turn() {
        script.turnOn(here);
        allocated(8);
        other.turnOn(here);
        allocated(2);

        assertThat(mebibytes(script)).isEqualTo(8);
        assertThat(mebibytes(other)).isEqualTo(2);
    }

    @Test
    void turns_after_one_another_on_one_thread_add_up() {
        script.turnOn(here);
        allocated(2);
        script.turnOn(here);
        allocated(3);
        other.turnOn(here);
        script.turnOn(here);
        allocated(4);

        assertThat(mebibytes(script)).isEqualTo(9);
        assertThat(script.taken().cpuNanos()).isPositive();
    }

    @Test
    void turns_on_different_threads_add_up() throws InterruptedException, ExecutionException {
        script.turnOn(here);
        allocated(4);
        FutureTask<Integer> turn = new FutureTask<>(() -> {
            ThreadMeter there = new ThreadMeter(Thread.currentThread());
            script.turnOn(there);
            int length = allocated(2).length;
            there.countForNobody();
            return length;
        });
        Thread thread = new Thread(turn);
        thread.start();
        int length = turn.get();
        thread.join();

        assertThat(length).isEqualTo(2 * MEBIBYTE);
        assertThat(mebibytes(script)).isEqualTo(6);
    }

    @Test
    void a_thread_counts_nothing_before_its_first_turn() {
        allocated(8);
        script.turnOn(here);

        assertThat(mebibytes(script)).isZero();
    }
}
