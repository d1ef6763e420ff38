package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls get a thread that may wait, where that depends on the parameters. */
class BlockingTest {
    private final Thread starter = Thread.currentThread();
    private final AtomicBoolean couldWait = new AtomicBoolean();

    private Module fetch() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("fetch")
                .input(Input.text("from").alias("source"))
                .blocks(parameters -> parameters.isReference("from") || "disk".equals(parameters.get("from")))
                .build();
        return Module.of(descriptor, step -> {
            Thread thread = Thread.currentThread();
            couldWait.set(thread != starter && !thread.getName().startsWith("millrace-worker-"));
            return StepResult.done();
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "one that answers at once | fetch {from: 'memory'}   | false",
                "without the parameter    | fetch                    | false",
                "one that waits           | fetch {from: 'disk'}     | true",
                "one under another name   | fetch {source: 'disk'}   | true",
                "known at run time        | fetch {from: '[[where]]'} | true"
            })
    void call_may_wait_where_its_parameters_say_so(String row, String step, boolean mayWait) {
        try (Millrace millrace =
                Millrace.builder().withoutDiscovery().module(fetch()).build()) {
            ExecutionResult result = millrace.run(
                    Listing.workflow(
                            "create_variable {type: 'string', value: 'memory', variableName: 'where'}\n" + step),
                    Map.of());

            assertThat(result.error()).isEmpty();
            assertThat(couldWait.get()).isEqualTo(mayWait);
        }
    }
}
