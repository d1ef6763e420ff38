package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArgumentsTest {
    private final JsonArguments arguments = JsonArguments.of("crm", "get_customer");

    @Test
    void positions_that_are_left_out_stay_undefined() {
        assertThat(arguments.direct("{\"2\":null,\"0\":\"a\"}").toString()).contains("{0=a, 2=null}");
    }

    @Test
    void parts_that_are_left_out_are_empty_and_null_is_a_body() {
        Arguments parts = arguments.parts("{\"path\":{\"id\":7},\"query\":null,\"body\":null}");

        assertThat(parts)
                .isEqualTo(new Arguments.Parts(
                        Map.of("id", 7L), Map.of(), Map.of(), Optional.of(new Arguments.Body(null))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"a\":1}", "{\"-1\":1}", "{\"0\":", "5"})
    void anything_else_is_an_invalid_argument(String json) {
        ProxyError error = catchThrowableOfType(ProxyError.class, () -> arguments.direct(json));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error.message()).startsWith("crm.get_customer: ");
    }

    @Test
    void text_of_arguments_is_read_as_the_same_arguments() {
        Arguments direct = arguments.direct("{\"0\":null,\"2\":[1.5]}");
        Arguments parts = arguments.parts("{\"header\":{\"X-A\":\"1\"},\"body\":null}");

        assertThat(arguments.direct(JsonArguments.text(direct))).isEqualTo(direct);
        assertThat(arguments.parts(JsonArguments.text(parts))).isEqualTo(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"path\":[]}", "{\"header\":\"a\"}"})
    void part_that_is_no_object_is_an_invalid_argument(String json) {
        assertThat(catchThrowableOfType(ProxyError.class, () -> arguments.parts(json))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }
}
