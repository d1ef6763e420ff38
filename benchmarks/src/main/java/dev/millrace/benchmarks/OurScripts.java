package dev.millrace.benchmarks;

import dev.millrace.script.Script;
import dev.millrace.script.ScriptOutcome;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.graal.InProcessRunner;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Our runner, asked as a step asks it. */
final class OurScripts implements AutoCloseable {
    private final InProcessRunner runner = InProcessRunner.open();

    /** What runs scripts: {@code Interpreted}, or the name of an optimizing implementation. */
    String engine() {
        runner.ready().toCompletableFuture().join();
        return runner.stats().engine();
    }

    Contender contender(ScriptTask task) {
        ScriptRequest request = ScriptRequest.of(new Script("task.js", task.script()))
                .global("inputs", task::inputs)
                .global("vars", () -> "{}")
                .global("sys", () -> "{}")
                .global("context", () -> "{}");
        return new Contender("millrace", () -> task.checked(result(request)));
    }

    List<Contender> contenders(LargeInput input) {
        Map<String, Object> value = input.value();
        Supplier<String> json = () -> LargeInput.json(value);
        ScriptRequest request = ScriptRequest.of(new Script("large.js", input.script()));
        return List.of(
                checked("copy", request.global("inputs", json), input),
                checked("view", request.view("inputs", value, json), input));
    }

    private Contender checked(String name, ScriptRequest request, LargeInput input) {
        return new Contender(name, () -> {
            Contender.check(input.title(), Integer.parseInt(result(request)), Integer.parseInt(input.result()));
            return input;
        });
    }

    private String result(ScriptRequest request) {
        ScriptOutcome outcome =
                runner.start(request).outcome().toCompletableFuture().join();
        if (outcome instanceof ScriptOutcome.Returned returned) {
            return returned.json().orElse("undefined");
        }
        throw new IllegalStateException(((ScriptOutcome.Failed) outcome).error().describe());
    }

    @Override
    public void close() {
        runner.close();
    }
}
