package dev.millrace.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** JSON of responses: an execution can come to values that no request may hold. */
class JsonTest {
    @Test
    void number_is_written_with_all_its_digits() {
        assertThat(written(List.of(new BigDecimal("1e3"), new BigDecimal("1e-3"))))
                .isEqualTo("[1000,0.001]");
    }

    @Test
    void number_with_thousands_of_zeros_keeps_its_exponent() {
        assertThat(written(List.of(new BigDecimal("1e20000"), new BigDecimal("1e-20000"))))
                .isEqualTo("[1E+20000,1E-20000]");
    }

    @Test
    void half_a_character_is_escaped() {
        assertThat(written("a\ud83d")).isEqualTo("\"a\\uD83D\"");
    }

    @Test
    void control_letters_are_escaped() {
        assertThat(written("a\r\n\0\u001b")).isEqualTo("\"a\\r\\n\\u0000\\u001B\"");
    }

    private static String written(@Nullable Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
