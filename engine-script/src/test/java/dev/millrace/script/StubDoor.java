package dev.millrace.script;

import dev.millrace.module.LogLevel;
import dev.millrace.proxy.ProxyCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A host that writes down what scripts do and answers as a test says. */
final class StubDoor implements ScriptHost {
    final List<ProxyCall> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> timesLeft = Collections.synchronizedList(new ArrayList<>());
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger aborted = new AtomicInteger();
    private final Function<ProxyCall, CompletableFuture<String>> answers;

    StubDoor(Function<ProxyCall, CompletableFuture<String>> answers) {
        this.answers = answers;
    }

    static StubDoor answering(String json) {
        return new StubDoor(call -> CompletableFuture.completedFuture(json));
    }

    static StubDoor failing(RuntimeException failure) {
        return new StubDoor(call -> CompletableFuture.failedFuture(failure));
    }

    static StubDoor silent() {
        return new StubDoor(call -> new CompletableFuture<>());
    }

    @Override
    public PendingCall call(ProxyCall call, Duration timeLeft) {
        calls.add(call);
        timesLeft.add(timeLeft);
        return new PendingCall(answers.apply(call), aborted::incrementAndGet);
    }

    @Override
    public void log(LogLevel level, String line) {
        log.add(level.id() + " " + line);
    }
}
