package dev.millrace.script;

import dev.millrace.json.Json;
import dev.millrace.proxy.CallContext;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.proxy.ProxyResult;
import dev.millrace.proxy.ProxyService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The way of one script to the interfaces of a service. Numbers its calls, and gives the answers as text. Thread-safe. */
public final class ProxyDoor {
    private final ProxyService service;
    private final CallContext context;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param context what all calls of the script have in common */
    public ProxyDoor(ProxyService service, CallContext context) {
        this.service = service;
        this.context = context;
    }

    /** As {@link ScriptHost#call}. */
    public PendingCall call(ProxyCall call, Duration timeLeft) {
        CallContext ofCall = context.numbered(calls.incrementAndGet()).within(Optional.of(timeLeft));
        CompletableFuture<ProxyResult> answer = service.call(call, ofCall);
        return new PendingCall(answer.thenApply(result -> Json.write(result.value())), () -> answer.cancel(true));
    }
}
