package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Set<String> ALLOWED = Set.of("--shapes", "--rounds");

    @Test
    void list_keeps_the_order_written_and_drops_repetitions() {
        Options options = Options.parse(List.of("--shapes", "fork8,seq10,fork8"), ALLOWED);

        assertThat(options.list("--shapes", Shape::of, Shape.TIMED)).containsExactly(Shape.FORK8, Shape.SEQ10);
    }

    @Test
    void option_left_out_has_its_default() {
        Options options = Options.parse(List.of(), ALLOWED);

        assertThat(options.number("--rounds", 11)).isEqualTo(11);
        assertThat(options.list("--shapes", Shape::of, Shape.TIMED)).isEqualTo(Shape.TIMED);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"0", "-1", "1.5", "1000001", "many", ""})
    void number_outside_its_range_is_refused_with_the_option_and_the_value(String text) {
        Options options = Options.parse(List.of("--rounds", text), ALLOWED);

        assertThatThrownBy(() -> options.number("--rounds", 11))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--rounds")
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void unknown_option_is_refused_with_those_that_exist() {
        assertThatThrownBy(() -> Options.parse(List.of("--round", "3"), ALLOWED))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--round\"")
                .hasMessageContaining("--rounds --shapes");
    }

    @Test
    void option_without_a_value_or_written_twice_is_refused() {
        assertThatThrownBy(() -> Options.parse(List.of("--rounds"), ALLOWED)).hasMessageContaining("no value");
        assertThatThrownBy(() -> Options.parse(List.of("--rounds", "1", "--rounds", "2"), ALLOWED))
                .hasMessageContaining("twice");
    }

    @Test
    void unknown_shape_is_refused_with_those_that_exist() {
        assertThatThrownBy(() -> Shape.of("seq11"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("seq11")
                .hasMessageContaining("seq10, loop1000, fork8, fork8blocking, nested");
    }
}
