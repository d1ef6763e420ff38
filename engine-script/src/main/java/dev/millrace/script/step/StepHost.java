package dev.millrace.script.step;

import dev.millrace.module.LogLevel;
import dev.millrace.module.ModuleCalls;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.script.ModuleFailure;
import dev.millrace.script.PendingCall;
import dev.millrace.script.ProxyCall;
import dev.millrace.script.ScriptDoor;
import dev.millrace.script.ScriptDoors;
import dev.millrace.script.ScriptHost;
import dev.millrace.script.ScriptOrigin;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a script in a workflow reaches: the engine's interfaces and modules, and the log of its step. */
final class StepHost implements ScriptHost {
    private static final String CALLER = "flow_script";

    private final StepContext step;
    private final ScriptDoor door;
    private final @Nullable ModuleCalls modules;

    StepHost(StepContext step) {
        this.step = step;
        this.door = step.service(ScriptDoors.class)
                .map(doors -> doors.open(origin(step)))
                .orElse(ScriptHost.NOTHING);
        this.modules = step.service(ModuleCalls.class).orElse(null);
    }

    private static ScriptOrigin origin(StepContext step) {
        return new ScriptOrigin(CALLER, step.workflowId(), step.executionId(), step.stepId(), step.idempotencyKey());
    }

    @Override
    public PendingCall call(ProxyCall call) {
        return door.call(call);
    }

    /** All but this module: a script that runs scripts would multiply its limits. */
    @Override
    public Set<String> modules() {
        if (modules == null) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>(modules.names());
        names.remove(ScriptModule.ID);
        names.remove(ScriptModule.ALIAS);
        return names;
    }

    @Override
    public PendingCall callModule(String name, String parameters) {
        if (modules == null || !modules().contains(name)) {
            return ScriptHost.super.callModule(name, parameters);
        }
        Object read = JsonValues.read(parameters);
        if (!(read instanceof Map<?, ?> given)) {
            return PendingCall.failed(
                    new ModuleFailure(name, "Invalid input", "the parameters of a module must be an object", 0));
        }
        @SuppressWarnings("unchecked") // what is read from JSON has text keys
        Map<String, @Nullable Object> values = (Map<String, @Nullable Object>) given;
        return new PendingCall(modules.call(step, name, values).thenApply(result -> answer(name, result)), () -> {});
    }

    private static @Nullable String answer(String name, StepResult result) {
        if (result instanceof StepResult.Done done) {
            return answer(done.outputs());
        }
        if (result instanceof StepResult.Failed failed) {
            throw new CompletionException(new ModuleFailure(
                    name,
                    failed.error().title(),
                    failed.error().message(),
                    failed.error().code()));
        }
        throw new IllegalStateException("a called module gave " + result);
    }

    /** Nothing without outputs; the value itself of a module whose only output is its result (spec vflow-model 6.5). */
    private static @Nullable String answer(Map<String, @Nullable Object> outputs) {
        if (outputs.isEmpty()) {
            return null;
        }
        boolean bare = outputs.size() == 1 && outputs.containsKey("result");
        return JsonValues.write(bare ? outputs.get("result") : outputs);
    }

    @Override
    public void log(LogLevel level, String line) {
        step.log(level, line, Map.of());
    }

    /** From the engine's own randomness, so that it can be repeated. */
    @Override
    public String newRequestId() {
        long high = step.random().nextLong() & ~0xF000L | 0x4000L;
        long low = step.random().nextLong() & ~(3L << 62) | 1L << 63;
        return new UUID(high, low).toString();
    }
}
