package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observe.ExecutionError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** The law of the interpreter: a compiled execution does what the specification, read step by step, says. */
class SameAsNaiveTest {
    /** The texts of errors are not the specification's. */
    private static final Set<String> TEXTS = Set.of("error", "title", "errors");

    /** Longer than any execution, so that branches run one after another and their notes have one order. */
    private static final int SLICE = 1_000_000;

    private static final TestEngine UNRECORDED = TestEngine.with(builder -> builder.sliceSteps(SLICE));
    private static final TestEngine RECORDED =
            TestEngine.with(builder -> builder.sliceSteps(SLICE).history());

    static {
        UNRECORDED.millrace.deploy(RandomWorkflow.CALLED);
        RECORDED.millrace.deploy(RandomWorkflow.CALLED);
    }

    @AfterContainer
    static void close() {
        UNRECORDED.close();
        RECORDED.close();
    }

    @Provide
    Arbitrary<RandomWorkflow> workflows() {
        return RandomWorkflow.any();
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void execution_is_what_the_naive_interpreter_does(@ForAll("workflows") RandomWorkflow random) {
        NaiveInterpreter expected = new NaiveInterpreter(random.steps(), random.inputs());
        Assume.that(expected.ends());

        compare(random, expected, UNRECORDED);
        compare(random, expected, RECORDED);
    }

    @Property(tries = 200_000, edgeCases = EdgeCasesMode.NONE)
    @Tag("by-hand")
    void execution_is_what_the_naive_interpreter_does_at_length(@ForAll("workflows") RandomWorkflow random) {
        NaiveInterpreter expected = new NaiveInterpreter(random.steps(), random.inputs());
        Assume.that(expected.ends());

        compare(random, expected, UNRECORDED);
        compare(random, expected, RECORDED);
    }

    private static void compare(RandomWorkflow random, NaiveInterpreter expected, TestEngine engine) {
        engine.trace().clear();

        ExecutionResult actual = engine.run(random.workflow(), random.inputs());

        assertThat(String.join("\n", engine.trace())).as("notes").isEqualTo(String.join("\n", expected.trace));
        assertThat(actual.status().id()).as(actual.toString()).isEqualTo(expected.status);
        assertThat(place(actual)).as("place of the error").isEqualTo(expected.error);
        assertThat(actual.variables()).as("variables").isEqualTo(expected.variables());
        assertThat(without(TEXTS, actual.view().outputs())).as("outputs").isEqualTo(without(TEXTS, expected.outputs()));
        assertThat(actual.view().output()).as("output").isEqualTo(expected.output);
        assertThat(actual.view().returnValue()).as("returned").isEqualTo(expected.returned);
    }

    private static NaiveInterpreter.@Nullable Error place(ExecutionResult result) {
        ExecutionError error = result.error().orElse(null);
        return error == null ? null : new NaiveInterpreter.Error(error.stepId(), error.stepIndex(), error.code());
    }

    private static Map<String, Map<String, @Nullable Object>> without(
            Set<String> names, Map<String, Map<String, @Nullable Object>> outputs) {
        Map<String, Map<String, @Nullable Object>> all = new LinkedHashMap<>();
        outputs.forEach((id, values) -> {
            Map<String, @Nullable Object> rest = new LinkedHashMap<>(values);
            rest.keySet().removeAll(names);
            all.put(id, rest);
        });
        return all;
    }
}
