package dev.millrace.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.store.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How guessing is slowed down (threat T19). */
class FailedAttemptsTest {
    private static final RemoteAddress GUESSER = RemoteAddress.of("203.0.113.7");

    private final ManualClock clock = ManualClock.at("2024-01-01T00:00:00Z");
    private final FailedAttempts attempts = new FailedAttempts(clock);

    @Test
    void delay_doubles_up_to_a_quarter_of_an_hour() {
        fail(GUESSER, 4);

        List<String> delays = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            attempts.count(GUESSER);
            String seconds = refusal(GUESSER).headers().getOrDefault("Retry-After", "");
            delays.add(seconds);
            clock.advance(Duration.ofSeconds(Long.parseLong(seconds)));
        }

        assertThat(delays).containsExactly("1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "900", "900");
    }

    @Test
    void refused_attempt_makes_the_delay_no_longer() {
        fail(GUESSER, 5);

        for (int i = 0; i < 100; i++) {
            assertThat(refusal(GUESSER).error()).isEqualTo(Refusal.TOO_MANY_REQUESTS);
        }
        clock.advance(Duration.ofSeconds(1));

        assertThatCode(() -> attempts.count(GUESSER)).doesNotThrowAnyException();
    }

    @Test
    void a_minute_of_guessing_is_ten_guesses() {
        int guesses = 0;
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 100; i++) {
                try {
                    attempts.count(GUESSER);
                    guesses++;
                } catch (Failure refused) {
                    assertThat(refused.error()).isEqualTo(Refusal.TOO_MANY_REQUESTS);
                }
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(guesses).isEqualTo(10);
    }

    @Test
    void hour_without_a_failure_is_forgiven() {
        fail(GUESSER, 5);
        clock.advance(Duration.ofHours(1).plusSeconds(1));

        assertThatCode(() -> fail(GUESSER, 5)).doesNotThrowAnyException();
    }

    @Test
    void many_guessers_lock_nobody_out_and_are_forgotten_at_last() {
        for (int i = 0; i < 100_000; i++) {
            fail(RemoteAddress.of("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), 5);
        }

        assertThatCode(() -> attempts.count(RemoteAddress.of("192.0.2.1"))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} and {1}: one guesser is {2}")
    @CsvSource({
        "203.0.113.7, 203.0.113.8, false",
        "2001:db8::1, 2001:db8::ffff:1:2:3, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "::ffff:203.0.113.7, 203.0.113.7, true"
    })
    void addresses_that_one_guesser_can_have_at_once_count_together(String first, String second, boolean isOne) {
        fail(RemoteAddress.of(first), 5);

        if (isOne) {
            assertThatThrownBy(() -> attempts.count(RemoteAddress.of(second))).isInstanceOf(Failure.class);
        } else {
            assertThatCode(() -> attempts.count(RemoteAddress.of(second))).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "127.0.0.1, true",
        "127.8.9.10, true",
        "::1, true",
        "[::1], true",
        "::ffff:127.0.0.1, true",
        "10.0.0.1, false",
        "169.254.0.1, false",
        "fe80::1%1, false",
        "localhost, false",
        "127.0.0.1.evil.example, false",
        "unknown, false"
    })
    void address_of_this_machine_is_told_by_its_numbers(String address, boolean isThisMachine) {
        assertThat(RemoteAddress.of(address).isThisMachine()).isEqualTo(isThisMachine);
    }

    private void fail(RemoteAddress address, int times) {
        for (int i = 0; i < times; i++) {
            attempts.count(address);
        }
    }

    private Failure refusal(RemoteAddress address) {
        return catchThrowableOfType(Failure.class, () -> attempts.count(address));
    }
}
