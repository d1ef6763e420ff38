package dev.millrace.script.child;

import dev.millrace.proxy.ErrorCode;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.proxy.ProxyError;
import dev.millrace.script.ModuleFailure;
import dev.millrace.script.PendingCall;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.child.Frame.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls that a script in a child makes; they are made here, for the child has nothing to make them with. */
final class ChildCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ChildCalls.class);

    private final ScriptRequest request;
    private final CallQuota quota;
    private final Map<Integer, Runnable> aborts = new ConcurrentHashMap<>();
    private volatile boolean over;

    ChildCalls(ScriptRequest request) {
        this.request = request;
        this.quota = new CallQuota(request.limits().calls());
    }

    void proxy(Frame frame, Duration left, Pipe pipe) throws IOException {
        quota.takeForInterface();
        ProxyCall call = CallLetters.call(frame);
        PendingCall pending = request.host().call(call, left);
        pending.answer().whenComplete((json, thrown) -> quota.giveBack());
        answer(frame.number(), pending, pipe, thrown -> {
            ProxyError error = thrown instanceof ProxyError known
                    ? known
                    : ProxyError.of(
                            ErrorCode.INTERNAL, "the call failed inside the host; the operator's log says why", call);
            return CallLetters.failure(frame.number(), error);
        });
    }

    void module(Frame frame, Pipe pipe) throws IOException {
        quota.take();
        String name = frame.text(0);
        answer(frame.number(), request.host().callModule(name, frame.text(1)), pipe, thrown -> {
            ModuleFailure failure = thrown instanceof ModuleFailure known
                    ? known
                    : new ModuleFailure(name, "Unexpected error", "the module failed inside the host", 0);
            return CallLetters.failure(frame.number(), failure);
        });
    }

    private void answer(int number, PendingCall call, Pipe pipe, Function<Throwable, Frame> failure) {
        aborts.put(number, call.abort());
        if (over) {
            abort(number);
        }
        call.answer().whenComplete((json, thrown) -> {
            aborts.remove(number);
            if (!over) {
                tell(pipe, thrown == null ? Frame.of(Kind.ANSWER, number, json) : failure.apply(causeOf(thrown)));
            }
        });
    }

    private Throwable causeOf(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (!(cause instanceof ProxyError || cause instanceof ModuleFailure)) {
            LOG.error(
                    "A call of script {} failed inside the host",
                    request.script().name(),
                    cause);
        }
        return cause;
    }

    private void tell(Pipe pipe, Frame frame) {
        try {
            pipe.write(frame);
        } catch (IOException e) {
            LOG.debug("The process of script {} is gone", request.script().name(), e);
        }
    }

    /** Ends one call, if it is under way. */
    void abort(int number) {
        Runnable abort = aborts.remove(number);
        if (abort != null) {
            abort.run();
        }
    }

    /** Ends all calls, those that come too late too; none is answered any more. Thread-safe, repeatable. */
    void abortAll() {
        over = true;
        for (Integer number : List.copyOf(aborts.keySet())) {
            abort(number);
        }
    }
}
