package dev.millrace.script.step;

import dev.millrace.json.Json;
import dev.millrace.json.JsonException;
import dev.millrace.json.Numbers;
import dev.millrace.module.LogLevel;
import dev.millrace.module.ModuleCalls;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.proxy.CallContext;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.proxy.ProxyService;
import dev.millrace.script.ModuleFailure;
import dev.millrace.script.PendingCall;
import dev.millrace.script.ProxyDoor;
import dev.millrace.script.ScriptHost;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a script in a workflow reaches: the engine's interfaces and modules, and the log of its step. */
final class StepHost implements ScriptHost {
    private static final String CALLER = "flow_script";

    private final StepContext step;
    private final CallContext context;
    private final @Nullable ProxyDoor door;
    private final @Nullable ModuleCalls modules;
    private final Set<String> moduleNames;
    private final AtomicInteger moduleCalls = new AtomicInteger();

    StepHost(StepContext step) {
        this.step = step;
        this.context = CallContext.of(CALLER, step);
        this.door = step.service(ProxyService.class)
                .map(service -> new ProxyDoor(service, context))
                .orElse(null);
        this.modules = step.service(ModuleCalls.class).orElse(null);
        this.moduleNames = CallableModules.of(step).names();
    }

    @Override
    public PendingCall call(ProxyCall call, Duration timeLeft) {
        return door == null ? ScriptHost.super.call(call, timeLeft) : door.call(call, timeLeft);
    }

    @Override
    public Set<String> modules() {
        return moduleNames;
    }

    @Override
    public PendingCall callModule(String name, String parameters) {
        if (modules == null || !moduleNames.contains(name)) {
            return ScriptHost.super.callModule(name, parameters);
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        try {
            if (!(Json.read(parameters, Numbers.DOUBLE) instanceof Map<?, ?> given)) {
                return PendingCall.failed(invalid(name, "the parameters of a module must be an object"));
            }
            given.forEach((key, value) -> values.put(String.valueOf(key), value));
        } catch (JsonException e) {
            return PendingCall.failed(invalid(name, "the parameters are too much: " + e.getMessage()));
        }
        int number = moduleCalls.incrementAndGet();
        CompletableFuture<StepResult> asked =
                modules.call(step, number, name, values).toCompletableFuture();
        // ends it if it still waits for a thread
        return new PendingCall(asked.thenApply(result -> answer(name, result)), () -> asked.cancel(true));
    }

    private static ModuleFailure invalid(String name, String why) {
        return new ModuleFailure(name, "Invalid input", why, 0);
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
        return Json.write(bare ? outputs.get("result") : outputs, Numbers.TEXT);
    }

    @Override
    public void log(LogLevel level, String line) {
        context.log().accept(level, line);
    }

    /** From the engine's own randomness, so that it can be repeated. */
    @Override
    public String newRequestId() {
        long high = step.random().nextLong() & ~0xF000L | 0x4000L;
        long low = step.random().nextLong() & ~(3L << 62) | 1L << 63;
        return new UUID(high, low).toString();
    }
}
