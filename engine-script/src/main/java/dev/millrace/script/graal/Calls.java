package dev.millrace.script.graal;

import dev.millrace.proxy.Arguments;
import dev.millrace.proxy.ErrorCode;
import dev.millrace.proxy.JsonArguments;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.proxy.ProxyError;
import dev.millrace.script.ModuleFailure;
import dev.millrace.script.PendingCall;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one script that are answered later: at most so many in all, at most so many at once, the others in the order
 * they were made. Touched in turns only, but for {@link #abort}.
 */
final class Calls {
    private final Run run;
    private final ScriptRequest request;
    private final ScriptLimits.Calls limits;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Map<Integer, Runnable> aborts = new ConcurrentHashMap<>();
    private volatile boolean aborted;
    private final AtomicInteger made = new AtomicInteger();
    private int begun;
    private int open;
    private int unanswered;

    Calls(Run run, ScriptRequest request) {
        this.run = run;
        this.request = request;
        this.limits = request.limits().calls();
    }

    int made() {
        return made.get();
    }

    boolean areUnderWay() {
        return unanswered > 0;
    }

    /** @param form how the text of the arguments is read */
    void proxy(Value[] arguments, BiFunction<JsonArguments, String, Arguments> form) {
        Value asked = arguments[1];
        ProxyCall named = new ProxyCall(
                arguments[2].asString(),
                text(arguments[3]),
                text(arguments[4]),
                arguments[5].asString(),
                Arguments.Parts.NONE);
        Function<Throwable, String> failure = thrown -> Failures.json(thrown, named);
        unanswered++;
        try {
            String content = arguments[6].asString();
            checkLimits(named, content);
            ProxyCall call = named.with(form.apply(JsonArguments.of(named.platform(), named.api()), content));
            made.incrementAndGet();
            waiting.add(() -> await(asked, begun(() -> request.host().call(call, run.timeLeft())), failure));
            beginNext();
        } catch (ProxyError e) {
            answer(asked, false, failure.apply(e));
        }
    }

    private void checkLimits(ProxyCall call, String content) {
        if (content.length() > limits.characters()) {
            throw ProxyError.of(ErrorCode.REQUEST_TOO_LARGE, tooLarge(content), call);
        }
        if (made.get() >= limits.count()) {
            throw ProxyError.of(ErrorCode.CALL_LIMIT, tooMany(), call);
        }
    }

    private static Optional<String> text(Value value) {
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private String tooLarge(String content) {
        return "the call sends " + content.length() + " characters, but may send " + limits.characters();
    }

    private String tooMany() {
        return "the script has made its " + limits.count() + " calls";
    }

    /** The answer if it is there at once, or null if it comes later. */
    @Nullable
    String module(Value asked, String name, String parameters) {
        if (parameters.length() > limits.characters()) {
            return Failures.inline(new ModuleFailure(name, "Too large", tooLarge(parameters), 0), name);
        }
        if (made.get() >= limits.count()) {
            return Failures.inline(new ModuleFailure(name, "Too many calls", tooMany(), 0), name);
        }
        made.incrementAndGet();
        PendingCall call = begun(() -> request.host().callModule(name, parameters));
        CompletableFuture<? extends @Nullable String> answer = call.answer().toCompletableFuture();
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            String json = answer.join();
            return json == null ? "{}" : "{\"value\":" + json + "}";
        }
        if (answer.isDone()) {
            return Failures.inline(reasonOf(answer), name);
        }
        unanswered++;
        open++;
        await(asked, call, thrown -> Failures.json(thrown, name));
        return null;
    }

    private static Throwable reasonOf(CompletableFuture<?> failed) {
        try {
            failed.join();
            throw new IllegalStateException("the call has not failed");
        } catch (CompletionException e) {
            return e;
        }
    }

    private void beginNext() {
        while (open < limits.concurrent() && !waiting.isEmpty()) {
            open++;
            waiting.remove().run();
        }
    }

    private static PendingCall begun(Supplier<PendingCall> call) {
        try {
            return call.get();
        } catch (RuntimeException e) { // a host that breaks its word must not break the script
            return PendingCall.failed(e);
        }
    }

    private void await(Value asked, PendingCall call, Function<Throwable, String> failure) {
        int number = ++begun;
        aborts.put(number, call.abort());
        if (aborted) {
            abort();
        }
        call.answer()
                .whenComplete((json, thrown) -> run.enqueue(() -> {
                    aborts.remove(number);
                    open--;
                    answer(asked, thrown == null, thrown == null ? json : failure.apply(thrown));
                    beginNext();
                }));
    }

    private void answer(Value asked, boolean succeeded, @Nullable String json) {
        run.enqueue(() -> {
            unanswered--;
            run.guest().answer(asked, succeeded, json);
        });
    }

    /** Ends the calls under way. Thread-safe, repeatable. */
    void abort() {
        aborted = true;
        for (Integer number : List.copyOf(aborts.keySet())) {
            Runnable abort = aborts.remove(number);
            if (abort != null) {
                abort.run();
            }
        }
    }
}
