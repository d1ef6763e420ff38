package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.observe.ExecutionStatus;
import dev.millrace.value.Coordinate;
import dev.millrace.value.ImageReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Named variables (spec vflow-model 6.3, decision K10) and how steps see their parameters (4.3, 4.4). */
class VariablesTest {
    private final TestEngine engine = TestEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("created")
    void created_value_is_converted_by_its_type(String type, String written, Object expected) {
        ExecutionResult result =
                engine.run("V: create_variable {type: '%s', value: %s}".formatted(type, written), Map.of("n", 5));

        assertThat(result.outputs("V")).containsEntry("variable", expected);
    }

    static Stream<Arguments> created() {
        return Stream.of(
                arguments("string", "'a'", "a"),
                arguments("string", "'a [[n]]'", "a 5"),
                arguments("string", "5", "5"),
                arguments("string", "'[[n]]'", "5"),
                arguments("number", "'-1'", -1L),
                arguments("number", "'[[n]]'", 5L),
                arguments("number", "'abc'", 0L),
                arguments("number", "true", 1L),
                arguments("boolean", "'no'", true),
                arguments("boolean", "'0'", false),
                arguments("boolean", "0", false),
                arguments("dictionary", "{a: '[[n]]'}", Map.of("a", 5L)),
                arguments("dictionary", "'{}'", Map.of()),
                arguments("list", "['[[n]]', ['x [[n]]']]", List.of(5L, List.of("x 5"))),
                arguments("list", "'1,2'", List.of()),
                arguments("image", "'file:/a.png'", new ImageReference("file:/a.png")),
                arguments("coordinate", "'10, 20.9'", new Coordinate(10, 20)),
                arguments("coordinate", "[1, '[[n]]']", new Coordinate(1, 5)),
                arguments("coordinate", "{x: 3, y: 'bad'}", new Coordinate(3, 0)),
                arguments("coordinate", "'1,2,3'", new Coordinate(0, 0)));
    }

