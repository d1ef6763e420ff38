package dev.millrace.workflow;

import static dev.millrace.workflow.Sample.read;
import static dev.millrace.workflow.Sample.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.value.Coordinate;
import dev.millrace.value.ImageReference;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of section 1.2, its numbers, and parameters of both forms (K2). */
class StepFieldsTest {
    private static Step step(String json) {
        return workflow("{'steps': [" + json + "]}").steps().get(0);
    }

    private static @Nullable Object parameter(String json) {
        return step("{'id': 's', 'moduleId': 'm', 'parameters': {'p': " + json + "}}")
                .parameters()
                .get("p");
    }

    private static String rewritten(String parameter) {
        String json = WorkflowWriter.create()
                .stored(workflow("{'steps': [{'id': 's', 'moduleId': 'm', 'parameters': {'p': " + parameter + "}}]}"));
        return json.replaceAll(".*\"p\":(.*?)}}],\"isEnabled.*", "$1").replace('"', '\'');
    }

    @Test
    void step_without_an_id_gets_a_new_one() {
        assertThat(step("{'moduleId': 'm'}").id()).isEqualTo("new-1");
        assertThat(step("{'moduleId': 'm', 'id': ' '}").id()).isEqualTo("new-1");
    }

    @Test
    void missing_fields_of_a_step_get_their_defaults() {
        Step step = step("{'moduleId': 'm', 'id': 's', 'parameters': null}");

        assertThat(step.parameters()).isEmpty();
        assertThat(step.indentationLevel()).isZero();
        assertThat(step.disabled()).isFalse();
        assertThat(step.extras()).isEmpty();
    }

