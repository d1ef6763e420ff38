package dev.millrace.script.child;

import dev.millrace.module.LogLevel;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.script.PendingCall;
import dev.millrace.script.ScriptHost;
import dev.millrace.script.child.Frame.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The host as a child sees it: the parent at the other end of the pipe. Every call is answered later. */
final class RemoteHost implements ScriptHost {
    private final Pipe parent;
    private final Set<String> modules;
    private final Map<Integer, CompletableFuture<@Nullable String>> open = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    RemoteHost(Pipe parent, Set<String> modules) {
        this.parent = parent;
        this.modules = modules;
    }

    /** The parent knows itself what time is left. */
    @Override
    public PendingCall call(ProxyCall call, Duration timeLeft) {
        int number = numbers.incrementAndGet();
        return ask(number, CallLetters.call(number, call));
    }

    @Override
    public Set<String> modules() {
        return modules;
    }

    @Override
    public PendingCall callModule(String name, String parameters) {
        int number = numbers.incrementAndGet();
        return ask(number, Frame.of(Kind.MODULE, number, name, parameters));
    }

    private PendingCall ask(int number, Frame question) {
        CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
        open.put(number, answer);
        tell(parent, question);
        return new PendingCall(answer, () -> {
            if (open.remove(number) != null) {
                tell(parent, Frame.of(Kind.ABORT, number));
            }
        });
    }

    void answer(Frame frame) {
        CompletableFuture<@Nullable String> asked = open.remove(frame.number());
        if (asked == null) {
            return; // nobody waits for it any more
        }
        if (frame.kind() == Kind.ANSWER) {
            asked.complete(frame.nullable(0));
        } else {
            asked.completeExceptionally(CallLetters.failure(frame));
        }
    }

    @Override
    public void log(LogLevel level, String line) {
        tell(parent, Frame.of(Kind.LOG, 0, level.name(), line));
    }

    /** Without its parent a child has nothing to do. */
    static void tell(Pipe parent, Frame frame) {
        try {
            parent.write(frame);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
