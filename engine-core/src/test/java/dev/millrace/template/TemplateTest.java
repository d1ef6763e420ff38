package dev.millrace.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.value.PlainValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private final TestScope scope = TestScope.example();

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("examples")
    void examples_of_the_specification(String written, @Nullable Object expected) {
        assertThat(evaluate(written)).isEqualTo(expected);
        assertThat(scope.unresolved).isEmpty();
    }

    static Stream<Arguments> examples() {
        return Stream.of(
                arguments("{{s1.n}}", 5L),
                arguments("n={{s1.n}}", "n=5"),
                arguments("{{s1.l}}", List.of("a", "b")),
                arguments("[{{s1.l}}]", "[a, b]"),
                arguments("{{s1.l.-1}}", "b"),
                arguments("{{s1.d.k.z}}", 1L),
                arguments("{{s1.d.nope.z}}", null),
                arguments("<{{s1.d.nope.z}}>", "<>"),
                arguments("Hi [[who.uppercase]]!", "Hi ANN!"),
                arguments("\\{\\{s1.n\\}\\} = {{s1.n}}", "{{s1.n}} = 5"),
                arguments("^(?:[^,]*,){[[who]]}", "^(?:[^,]*,){Ann}"),
                arguments(" \n{{s1.n}} ", 5L),
                arguments("\u3000[[ who ]]", "Ann"),
                arguments("{{ s1 . n }}", 5L),
                arguments("{{s1.n}} and {{s1.n}}", "5 and 5"),
                arguments("{{s1.n}}{{s1.n}}", "55"),
                arguments("[[who]] and [[who]]", "Ann and Ann"),
                arguments("{{s1.nothing}}", null),
                arguments("[[nothing]]", null),
                arguments("[[nothing.length]]", null),
                arguments("-{{s1.nothing}}-", "--"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "{{",
                "}}",
                "{{s1.n",
                "[[who",
                "{{s1.n]]",
                "{{}}",
                "[[ ]]",
                "{{s1}}",
                "{{trigger}}",
                "{{s1..n}}",
                "{{.n}}",
                "{single} [brackets]",
                "c:\\dir",
                "\\",
                "{{{{{{{{"
            })
    void what_is_no_reference_is_text(String written) {
        Template template = Template.parse(written);

        assertThat(template.isConstant()).isTrue();
        assertThat(template.constant()).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("oddPairs")
    void pairs_beside_and_inside_of_pairs(String written, String expected) {
        assertThat(evaluate(written)).isEqualTo(expected);
    }

    static Stream<Arguments> oddPairs() {
        return Stream.of(
                arguments("{{{s1.n}}}", "{5}"),
                arguments("{\"a\":{{s1.n}}}", "{\"a\":5}"),
                arguments("[[[who]]]", "[Ann]"),
                arguments("{{a.[[who]]}}", "{{a.Ann}}"),
                arguments("{{ {{s1.n}}", "{{ 5"),
                arguments("[[ {{s1.n}}]]", "[[ 5]]"),
                arguments("\\\\{{s1.n}}", "\\5"),
                arguments("\\x{{s1.n}}", "\\x5"),
                arguments("{\\{{s1.n}}", "{{{s1.n}}"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{{s1.absent}}", "{{nosuch.n}}", "{{later.n}}", "[[absent]]", "[[absent.length]]"})
    void unresolved_reference_gives_null_and_is_told(String written) {
        scope.step("later");

        assertThat(evaluate(written)).isNull();
        assertThat(evaluate("<" + written + ">")).isEqualTo("<>");
        assertThat(scope.unresolved).containsExactly(written, written);
    }

    @Test
    void output_is_found_under_its_alias() {
        scope.alias("number", "n");

        assertThat(evaluate("{{s1.number}}")).isEqualTo(5L);
    }

    @Test
    void system_values_need_no_step() {
        scope.system(SystemValue.TRIGGER, Map.of("title", "Hi"))
                .system(SystemValue.CURRENT_TIME, 17L)
                .system(SystemValue.DEVICE_INFO, Map.of("brand", "Acme"));

        assertThat(evaluate("{{trigger.data}}")).isEqualTo(Map.of("title", "Hi"));
        assertThat(evaluate("{{trigger.data.title}}")).isEqualTo("Hi");
        assertThat(evaluate("{{trigger.title}}")).isEqualTo("Hi");
        assertThat(evaluate("{{current_time}}")).isEqualTo(17L);
        assertThat(evaluate("{{device_info}}")).isEqualTo(Map.of("brand", "Acme"));
        assertThat(evaluate("{{device_info.brand}}")).isEqualTo("Acme");
        assertThat(evaluate("{{trigger.data.nope}}")).isNull();
        assertThat(scope.unresolved).isEmpty();
    }

    @Test
    void step_named_trigger_wins_over_the_trigger_data() {
        scope.output("trigger", "data", "of the step").system(SystemValue.TRIGGER, "of the trigger");

        assertThat(evaluate("{{trigger.data}}")).isEqualTo("of the step");
    }

    @Test
    void lists_and_dictionaries_are_filled_at_all_depths() {
        Object written = Map.of("list", Arrays.asList("{{s1.n}}", 1, null, Map.of("k", "<[[who]]>")), "{{s1.n}}", true);

        Object value = evaluate(written);

        assertThat(value)
                .isEqualTo(Map.of("list", Arrays.asList(5L, 1L, null, Map.of("k", "<Ann>")), "{{s1.n}}", true));
        assertThat(PlainValue.of(value)).as("plain already").isSameAs(value);
    }

    @Test
    void list_without_references_is_computed_once() {
        Template template = Template.parse(List.of("\\{", List.of(1)));

        assertThat(template.isConstant()).isTrue();
        assertThat(template.constant()).isEqualTo(List.of("{", List.of(1L)));
        assertThat(template.bind(scope).evaluate(scope)).isSameAs(template.constant());
    }

    @Test
    void references_are_given_in_their_order() {
        Template template = Template.parse(List.of("{{a.b.c}} [[d]]", "{{ current_time }}"));

        assertThat(template.references())
                .extracting(Object::toString)
                .containsExactly("{{a.b.c}}", "[[d]]", "{{current_time}}");
        assertThat(template.pureReference()).isNull();
        assertThat(Template.parse(" [[d]] ").pureReference()).hasToString("[[d]]");
        assertThatThrownBy(template::constant).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void list_that_wraps_itself_each_round_ends_with_a_clear_error() {
        Evaluator wrap = Template.parse(List.of("[[l]]")).bind(scope);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        scope.variable("l", wrap.evaluate(scope));
                    }
                })
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("100 levels deep");
    }

    @Test
    void text_that_doubles_each_round_ends_with_a_clear_error() {
        Evaluator twice = Template.parse("[[t]][[t]]").bind(scope);
        scope.variable("t", "text");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        scope.variable("t", twice.evaluate(scope));
                    }
                })
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("20000000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{", "[[", "{{a.", "{{a.b", "\\", "{{a}}", "[[{{", "{[", "a.", "{{a.b}} "})
    void million_repeated_pairs_are_read_in_no_time(String piece) {
        String written = piece.repeat(200_000);

        Template template = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Template.parse(written));

        assertThat(template).isNotNull();
    }

    @Property
    void inserted_text_is_never_looked_into_again(@ForAll("texts") String text) {
        scope.variable("v", text).variable("secret", "revealed");

        assertThat(evaluate("<[[v]]>")).isEqualTo("<" + text + ">");
        assertThat(evaluate("[[v]]")).isEqualTo(text);
        assertThat(evaluate(List.of("[[v]][[v]]"))).isEqualTo(List.of(text + text));
    }

    @Property
    void every_text_can_be_read_and_evaluated(@ForAll("texts") String text) {
        Object value = evaluate(text);

        assertThat(Template.parse(text).isConstant())
                .isEqualTo(Template.parse(text).references().isEmpty());
        assertThat(PlainValue.of(value)).isEqualTo(value);
    }

    @Property
    void escaped_text_stands_for_itself(@ForAll("texts") String text) {
        String escaped = text.replaceAll("[\\\\{}\\[\\]]", "\\\\$0");

        assertThat(Template.parse(escaped).constant()).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{{",
                "}}",
                "[[",
                "]]",
                "{",
                "}",
                "[",
                "]",
                "\\",
                ".",
                " ",
                "s1",
                "n",
                "who",
                "v",
                "secret",
                "[[secret]]",
                "\uD800");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(12).map(list -> String.join("", list)), Arbitraries.strings());
    }

    private @Nullable Object evaluate(Object written) {
        return Template.parse(written).bind(scope).evaluate(scope);
    }
}
