package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.egress.HttpClient;
import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.StepResult;
import dev.millrace.modules.file.FileRoots;
import dev.millrace.modules.host.MailServer;
import dev.millrace.modules.network.ExampleNetwork;
import dev.millrace.test.ModuleTester;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an input holds, its module gives a result or a failure in words; no exception of a library comes through. An
 * expression over values of the module is left out: the compiler has read it before the module sees it.
 */
class WrongInputsTest {
    private static final List<@Nullable Object> VALUES = Collections.unmodifiableList(Arrays.asList(
            null,
            "",
            " ",
            "x",
            "0",
            "{{a.b}}",
            "中文😀\u0000\uD800",
            "-1",
            0,
            -1,
            1.5,
            Double.NaN,
            1e300,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            true,
            LocalDate.of(2026, 1, 31),
            List.of(),
            Arrays.asList(1, "a", null, List.of(1)),
            Map.of(),
            Map.of("a", 1, "", List.of()),
            "x".repeat(1_000_000),
            "[".repeat(100_000),
            Collections.nCopies(100_000, "x")));

    private static final ExampleNetwork NETWORK = new ExampleNetwork();

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        NETWORK.close();
    }

    record Place(Module module, Input input) {
        @Override
        public String toString() {
            return module.descriptor().id() + "." + input.id();
        }
    }

    static Stream<Place> inputs() {
        return new BuiltInModules()
                .modules().stream()
                        .flatMap(module -> module.descriptor().inputs().stream()
                                .filter(input -> input.syntax() != Input.Syntax.OPEN_EXPRESSION)
                                .map(input -> new Place(module, input)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void any_value_of_an_input_gives_a_result_or_a_failure_in_words(Place place) throws IOException {
        FileRoots roots = ExampleFiles.in(folder);
        for (ModuleExample example : place.module().descriptor().examples()) {
            for (Object value : VALUES) {
                StepResult result = ModuleTester.of(place.module())
                        .service(FileRoots.class, roots)
                        .service(HttpClient.class, NETWORK.client())
                        .service(MailServer.class, NETWORK.mailServer())
                        .with(example.parameters())
                        .with(place.input().id(), value)
                        .run()
                        .result();

                if (result instanceof StepResult.Failed failed) {
                    assertThat(failed.error().title()).as("%s", value).doesNotMatch("[A-Za-z]+(Exception|Error)");
                    assertThat(failed.error().message())
                            .as("%s", value)
                            .isNotBlank()
                            .hasSizeLessThan(1_000);
                }
            }
        }
    }
}
