package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MeasuringTest {
    @Test
    void median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
        assertThat(Slice.median(List.of(costs(9), costs(1), costs(4)), Slice::cpuNanos))
                .isEqualTo(4);
        assertThat(Slice.median(List.of(costs(9), costs(1), costs(4), costs(6)), Slice::cpuNanos))
                .isEqualTo(5);
    }

    @Test
    void table_shows_the_ratio_to_each_yardstick() {
        Map<String, List<Slice>> slices = new LinkedHashMap<>();
        slices.put("plain:bare", List.of(costs(50)));
        slices.put("plain:rec", List.of(costs(1_000)));
        slices.put("camel", List.of(costs(3_000), costs(2_000), costs(2_500)));

        String table = Table.of(Shape.SEQ10, slices);

        assertThat(table.lines())
                .containsExactly(
                        "| seq10 | µs CPU | min | × bare | × rec | bytes | µs elapsed |",
                        "| --- | --- | --- | --- | --- | --- | --- |",
                        "| plain:bare | 0.050 | 0.050 | 1.00 | 0.050 | 16 | 0.050 |",
                        "| plain:rec | 1.00 | 1.00 | 20.0 | 1.00 | 16 | 1.00 |",
                        "| camel | 2.50 | 2.00 | 50.0 | 2.50 | 16 | 2.50 |");
    }

    @Test
    void nested_run_counts_who_ended_and_names_a_failure() throws InterruptedException {
        Contender good = new Contender("good", () -> "done");
        Contender bad = new Contender("bad", () -> {
            throw new IllegalStateException("no more\nthreads");
        });
        Nested nested = new Nested(4, 3, 30);

        assertThat(nested.run(good))
                .extracting(Nested.Outcome::round, Nested.Outcome::ended)
                .containsExactly(3, 4);
        assertThat(nested.run(bad))
                .extracting(Nested.Outcome::round, Nested.Outcome::failed, Nested.Outcome::reason)
                .containsExactly(1, 4, "IllegalStateException: no more threads");
    }

    @Test
    void nested_run_counts_who_has_not_ended_within_the_limit() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Contender stuck = new Contender("stuck", () -> {
            never.await();
            return "done";
        });

        Nested.Outcome outcome = new Nested(2, 3, 1).run(stuck);

        assertThat(outcome)
                .extracting(Nested.Outcome::ended, Nested.Outcome::late)
                .containsExactly(0, 2);
    }

    private static Slice costs(double nanos) {
        return new Slice(nanos, nanos, nanos, 16);
    }
}
