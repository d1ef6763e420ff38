package dev.millrace.script.child;

import dev.millrace.json.Json;
import dev.millrace.json.JsonException;
import dev.millrace.json.Numbers;
import dev.millrace.proxy.Arguments;
import dev.millrace.proxy.ErrorCode;
import dev.millrace.proxy.JsonArguments;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.proxy.ProxyError;
import dev.millrace.script.ModuleFailure;
import dev.millrace.script.Script;
import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptHost;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptOutcome;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.ScriptUsage;
import dev.millrace.script.child.Frame.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the messages of a script say, written and read. */
final class Letters {
    private static final int ERROR_TEXTS = 13;

    private Letters() {}

    static Frame run(ScriptRequest request) {
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(request.script().name());
        texts.add(request.script().text());
        texts.add(limits(request.limits()));
        texts.add(String.join(" ", written(request)));
        for (Map.Entry<String, Supplier<String>> global : request.globals().entrySet()) {
            texts.add(global.getKey());
            texts.add(
                    request.script().text().contains(global.getKey())
                            ? global.getValue().get()
                            : "null");
        }
        return new Frame(Kind.RUN, 0, texts);
    }

    /** The modules that the text can mean; the child has no catalogue. */
    private static Set<String> written(ScriptRequest request) {
        Set<String> names = new TreeSet<>();
        for (String name : request.host().modules()) {
            int dot = name.indexOf('.');
            if (request.script().text().contains(dot < 0 ? name : name.substring(0, dot))) {
                names.add(name);
            }
        }
        return names;
    }

    private static String limits(ScriptLimits limits) {
        return List.of(
                        limits.wallTime().toNanos(),
                        limits.cpuTime().toNanos(),
                        limits.allocatedBytes(),
                        limits.statements(),
                        limits.sourceCharacters(),
                        limits.resultCharacters(),
                        limits.calls().count(),
                        limits.calls().concurrent(),
                        limits.calls().characters(),
                        limits.calls().timers(),
                        limits.log().lines(),
                        limits.log().lineCharacters())
                .stream()
                .map(String::valueOf)
                .reduce((before, after) -> before + " " + after)
                .orElseThrow();
    }

    private static ScriptLimits limits(String text) {
        long[] n = Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new ScriptLimits(
                Duration.ofNanos(n[0]),
                Duration.ofNanos(n[1]),
                n[2],
                n[3],
                (int) n[4],
                (int) n[5],
                new ScriptLimits.Calls((int) n[6], (int) n[7], (int) n[8], (int) n[9]),
                new ScriptLimits.Log((int) n[10], (int) n[11]));
    }

    static Set<String> modules(Frame run) {
        return run.text(3).isEmpty() ? Set.of() : Set.of(run.text(3).split(" "));
    }

    static ScriptRequest request(Frame run, ScriptHost host) {
        ScriptRequest request = ScriptRequest.of(new Script(run.text(0), run.text(1)))
                .withLimits(limits(run.text(2)))
                .withHost(host);
        for (int i = 4; i + 1 < run.texts().size(); i += 2) {
            String json = run.text(i + 1);
            request = request.global(run.text(i), () -> json);
        }
        return request;
    }

    static Frame call(int number, ProxyCall call) {
        return Frame.of(
                call.arguments() instanceof Arguments.Direct ? Kind.DIRECT_CALL : Kind.CHAIN_CALL,
                number,
                call.platform(),
                call.instance().orElse(null),
                call.caller().orElse(null),
                call.api(),
                JsonArguments.text(call.arguments()));
    }

    /** @throws ProxyError if its arguments are none */
    static ProxyCall call(Frame frame) {
        JsonArguments json = JsonArguments.of(frame.text(0), frame.text(3));
        return new ProxyCall(
                frame.text(0),
                frame.optional(1),
                frame.optional(2),
                frame.text(3),
                frame.kind() == Kind.DIRECT_CALL ? json.direct(frame.text(4)) : json.parts(frame.text(4)));
    }

    static Frame failure(int number, ProxyError error) {
        return Frame.of(
                Kind.PROXY_FAILURE,
                number,
                error.code().name(),
                error.what(),
                error.platform(),
                error.instance(),
                error.api(),
                error.status().isPresent() ? String.valueOf(error.status().getAsInt()) : null,
                Json.write(error.response()),
                String.valueOf(error.isRetryable()),
                Json.write(error.businessCode()));
    }

    static Frame failure(int number, ModuleFailure failure) {
        return Frame.of(
                Kind.MODULE_FAILURE,
                number,
                failure.module(),
                failure.title(),
                failure.detail(),
                String.valueOf(failure.code()));
    }

    static RuntimeException failure(Frame frame) {
        if (frame.kind() == Kind.MODULE_FAILURE) {
            return new ModuleFailure(frame.text(0), frame.text(1), frame.text(2), (int) frame.whole(3));
        }
        String status = frame.nullable(5);
        return new ProxyError(
                ErrorCode.valueOf(frame.text(0)),
                frame.text(1),
                new ProxyError.Details(
                        frame.text(2),
                        frame.text(3),
                        frame.text(4),
                        status == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(status)),
                        value(frame.text(6)),
                        Boolean.parseBoolean(frame.text(7)),
                        value(frame.text(8))));
    }

    private static @Nullable Object value(String json) {
        try {
            return Json.read(json, Numbers.EXACT);
        } catch (JsonException e) {
            throw new IllegalStateException("the parent sent no JSON", e);
        }
    }

    static Frame outcome(ScriptOutcome outcome) {
        ScriptUsage usage = outcome.usage();
        String nanos = String.valueOf(usage.computed().toNanos());
        String bytes = String.valueOf(usage.allocatedBytes());
        String calls = String.valueOf(usage.calls());
        if (outcome instanceof ScriptOutcome.Returned returned) {
            return Frame.of(Kind.RETURNED, 0, returned.json().orElse(null), nanos, bytes, calls);
        }
        ScriptError error = ((ScriptOutcome.Failed) outcome).error();
        ScriptError.Place place = error.place();
        List<@Nullable String> texts = new ArrayList<>(Arrays.asList(
                error.failure().name(),
                error.name(),
                error.message(),
                error.code(),
                place.script(),
                String.valueOf(place.line()),
                String.valueOf(place.column()),
                place.sourceLine(),
                String.valueOf(place.caret()),
                error.details(),
                nanos,
                bytes,
                calls));
        texts.addAll(error.stack());
        return new Frame(Kind.FAILED, 0, texts);
    }

    static ScriptOutcome outcome(Frame frame) {
        if (frame.kind() == Kind.RETURNED) {
            return new ScriptOutcome.Returned(frame.optional(0), usage(frame, 1));
        }
        ScriptError.Place place = new ScriptError.Place(
                frame.text(4), (int) frame.whole(5), (int) frame.whole(6), frame.text(7), (int) frame.whole(8));
        List<String> stack = new ArrayList<>();
        for (int i = ERROR_TEXTS; i < frame.texts().size(); i++) {
            stack.add(frame.text(i));
        }
        ScriptError error = new ScriptError(
                ScriptFailure.valueOf(frame.text(0)),
                frame.text(1),
                frame.text(2),
                frame.text(3),
                place,
                stack,
                frame.text(9));
        return new ScriptOutcome.Failed(error, usage(frame, 10));
    }

    private static ScriptUsage usage(Frame frame, int first) {
        return new ScriptUsage(
                Duration.ofNanos(frame.whole(first)), frame.whole(first + 1), (int) frame.whole(first + 2));
    }
}
