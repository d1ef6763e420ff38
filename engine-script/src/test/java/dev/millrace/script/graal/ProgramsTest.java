package dev.millrace.script.graal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.script.Script;
import java.time.ZoneOffset;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;

/** A text is read once, by us and by the language. */
class ProgramsTest {
    private static final String TEXT = "1 + 1";

    private final Programs programs = new Programs(1_000);

    private Program of(String name, String text) {
        return programs.of(new Script(name, text));
    }

    @Test
    void the_same_script_is_read_once() {
        assertThat(of("a.js", TEXT)).isSameAs(of("a.js", TEXT));
    }

    @Test
    void a_text_under_another_name_is_read_anew_so_that_errors_show_its_name() {
        assertThat(of("b.js", TEXT)).isNotSameAs(of("a.js", TEXT));
    }

    @Test
    void what_was_not_used_lately_is_given_up_when_the_texts_together_become_too_long() {
        Program first = of("first.js", TEXT);

        for (int n = 0; n < 100; n++) {
            of("other.js", "'" + "x".repeat(500) + n + "'");
        }

        assertThat(of("first.js", TEXT)).isNotSameAs(first);
    }

    @Test
    void contexts_share_what_the_language_has_read() {
        Source source = of("a.js", TEXT).source();
        try (Sandbox sandbox = new Sandbox(ZoneOffset.UTC)) {
            for (int n = 0; n < 3; n++) {
                try (Context context = sandbox.context(1_000, limit -> {})) {
                    context.eval(source);
                    assertThat(List.copyOf(context.getEngine().getCachedSources()))
                            .containsExactly(source);
                }
            }
        }
    }
}
