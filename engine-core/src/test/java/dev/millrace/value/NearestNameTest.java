package dev.millrace.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES = List.of("first", "last", "a", "create_variable", "Loop-1");

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "frist, first",
        "fisrt, first",
        "FIRST, first",
        "lst, last",
        "lasst, last",
        "b, a",
        "loop1, Loop-1",
        "creat_variabel, create_variable"
    })
    void near_name_is_found(String typed, String meant) {
        assertThat(NearestName.of(typed, NAMES)).isEqualTo(meant);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"fritz", "third", "create", "bc"})
    void far_name_means_nothing(String typed) {
        assertThat(NearestName.of(typed, NAMES)).isNull();
    }

    @Test
    void first_of_equally_near_names_wins() {
        assertThat(NearestName.of("cat", List.of("hat", "bat"))).isEqualTo("hat");
    }

    @Test
    void long_text_means_nothing() {
        String text = "a".repeat(81);

        assertThat(NearestName.of(text, List.of(text))).isNull();
        assertThat(NearestName.several(text, List.of(text), 3)).isEmpty();
    }

    @Test
    void several_names_come_nearest_first_and_with_those_that_contain_the_text() {
        List<String> names = List.of("daily first report", "fist", "first", "other");

        assertThat(NearestName.several("first", names, 3)).containsExactly("first", "fist", "daily first report");
        assertThat(NearestName.several("first", names, 1)).containsExactly("first");
    }
}
