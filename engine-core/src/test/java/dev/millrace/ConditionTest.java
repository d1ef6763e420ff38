package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions as steps see them: both spellings, and null (decisions D2 and K3). */
class ConditionTest {
    private static final Map<String, @Nullable Object> VARIABLES = new HashMap<>();

    static {
        VARIABLES.put("n", 5);
        VARIABLES.put("s", "Hello");
        VARIABLES.put("l", Arrays.asList(1, null));
        VARIABLES.put("null", null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "condition: '[[n]] > 3' | true",
                "condition: '[[n]] > 5 or [[s]] contains \"ELL\"' | true",
                "condition: '[[s]] == \"hello\"' | true",
                "condition: 'not ([[n]] == 5)' | false",
                "condition: '[[none]] exists' | false",
                "condition: '[[s]] exists' | true",
                "input1: '[[n]]', operator: 'number_between', value1: 9, value2: 1 | true",
                "input1: '[[none]]', operator: 'exists' | false",
                "input1: '[[none]]' | false",
                "input1: '[[null]]', operator: 'not_exists' | true",
                "input1: '[[null]]', operator: 'is_empty' | true",
                "input1: '[[null]]', operator: 'is_false' | true",
                "input1: '[[null]]', operator: 'is_true' | false",
                "input1: '[[null]]', operator: 'contains', value1: '' | false",
                "input1: '[[s]]', operator: 'strict_equals', value1: 'hello' | false",
                "input1: '[[l.1]]', operator: 'exists' | false",
            })
    void if_takes_both_spellings(String parameters, boolean holds) {
        try (TestEngine engine = TestEngine.create()) {
            ExecutionResult result = engine.run("""
                    I: if_condition {%s}
                         note 'A'
                       endif
                    """.formatted(parameters), VARIABLES);

            assertThat(result.isCompleted()).as(result.toString()).isTrue();
            assertThat(result.outputs("I")).containsEntry("result", holds);
            assertThat(engine.trace()).isEqualTo(holds ? List.of("A") : List.of());
        }
    }

    @Test
    void first_part_of_an_if_that_holds_is_taken_and_no_other() {
        try (TestEngine engine = TestEngine.create()) {
            for (int n = 1; n <= 4; n++) {
                engine.run("""
                        if_condition {condition: '[[n]] == 1'}
                          note 'one'
                        else_if {condition: '[[n]] == 2'}
                          note 'two'
                        else_if {condition: '[[n]] < 4'}
                          note 'three'
                        else
                          note 'more'
                        endif
                        """, Map.of("n", n));
            }

            assertThat(engine.trace()).containsExactly("one", "two", "three", "more");
        }
    }
}