    @Test
    void disabled_and_unknown_fields_are_kept_and_written_back() {
        String json = "{\"id\":\"s\",\"moduleId\":\"m\",\"indentationLevel\":2,\"parameters\":{},\"isDisabled\":true,"
                + "\"constraints\":[{\"a\":1}],\"note\":\"x\"}";

        Step step = step(json);

        assertThat(step.disabled()).isTrue();
        assertThat(step.extras()).containsOnlyKeys("constraints", "note");
        assertThat(JsonWriter.compact(WorkflowWriter.create().fields(step))).isEqualTo(json);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void broken_step_is_an_error_and_does_not_lose_the_others(String broken, ProblemCode code, String path) {
        WorkflowFile file = read(
                "{'name': 'A', 'steps': [{'id': 'a', 'moduleId': 'm'}, " + broken + ", {'id': 'c', 'moduleId': 'm'}]}");

        assertThat(file.workflows().get(0).steps()).extracting(Step::id).containsExactly("a", "c");
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.place().stepIndex()).isEqualTo(1);
            assertThat(problem.place().path()).isEqualTo(path);
        });
    }

    static Stream<Arguments> broken_step_is_an_error_and_does_not_lose_the_others() {
        return Stream.of(
                Arguments.of("5", ProblemCode.WRONG_TYPE, ""),
                Arguments.of("null", ProblemCode.WRONG_TYPE, ""),
                Arguments.of("[]", ProblemCode.WRONG_TYPE, ""),
                Arguments.of("{'id': 'b'}", ProblemCode.MISSING_FIELD, "moduleId"),
                Arguments.of("{'id': 'b', 'moduleId': ' '}", ProblemCode.MISSING_FIELD, "moduleId"),
                Arguments.of("{'id': 'b', 'moduleId': 7}", ProblemCode.WRONG_TYPE, "moduleId"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrong_type_in_a_step_is_a_problem(String field, boolean error) {
        WorkflowFile file = read("{'name': 'A', 'steps': [{'moduleId': 'm', " + field + "}]}");

        assertThat(file.workflows().get(0).steps()).hasSize(1);
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_TYPE);
            assertThat(problem.isError()).isEqualTo(error);
        });
    }

    static Stream<Arguments> wrong_type_in_a_step_is_a_problem() {
        return Stream.of(
                Arguments.of("'id': 5", true),
                Arguments.of("'parameters': []", true),
                Arguments.of("'isDisabled': 'no'", true),
                Arguments.of("'indentationLevel': 'deep'", false));
    }

    @Test
    void two_steps_with_one_id_are_an_error_at_the_second() {
        WorkflowFile file =
                read("{'name': 'A', 'steps': [{'id': 'a', 'moduleId': 'm'}, {'id': 'a', 'moduleId': 'm'}]}");

        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DUPLICATE_STEP_ID);
            assertThat(problem.place()).isEqualTo(new Place("A", "a", 1, "id"));
        });
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource
    void numbers_have_the_smallest_type_that_is_exact(String written, Number expected, String rewritten) {
        assertThat(parameter(written)).isEqualTo(expected);
        assertThat(rewritten(written)).isEqualTo(rewritten);
    }

    static Stream<Arguments> numbers_have_the_smallest_type_that_is_exact() {
        return Stream.of(
                Arguments.of("3", 3L, "3"),
                Arguments.of("1000.0", 1000L, "1000"),
                Arguments.of("-2.0", -2L, "-2"),
                Arguments.of("-0.0", 0L, "0"),
                Arguments.of("1e3", 1000L, "1000"),
                Arguments.of("0e2000000000", 0L, "0"),
                Arguments.of("9223372036854775807", Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of("9223372036854775808", new BigDecimal("9223372036854775808"), "9223372036854775808"),
                Arguments.of("2.5", 2.5, "2.5"),
                Arguments.of("0.1", 0.1, "0.1"),
                Arguments.of("1.2345678901234567", new BigDecimal("1.2345678901234567"), "1.2345678901234567"),
                Arguments.of("1e-400", new BigDecimal("1e-400"), "1E-400"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void typed_parameter_is_unwrapped_and_written_back_typed(String written, Object expected) {
        assertThat(parameter(written)).isEqualTo(expected);
        assertThat(rewritten(written)).isEqualTo(written);
    }

    static Stream<Arguments> typed_parameter_is_unwrapped_and_written_back_typed() {
        return Stream.of(
                Arguments.of("{'type':'string','value':'a'}", "a"),
                Arguments.of("{'type':'vflow.type.string','value':'a'}", "a"),
                Arguments.of("{'value':'a','type':'string'}", "a"),
                Arguments.of("{'type':'number','value':1000}", 1000L),
                Arguments.of("{'type':'number','value':'12'}", 12L),
                Arguments.of("{'type':'number','value':'{{a.b}}'}", "{{a.b}}"),
                Arguments.of("{'type':'boolean','value':true}", true),
                Arguments.of("{'type':'boolean','value':'TRUE'}", true),
                Arguments.of("{'type':'string','value':5}", "5"),
                Arguments.of("{'type':'any','value':[1]}", List.of(1L)),
                Arguments.of("{'type':'list','value':['a',{'type':'number','value':'2'}]}", List.of("a", 2L)),
                Arguments.of("{'type':'list','value':'[[names]]'}", "[[names]]"),
                Arguments.of("{'type':'dictionary','value':{'k':{'type':'number','value':1}}}", Map.of("k", 1L)),
                Arguments.of(
                        "{'type':'dictionary','value':{'type':'string','value':'x'}}",
                        Map.of("type", "string", "value", "x")),
                Arguments.of("{'type':'date','value':'2026-01-31'}", LocalDate.of(2026, 1, 31)),
                Arguments.of("{'type':'time','value':'08:30'}", LocalTime.of(8, 30)),
                Arguments.of("{'type':'image','value':'content://a'}", new ImageReference("content://a")),
                Arguments.of("{'type':'coordinate','value':{'x':1,'y':2.5}}", new Coordinate(1, 2.5)));
    }

    @Test
    void typed_null_is_null() {
        assertThat(parameter("{'type':'string','value':null}")).isNull();
        assertThat(parameter("{'type':'null','value':5}")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'unknown','value':1}",
                "{'type':5,'value':1}",
                "{'type':'string'}",
                "{'type':'string','value':1,'x':1}",
                "{'value':1}",
                "[{'type':'string','value':'a'}]"
            })
    void what_only_looks_typed_stays_as_it_is(String written) {
        assertThat(rewritten(written)).isEqualTo(written);
        assertThat(parameter(written)).isNotEqualTo("a").isNotEqualTo(1L);
    }

    @Test
    void typed_value_that_does_not_suit_its_type_is_a_warning_and_kept() {
        WorkflowFile file = read(
                "{'name':'A','steps':[{'id':'s','moduleId':'m','parameters':{'n':{'type':'number','value':'abc'}}}]}");

        assertThat(file.workflows().get(0).steps().get(0).parameters()).containsEntry("n", "abc");
        assertThat(file.problems())
                .singleElement()
                .hasToString(
                        "warning WRONG_TYPE: Workflow \"A\", step 1 (s), parameters.n: the type says number, but the value is "
                                + "\"abc\"; it is kept as written. Fix: write a value of this type, or correct the type");
    }

    @Test
    void plain_and_typed_parameters_may_be_mixed_in_one_step() {
        Step step = step("{'id':'s','moduleId':'m','parameters':{'a':1.0,'b':{'type':'number','value':2}}}");

        assertThat(JsonWriter.compact(WorkflowWriter.create().fields(step)))
                .contains("\"parameters\":{\"a\":1,\"b\":{\"type\":\"number\",\"value\":2}}");
        assertThat(JsonWriter.compact(WorkflowWriter.create().plain().fields(step)))
                .contains("\"parameters\":{\"a\":1,\"b\":2}");
        assertThat(JsonWriter.compact(WorkflowWriter.create().typed().fields(step)))
                .contains("{\"a\":{\"type\":\"number\",\"value\":1},\"b\":{\"type\":\"number\",\"value\":2}}");
    }

    @Test
    void dictionary_that_looks_typed_is_written_wrapped() {
        var dictionary = Map.of("type", "string", "value", "x");
        Step step = Step.of("s", "m", Map.of("p", dictionary));

        String json = JsonWriter.compact(WorkflowWriter.create().fields(step));

        assertThat(step(json).parameters()).containsEntry("p", dictionary);
    }

    @Test
    void changed_typed_parameter_stays_typed() {
        Step step = step("{'id':'s','moduleId':'m','parameters':{'p':{'type':'string','value':'a'}}}");

        Step changed = step.withParameter("p", 5).withParameter("q", 6);

        assertThat(JsonWriter.compact(WorkflowWriter.create().fields(changed)))
                .contains("\"parameters\":{\"p\":{\"type\":\"number\",\"value\":5},\"q\":6}");
    }

    @Test
    void step_of_an_application_holds_immutable_plain_values() {
        Step step = Step.of("s", "m", Map.of("p", List.of(1, 2.0f, new BigDecimal("3.50"))));

        assertThat(step.parameters()).containsEntry("p", List.of(1L, 2L, 3.5));
        assertThatThrownBy(() -> step.parameters().put("q", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void content_hash_is_made_once() {
        Step step = Step.of("s", "m", Map.of("p", 1));

        assertThat(step.contentHash()).isSameAs(step.contentHash()).hasSize(64);
    }

    @Test
    void step_of_an_application_may_hold_null() {
        assertThat(Step.of("s", "m", Collections.singletonMap("p", null)).parameters())
                .containsEntry("p", null);
    }

    @Test
    void step_of_an_application_without_a_module_is_refused() {
        assertThatThrownBy(() -> Step.of("s", " ", Map.of())).hasMessageContaining("moduleId");
        assertThatThrownBy(() -> Step.of("", "m", Map.of())).hasMessageContaining("id");
        assertThatThrownBy(() -> Step.of("s", "m", Map.of("p", Double.NaN))).hasMessageContaining("NaN");
    }
}