    @Test
    void create_fails_if_another_step_or_an_input_made_the_name() {
        ExecutionResult byStep = engine.run("""
                create_variable {value: 'a', variableName: 'v'}
                create_variable {value: 'b', variableName: 'v'}
                """);
        ExecutionResult byInput = engine.run("create_variable {value: 'b', variableName: 'v'}", Map.of("v", "given"));

        assertThat(byStep.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(byStep.error().orElseThrow().message()).contains("\"v\"").contains("already exists");
        assertThat(byInput.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void create_may_replace_its_own_variable_in_a_loop_and_one_that_is_null() {
        ExecutionResult result = engine.run("""
                L: loop {count: 3}
                     create_variable {type: 'number', value: '{{L.loop_index}}', variableName: 'v'}
                   end_loop
                   create_variable {value: 'a', variableName: 'empty'}
                """, Collections.singletonMap("empty", null));

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(result.variables()).containsEntry("v", 3L).containsEntry("empty", "a");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"[[d]], {a=1}", "[[d.a]], 1", "{{G.value}}, 7", "{{G.value.length}}, 1", "n, 5", " n , 5"})
    void get_reads_a_name_a_variable_or_an_output(String source, String expected) {
        engine.run("""
                G: give {value: 7}
                V: get_variable {source: '%s'}
                   note '{{V.value}}'
                """.formatted(source), Map.of("n", 5, "d", Map.of("a", 1)));

        assertThat(engine.trace().get(0).replace("\"", "").replace(":", "=")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"[[none]]", "none", "[[d.none]]"})
    void get_of_nothing_fails(String source) {
        ExecutionResult result =
                engine.run("get_variable {source: '%s'}".formatted(source), Map.of("d", Map.of("a", 1)));

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void set_replaces_a_value_by_one_of_any_type_or_by_an_expression() {
        ExecutionResult result = engine.run("""
                set_variable {variable: '[[v]]', newValue: ['[[v]]', 'x[[v]]']}
                set_variable {variable: '[[n]]', expression: '[[n]] * 2 + 1'}
                """, Map.of("v", 1, "n", 20));

        assertThat(result.variables()).isEqualTo(Map.of("v", List.of(1L, "x1"), "n", 41L));
    }

    @Test
    void set_of_a_name_that_does_not_exist_or_is_null_fails() {
        ExecutionResult missing = engine.run("set_variable {variable: '[[v]]', newValue: 1}");
        ExecutionResult empty =
                engine.run("set_variable {variable: '[[v]]', newValue: 1}", Collections.singletonMap("v", null));

        assertThat(missing.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(empty.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parameters")
    void step_sees_its_parameter(String written, @Nullable Object expected) {
        ExecutionResult result = engine.run(
                """
                n: give {value: 5}
                l: give {value: ['a', 'b']}
                d: give {value: {k: {z: 1}}}
                G: give {value: '%s'}
                """.formatted(written.replace("\\", "\\\\")), Map.of("who", "Ann", "evil", "{{n.value}} [[who]]"));

        assertThat(result.isCompleted()).as(result.toString()).isTrue();
        assertThat(result.outputs("G")).containsEntry("value", expected);
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                arguments("{{n.value}}", 5L),
                arguments(" {{n.value}} ", 5L),
                arguments("n={{n.value}}", "n=5"),
                arguments("{{l.value}}", List.of("a", "b")),
                arguments("[{{l.value}}]", "[a, b]"),
                arguments("{{l.value.-1}}", "b"),
                arguments("{{d.value.k.z}}", 1L),
                arguments("{{d.value.nope.z}}", null),
                arguments("x{{d.value.nope.z}}y", "xy"),
                arguments("Hi [[who.uppercase]]!", "Hi ANN!"),
                arguments("\\{\\{n.value\\}\\} = {{n.value}}", "{{n.value}} = 5"),
                arguments("^(?:[^,]*,){[[who]]}", "^(?:[^,]*,){Ann}"),
                arguments("{{n.value}} and {{n.value}}", "5 and 5"),
                arguments("[[who]] and [[who]]", "Ann and Ann"),
                arguments("[[none]]", null),
                arguments("{{}} [[ ]] {{open", "{{}} [[ ]] {{open"),
                arguments("[[evil]]", "{{n.value}} [[who]]"),
                arguments("<[[evil]]>", "<{{n.value}} [[who]]>"),
                arguments("{{current_time}}", 1_767_225_600_000L),
                arguments("{{trigger.data}}", null));
    }

    @Test
    void inserted_text_is_never_evaluated_on_its_way_through_the_steps() {
        ExecutionResult result = engine.run("""
                A: give {value: '[[evil]]'}
                V: create_variable {value: '{{A.value}}', variableName: 'v'}
                   set_variable {variable: '[[v]]', newValue: '[[v]]'}
                   note '[[v]]'
                   if_condition {condition: '[[v]] == "secret"'}
                     note 'evaluated'
                   endif
                   output {value: {text: '<[[v]]>'}}
                """, Map.of("secret", "secret", "evil", "[[secret]]"));

        assertThat(engine.trace()).containsExactly("[[secret]]");
        assertThat(result.output()).isEqualTo(Map.of("text", "<[[secret]]>"));
    }

    @Test
    void input_without_a_parameter_does_not_fall_back_to_a_variable_of_its_name() {
        ExecutionResult result = engine.run("G: give", Map.of("value", "accident"));

        assertThat(result.outputs("G")).containsEntry("value", null);
    }

    @Test
    void trigger_data_can_be_referred_to() {
        ExecutionHandle handle = engine.millrace.start(
                Listing.workflow("note '{{trigger.data.name}} {{trigger.data.items.0}}'"),
                StartRequest.plain().withTriggerData(Map.of("name", "Ann", "items", List.of(7))));

        engine.finish(handle);

        assertThat(engine.trace()).containsExactly("Ann 7");
    }

    @Test
    void outputs_of_a_trigger_are_its_data() {
        ExecutionHandle handle = engine.millrace.start(
                Listing.builder("note '{{t.title}}'")
                        .trigger("t", "trigger_notification", Map.of())
                        .build(),
                StartRequest.plain().withTrigger("t", Map.of("title", "Hello")));

        engine.finish(handle);

        assertThat(engine.trace()).containsExactly("Hello");
    }
}
