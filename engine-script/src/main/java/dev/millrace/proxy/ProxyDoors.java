package dev.millrace.proxy;

import dev.millrace.proxy.json.Json;
import dev.millrace.script.PendingCall;
import dev.millrace.script.ProxyFailure;
import dev.millrace.script.ScriptDoor;
import dev.millrace.script.ScriptDoors;
import dev.millrace.script.ScriptOrigin;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The way of scripts to the interfaces: what {@code $proxy} calls. Thread-safe. */
public final class ProxyDoors implements ScriptDoors {
    private final ProxyService service;

    public ProxyDoors(ProxyService service) {
        this.service = service;
    }

    @Override
    public ScriptDoor open(ScriptOrigin origin) {
        CallBudget budget = CallBudget.usual();
        CallContext context = CallContext.of(origin.caller())
                .ofStep(origin.executionId(), origin.workflowId(), origin.stepId(), origin.idempotencyKey());
        return call -> begin(call, context.numbered(call.number()), budget);
    }

    private PendingCall begin(dev.millrace.script.ProxyCall written, CallContext context, CallBudget budget) {
        try {
            ProxyCall call = read(written);
            CompletableFuture<ProxyResult> answer = budget.run(call, () -> service.call(call, context));
            return new PendingCall(
                    answer.handle((result, failure) -> json(written, result, failure)), () -> answer.cancel(true));
        } catch (ProxyError e) {
            return PendingCall.failed(failure(e));
        }
    }

    private static ProxyCall read(dev.millrace.script.ProxyCall written) {
        JsonArguments json = JsonArguments.of(written.platform(), written.api());
        Arguments arguments = switch (written.form()) {
            case ARGUMENTS -> json.direct(written.content());
            case PARTS -> json.parts(written.content());
        };
        return new ProxyCall(written.platform(), written.instance(), written.caller(), written.api(), arguments);
    }

    private static String json(
            dev.millrace.script.ProxyCall written, @Nullable ProxyResult result, @Nullable Throwable failure) {
        if (result != null) {
            return Json.write(result.value());
        }
        throw new CompletionException(ProxyError.in(failure)
                .map(ProxyDoors::failure)
                .orElseGet(() -> ProxyFailure.of("CANCELLED", "the call was cancelled", written)));
    }

    private static ProxyFailure failure(ProxyError error) {
        Object response = error.response();
        Object businessCode = error.businessCode();
        return new ProxyFailure(new ProxyFailure.Report(
                error.code().name(),
                error.message(),
                error.platform(),
                error.instance().isEmpty() ? Optional.empty() : Optional.of(error.instance()),
                error.api(),
                error.status().isPresent() ? OptionalInt.of(error.status().getAsInt()) : OptionalInt.empty(),
                response == null ? Optional.empty() : Optional.of(Json.write(response)),
                error.isRetryable(),
                businessCode == null ? Optional.empty() : Optional.of(Json.write(businessCode))));
    }
}
