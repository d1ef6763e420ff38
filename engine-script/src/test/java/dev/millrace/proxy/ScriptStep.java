package dev.millrace.proxy;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.observe.LogEntry;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptRunner;
import dev.millrace.script.graal.InProcessRunner;
import dev.millrace.script.graal.RunnerSettings;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A workflow of one script step, {@code s}, whose result is the output; on an engine that may call a service. */
final class ScriptStep implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ScriptRunner RUNNER = InProcessRunner.open(RunnerSettings.DEFAULT.withThreads(3));

    private final Millrace millrace;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private ScriptStep(Millrace millrace, String script) {
        this.millrace = millrace;
        parameters.put("script", script);
    }

    static ScriptStep of(ProxyService service, String script) {
        return within(ScriptLimits.DEFAULT, service, script);
    }

    static ScriptStep within(ScriptLimits limits, ProxyService service, String script) {
        Millrace millrace = Millrace.builder()
                .history()
                .service(ScriptRunner.class, RUNNER)
                .service(ScriptLimits.class, limits)
                .service(ProxyService.class, service)
                .build();
        return new ScriptStep(millrace, script);
    }

    static ExecutionResult run(ProxyService service, String script) {
        try (ScriptStep step = of(service, script)) {
            return step.run();
        }
    }

    ScriptStep with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    ExecutionHandle start() {
        Workflow workflow = Workflow.builder("Script")
                .id("w-1")
                .step("s", "script", parameters)
                .step("o", "output", Map.of("value", "{{s.result}}"))
                .build();
        return millrace.start(workflow, StartRequest.inputs(Map.of()));
    }

    ExecutionResult run() {
        return ended(start());
    }

    static ExecutionResult ended(ExecutionHandle execution) {
        try {
            return execution.await(PATIENCE).orElseThrow(() -> new AssertionError("the execution did not end"));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** The lines of an execution's log. */
    static List<String> log(ExecutionResult result) {
        return result.view().log().stream().map(LogEntry::message).toList();
    }

    @Override
    public void close() {
        millrace.close();
    }
}
