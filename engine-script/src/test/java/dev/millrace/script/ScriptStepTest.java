package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.observe.LogEntry;
import dev.millrace.script.step.ScriptModules;
import dev.millrace.value.Coordinate;
import dev.millrace.value.CoordinateRegion;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The step that runs a script, in workflows (spec vflow-model 6.5). */
class ScriptStepTest {
    private final Module slow = Module.of(
            ModuleDescriptor.builder("slow").alias("vendor.slow").blocks().build(),
            step -> StepResult.done(
                    "result", step.stepId() + Thread.currentThread().isDaemon()));
    private final Millrace millrace = Millrace.builder()
            .module(slow)
            .history()
            .service(ScriptRunner.class, Scripts.RUNNER)
            .build();

    @AfterEach
    void close() {
        millrace.close();
    }

    private static Workflow workflow(Map<String, ?> parameters) {
        return Workflow.builder("Scripts")
                .id("w")
                .step("js", "script", parameters)
                .step("out", "output", Map.of("value", "{{js.result}}"))
                .build();
    }

    private static Map<String, Object> parameters(String script, Object inputs) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("script", script);
        parameters.put("inputs", inputs);
        return parameters;
    }

    private @Nullable Object result(String script) {
        ExecutionResult result = millrace.run(workflow(Map.of("script", script)), Map.of("who", "Ann", "n", 5));
        assertThat(result.isCompleted()).as(String.valueOf(result)).isTrue();
        return result.output();
    }

    private ExecutionResult run(Map<String, ?> parameters) {
        return millrace.run(
                workflow(parameters), Map.of("who", "Ann", "n", 5, "list", List.of(1, 2), "big", 9007199254740993L));
    }

    static Stream<Arguments> results() {
        return Stream.of(
                arguments("number", "1 + 1", 2L),
                arguments("fraction", "0.5", 0.5),
                arguments("text", "'a'", "a"),
                arguments("list", "[1, 'a', null]", java.util.Arrays.asList(1L, "a", null)),
                arguments("object", "({b: 1, a: {c: true}})", Map.of("b", 1L, "a", Map.of("c", true))),
                arguments("named variable", "vars.who", "Ann"),
                arguments("the step itself", "sys.script.length", 17L),
                arguments("empty context", "Object.keys(context).length", 0L),
                arguments("very large number", "1e300", 1e300));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("results")
    void value_of_the_last_expression_is_the_result(String name, String script, Object expected) {
        assertThat(result(script)).isEqualTo(expected);
    }

    @Test
    void members_of_an_object_are_outputs_and_anything_else_stands_under_result() {
        Workflow both = Workflow.builder("Outputs")
                .id("w")
                .step("object", "script", Map.of("script", "({total: 3})"))
                .step("list", "vflow.system.js", Map.of("script", "[1, 2]"))
                .step("none", "script", Map.of("script", "undefined"))
                .step(
                        "out",
                        "output",
                        Map.of("value", "{{object.outputs.total}} {{list.outputs.result}} {{none.outputs}}"))
                .build();

        assertThat(millrace.run(both, Map.of()).output()).isEqualTo("3 1, 2 {}");
    }

    @Test
    void point_and_region_are_objects_of_their_sides() {
        Map<String, Object> inputs = Map.of("at", "[[at]]", "around", "[[around]]");
        Map<String, Object> variables =
                Map.of("at", new Coordinate(1, 2.5), "around", new CoordinateRegion(0, 1, 2, 3));

        ExecutionResult result = millrace.run(
                workflow(parameters("({at: inputs.at, width: inputs.around.right - inputs.around.left})", inputs)),
                variables);

        assertThat(result.output()).isEqualTo(Map.of("at", Map.of("x", 1L, "y", 2.5), "width", 2L));
    }

    @Test
    void references_in_inputs_keep_their_kind() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("n", "[[n]]");
        inputs.put("list", "[[list]]");
        inputs.put("text", "Hi [[who]]");
        inputs.put("literal", 7);
        inputs.put("flag", true);

        ExecutionResult result =
                run(parameters("[inputs.n + 1, inputs.list[1], inputs.text, inputs.literal + 1, inputs.flag]", inputs));

        assertThat(result.output()).isEqualTo(List.of(6L, 2L, "Hi Ann", 8L, true));
    }

    @Test
    void script_text_is_taken_as_it_is() {
        assertThat(result("const a = [[1,2]]; '{{js.x}}' + a[0][1]")).isEqualTo("{{js.x}}2");
    }

    @Test
    void numbers_that_a_script_cannot_hold_come_as_text() {
        assertThat(run(parameters("inputs.id", Map.of("id", "[[big]]"))).output())
                .isEqualTo("9007199254740993");
    }

    @Test
    void named_variables_cannot_be_changed() {
        ExecutionResult result = run(Map.of("script", "vars.who = 'Bob'"));

        assertThat(result.error().orElseThrow().message()).startsWith("TypeError: ");
    }

    @Test
    void form_is_there_where_the_step_gives_one() {
        ExecutionResult result = run(Map.of("script", "form.who + inputs.form", "form", Map.of("who", "[[who]]")));

        assertThat(result.output()).isEqualTo("Annundefined");
        assertThat(result("typeof form")).isEqualTo("undefined");
    }

    static Stream<Arguments> modules() {
        return Stream.of(
                arguments("under its alias", "vflow.data.base64({source_text: 'Ann'}).result_text", "QW5u"),
                arguments("under its id", "base64({source_text: 'Ann'}).result_text", "QW5u"),
                arguments("one that blocks, awaited", "await slow()", "jstrue"),
                arguments("one that blocks, under an alias with a dot", "await vendor.slow({})", "jstrue"),
                arguments("as a value of its own", "typeof vflow.data.base64", "function"),
                arguments("hidden by an own name", "const base64 = 3; base64", 3L),
                arguments(
                        "the script module itself is none",
                        "typeof script + typeof vflow.system.js",
                        "undefinedundefined"),
                arguments("triggers are none", "typeof trigger_manual", "undefined"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void modules_are_functions(String name, String script, Object expected) {
        assertThat(result(script)).isEqualTo(expected);
    }

    @Test
    void failure_of_a_module_can_be_caught() {
        assertThat(
                        result(
                                "try { base64({}) } catch (e) { [e.name, e.module, typeof e.title, e.message.includes(': ')] }"))
                .isEqualTo(List.of("ModuleError", "base64", "string", true));
    }

    @Test
    void call_that_still_waits_for_a_thread_when_the_script_ends_is_not_made() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Module busy = Module.of(ModuleDescriptor.builder("busy").blocks().build(), step -> {
            begun.countDown();
            gate.await();
            return StepResult.done();
        });
        Module counted = Module.of(
                ModuleDescriptor.builder("counted").blocks().build(),
                step -> StepResult.done("result", calls.incrementAndGet()));
        try (Millrace narrow = Millrace.builder()
                .maxBlockingCalls(1)
                .module(busy)
                .module(counted)
                .service(ScriptRunner.class, Scripts.RUNNER)
                .build()) {
            ExecutionHandle first = narrow.start(
                    Workflow.builder("First")
                            .id("first")
                            .step("b", "busy", Map.of())
                            .build(),
                    StartRequest.plain());
            begun.await();
            ExecutionResult hasty =
                    narrow.run(workflow(Map.of("script", "counted(); throw new Error('enough')")), Map.of());
            assertThat(hasty.error().orElseThrow().message()).contains("enough");

            gate.countDown();

            assertThat(first.completion().join().isCompleted()).isTrue();
            narrow.run(
                    Workflow.builder("Last")
                            .id("last")
                            .step("c", "counted", Map.of())
                            .build(),
                    Map.of());
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void module_that_waits_fails() {
        assertThat(result("try { delay({duration: 5}) } catch (e) { e.title }")).isEqualTo("Cannot wait");
    }

    @Test
    void module_cannot_set_variables() {
        assertThat(result("try { set_variable({variable: 'who', newValue: 'Bob'}) } catch (e) { vars.who }"))
                .isEqualTo("Ann");
    }

    @Test
    void error_names_script_line_and_text() {
        ExecutionResult result = run(Map.of("script", "const order = {}\norder.customer.id"));

        assertThat(result.error().orElseThrow().message()).isEqualTo("""
                        TypeError: Cannot read property 'id' of undefined
                          in js.js, line 2, column 1
                          > order.customer.id
                            ^
                          at js.js:2:1""");
    }

    @Test
    void failed_call_gives_its_code() {
        ExecutionResult result = run(Map.of("script", "await $proxy('crm').getCustomer('1')"));

        assertThat(result.error().orElseThrow().title()).isEqualTo("NOT_AVAILABLE");
        assertThat(result.error().orElseThrow().message())
                .startsWith("ProxyError: crm.getCustomer: interfaces cannot be called here");
    }

    @Test
    void script_that_cannot_be_read_is_found_when_the_workflow_is_checked() {
        List<Problem> problems = millrace.check(workflow(Map.of("script", "const a = 1;\nlet = 5")));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("the script cannot be read", "line 2"));
    }

    @Test
    void console_writes_into_the_log_of_the_execution() throws InterruptedException {
        ExecutionHandle handle = millrace.start(
                workflow(Map.of("script", "console.log('sum', {a: 1}); console.error('bad')")),
                StartRequest.inputs(Map.of()));
        ExecutionResult result = handle.await(Scripts.PATIENCE).orElseThrow();

        assertThat(result.view().log()).extracting(LogEntry::message).contains("sum {\"a\":1}", "bad");
    }

    @Test
    void limits_of_the_host_hold() {
        try (Millrace small = Millrace.builder()
                .service(ScriptRunner.class, Scripts.RUNNER)
                .service(ScriptLimits.class, ScriptLimits.DEFAULT.withWallTime(Duration.ofMillis(50)))
                .build()) {
            ExecutionResult result = small.run(workflow(Map.of("script", "await sleep(60000)")), Map.of());

            assertThat(result.error().orElseThrow().message()).startsWith("the script took longer than 50 ms");
        }
    }

    @Test
    void script_runs_at_most_once_after_a_crash_unless_it_may_run_twice() {
        ModuleDescriptor descriptor = new ScriptModules().modules().get(0).descriptor();
        Map<String, @Nullable Object> twice = new HashMap<>(Map.of("idempotent", true));

        assertThat(descriptor.effect()).isEqualTo(Effect.ONCE);
        assertThat(descriptor.effect(new WrittenParameters(twice))).isEqualTo(Effect.REPEATABLE);
        assertThat(descriptor.effect(new WrittenParameters(Map.of()))).isEqualTo(Effect.ONCE);
    }
}
