package dev.millrace.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.route.RateClass;
import dev.millrace.store.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counters of callers and classes. */
class RateLimiterTest {
    private final ManualClock clock = ManualClock.at("2024-01-01T00:00:00Z");
    private final RateLimiter limiter = new RateLimiter(RateLimits.documented(), clock);

    @ParameterizedTest(name = "{0}: {1} a minute")
    @CsvSource({"AUTHENTICATION, 5", "EXECUTION, 10", "QUERY, 100", "CHANGE, 60"})
    void limits_are_those_of_the_document(RateClass rateClass, int limit) {
        for (int i = 1; i <= limit; i++) {
            assertThat(limiter.count("caller", rateClass))
                    .containsEntry("X-RateLimit-Limit", Integer.toString(limit))
                    .containsEntry("X-RateLimit-Remaining", Integer.toString(limit - i));
            clock.advance(Duration.ofMillis(10));
        }

        assertThatThrownBy(() -> limiter.count("caller", rateClass)).isInstanceOf(Failure.class);
    }

    @Test
    void each_caller_and_each_class_has_a_counter_of_its_own() {
        for (int i = 0; i < 10; i++) {
            limiter.count("first", RateClass.EXECUTION);
        }

        assertThatThrownBy(() -> limiter.count("first", RateClass.EXECUTION)).isInstanceOf(Failure.class);
        assertThatCode(() -> limiter.count("first", RateClass.QUERY)).doesNotThrowAnyException();
        assertThatCode(() -> limiter.count("second", RateClass.EXECUTION)).doesNotThrowAnyException();
    }

    @Test
    void refused_requests_do_not_prolong_the_window() {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 20; i++) {
                try {
                    limiter.count("caller", RateClass.EXECUTION);
                } catch (Failure refused) {
                    assertThat(refused.details()).containsEntry("resetAt", 1_704_067_260_000L);
                }
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(limiter.count("caller", RateClass.EXECUTION)).containsEntry("X-RateLimit-Remaining", "9");
    }

    @Test
    void caller_that_was_away_for_long_begins_a_whole_window() {
        limiter.count("caller", RateClass.QUERY);
        clock.advance(Duration.ofHours(5).plusSeconds(30));

        assertThat(limiter.count("caller", RateClass.QUERY))
                .containsEntry("X-RateLimit-Remaining", "99")
                .hasEntrySatisfying(
                        "X-RateLimit-Reset",
                        reset -> assertThat(Long.parseLong(reset)).isGreaterThan(clock.epochMillis()));
    }
}
