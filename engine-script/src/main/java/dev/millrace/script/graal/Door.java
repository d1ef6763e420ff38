package dev.millrace.script.graal;

import dev.millrace.module.LogLevel;
import dev.millrace.proxy.JsonArguments;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one function of the host that a context knows. Trusts nothing that comes in, lets no exception of the host out, and
 * counts. Touched in turns of its script only, but for {@link #close}.
 */
final class Door implements ProxyExecutable {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    // the same numbers as in bootstrap.js
    private static final int SETTLED = 0;
    private static final int CALL = 1;
    private static final int MODULE = 2;
    private static final int LOG_LINE = 3;
    private static final int TIMER = 4;
    private static final int CLEAR = 5;
    private static final int GLOBAL = 6;
    private static final int REQUEST_ID = 7;
    private static final int CHAIN = 8;

    private final Run run;
    private final ScriptRequest request;
    private final Timers timers;
    private final Calls calls;
    private final Map<Integer, Future<?>> set = new HashMap<>();
    private @Nullable Settlement settlement;
    private int timersUsed;
    private int lines;
    private boolean reminded;

    /**
     * How the script's promise was settled.
     *
     * @param json the result, or a report of the error
     * @param reason the error itself
     */
    record Settlement(
            boolean fulfilled,
            @Nullable String json,
            @Nullable Value reason) {}

    Door(Run run, ScriptRequest request, Timers timers) {
        this.run = run;
        this.request = request;
        this.timers = timers;
        this.calls = new Calls(run, request);
    }

    @Override
    public @Nullable Object execute(Value... arguments) {
        try {
            return answer(arguments[0].asInt(), arguments);
        } catch (RuntimeException e) { // the text of a host exception must not reach a script
            LOG.debug("Script {} was refused by the door", request.script().name(), e);
            return null;
        }
    }

    private @Nullable Object answer(int wanted, Value[] arguments) {
        switch (wanted) {
            case SETTLED -> settle(arguments);
            case CALL -> calls.proxy(arguments, JsonArguments::direct);
            case CHAIN -> calls.proxy(arguments, JsonArguments::chain);
            case LOG_LINE -> log(arguments[1].asString(), arguments[2]);
            case CLEAR -> clear(arguments[1].asInt());
            case MODULE -> {
                return calls.module(arguments[1], arguments[2].asString(), arguments[3].asString());
            }
            case TIMER -> {
                return timer(arguments[1].asInt(), arguments[2].asDouble());
            }
            case GLOBAL -> {
                return global(arguments[1].asString());
            }
            case REQUEST_ID -> {
                return request.host().newRequestId();
            }
            default -> throw new IllegalArgumentException("there is no " + wanted + " behind the door");
        }
        return null;
    }

    private void settle(Value[] arguments) {
        if (settlement == null) {
            String json = arguments[2].isString() ? arguments[2].asString() : null;
            settlement = new Settlement(arguments[1].asBoolean(), json, arguments.length > 3 ? arguments[3] : null);
        }
    }

    @Nullable
    Settlement settlement() {
        return settlement;
    }

    /** A view, or JSON text. */
    private @Nullable Object global(String name) {
        Object viewed = request.views().get(name);
        if (viewed != null) {
            return ReadOnlyView.of(viewed);
        }
        Supplier<String> json = request.globals().get(name);
        return json == null ? null : json.get();
    }

    private void log(String level, Value text) {
        ScriptLimits.Log limits = request.limits().log();
        if (++lines < limits.lines()) {
            request.host().log(levelOf(level), line(text.asString(), limits.lineCharacters()));
        } else if (lines == limits.lines()) {
            request.host()
                    .log(
                            LogLevel.WARNING,
                            "the script has written its " + limits.lines() + " lines; further ones are dropped");
        }
    }

    private static LogLevel levelOf(String level) {
        return switch (level) {
            case "error" -> LogLevel.ERROR;
            case "warning" -> LogLevel.WARNING;
            default -> LogLevel.INFO;
        };
    }

    private static String line(String text, int most) {
        return LogText.escaped(text.length() <= most ? text : text.substring(0, most - 1) + "…");
    }

    /** Null if the timer is set, or why not. */
    private @Nullable String timer(int id, double millis) {
        int most = request.limits().calls().timers();
        if (++timersUsed > most) {
            return "the script has set its " + most + " timers, firings of intervals counted";
        }
        long nanos = (long) Math.min(millis * 1e6, 1e18);
        set.put(id, timers.after(Duration.ofNanos(nanos), () -> run.enqueue(() -> fire(id))));
        return null;
    }

    private void fire(int id) {
        if (set.remove(id) != null && settlement == null) {
            run.guest().fire(id);
        }
    }

    private void clear(int id) {
        Future<?> timer = set.remove(id);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Calls made so far. */
    int calls() {
        return calls.made();
    }

    boolean awaitsCalls() {
        return calls.areUnderWay();
    }

    boolean awaitsAnything() {
        return awaitsCalls() || !set.isEmpty();
    }

    /** Says once in the log that the script has ended before its calls have. */
    void remindOfCalls() {
        if (settlement != null && !reminded) {
            reminded = true;
            request.host()
                    .log(
                            LogLevel.WARNING,
                            "the script has ended while calls were under way; write await before each call");
        }
    }

    /** Ends what is under way. Called once, when no turn runs any more or none is heard. */
    void close() {
        calls.abort();
        timers.cancelAll(set);
    }
}
