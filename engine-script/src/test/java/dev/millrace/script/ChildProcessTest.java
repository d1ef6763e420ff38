package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.proxy.ErrorCode;
import dev.millrace.proxy.ProxyError;
import dev.millrace.script.child.ChildProcessRunner;
import dev.millrace.script.child.ChildSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts in processes of their own: the same results, and an end to what cannot be stopped inside this one. */
class ChildProcessTest {
    private static final ScriptLimits LIMITS = ScriptLimits.DEFAULT
            .withWallTime(Duration.ofSeconds(30))
            .withCpuTime(Duration.ofMillis(500))
            .withStatements(Long.MAX_VALUE)
            .withAllocatedBytes(Long.MAX_VALUE);

    private static ChildProcessRunner runner;

    @BeforeAll
    static void open() {
        runner = ChildProcessRunner.open(ChildSettings.DEFAULT.withProcesses(1).withHeapMebibytes(96));
    }

    @AfterAll
    static void close() {
        runner.close();
    }

    private static ScriptOutcome run(ScriptRequest request) {
        return Scripts.outcome(runner.start(request));
    }

    private static String result(ScriptRequest request) {
        ScriptOutcome outcome = run(request);
        assertThat(outcome).isInstanceOf(ScriptOutcome.Returned.class);
        return ((ScriptOutcome.Returned) outcome).json().orElse("undefined");
    }

    @Test
    void script_gets_its_globals_and_gives_its_result() {
        assertThat(result(Scripts.request("inputs.a + '价格'").global("inputs", () -> "{\"a\":1}")))
                .isEqualTo("\"1价格\"");
    }

    @Test
    void view_is_copied() {
        ScriptRequest request =
                Scripts.request("inputs.a = 2; inputs").view("inputs", Map.of("a", 1L), () -> "{\"a\":1}");

        assertThat(result(request)).isEqualTo("{\"a\":2}");
    }

    @Test
    void calls_are_made_by_the_parent() {
        StubDoor door = StubDoor.answering("{\"code\":200}");

        String result =
                result(Scripts.request("console.log('a'); (await $proxy('crm', {caller: 'c'}).getCustomer('1')).code")
                        .withHost(door));

        assertThat(result).isEqualTo("200");
        assertThat(door.calls).singleElement().satisfies(call -> {
            assertThat(call.arguments()).isEqualTo(dev.millrace.proxy.Arguments.direct("1"));
            assertThat(call.caller()).contains("c");
        });
        assertThat(door.log).containsExactly("info a");
    }

    @Test
    void failures_of_calls_come_through() {
        StubDoor door = new StubDoor(call ->
                CompletableFuture.failedFuture(ProxyError.of(ErrorCode.PLATFORM_NOT_FOUND, "there is none", call)));

        ScriptError error =
                Scripts.error(run(Scripts.request("1;\nawait $proxy('crm').f()").withHost(door)));

        assertThat(error.headline()).isEqualTo("ProxyError: crm.f: there is none");
        assertThat(error.code()).isEqualTo("PLATFORM_NOT_FOUND");
        assertThat(error.place().line()).isEqualTo(2);
    }

    @Test
    void modules_are_called_in_the_parent() {
        ScriptHost host = new ScriptHost() {
            @Override
            public Set<String> modules() {
                return Set.of("vendor.twice");
            }

            @Override
            public PendingCall callModule(String name, String parameters) {
                return PendingCall.done("[" + parameters + "," + parameters + "]");
            }
        };

        assertThat(result(Scripts.request("await vendor.twice({n: 1})").withHost(host)))
                .isEqualTo("[{\"n\":1},{\"n\":1}]");
    }

    static Stream<Arguments> unstoppable() {
        return Stream.of(
                arguments("recursion that catches its overflows", "function f() { try { f() } finally { f() } } f()"),
                arguments(
                        "recursion that ends by exceptions",
                        "function f(n) { if (n > 60) throw 1; try { f(n + 1) } catch (e) { f(n + 1) } } f(0)"),
                arguments("search in a list of holes", "[].lastIndexOf.call({length: 2 ** 53 - 1}, 1)"),
                arguments("memory of the process", "const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1))"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unstoppable")
    void what_cannot_be_stopped_dies_with_its_process_and_the_next_script_runs(String name, String text) {
        ScriptOutcome hostile = run(Scripts.request(text).withLimits(LIMITS));

        assertThat(Scripts.error(hostile).failure())
                .isIn(ScriptFailure.CPU_TIME, ScriptFailure.WALL_TIME, ScriptFailure.MEMORY);
        assertThat(result(Scripts.request("1 + 1"))).isEqualTo("2");
    }

    @Test
    void cancelled_script_ends_at_once_and_its_calls_with_it() {
        CompletableFuture<String> begun = new CompletableFuture<>();
        StubDoor silent = new StubDoor(call -> {
            begun.complete("");
            return new CompletableFuture<>();
        });
        ScriptRun run = runner.start(Scripts.request("await $proxy('p').f()").withHost(silent));
        begun.join();

        run.cancel();

        assertThat(Scripts.error(Scripts.outcome(run)).failure()).isEqualTo(ScriptFailure.CANCELLED);
        Scripts.await(() -> silent.aborted.get() == 1);
    }

    @Test
    void script_that_waits_too_long_for_a_process_is_told_so() {
        try (ChildProcessRunner busy = ChildProcessRunner.open(ChildSettings.DEFAULT.withProcesses(1))) {
            ScriptRun late = busy.start(Scripts.request("1").withLimits(LIMITS.withWallTime(Duration.ofMillis(1))));

            assertThat(Scripts.error(Scripts.outcome(late)).failure()).isEqualTo(ScriptFailure.WALL_TIME);
        }
    }

    @Test
    void child_sees_nothing_of_the_environment() {
        assertThat(result(Scripts.request("typeof process + typeof Java"))).isEqualTo("\"undefinedundefined\"");
    }
}
