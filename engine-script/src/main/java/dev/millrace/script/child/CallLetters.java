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
import dev.millrace.script.child.Frame.Kind;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Calls that a script in a child makes, and how they fail. */
final class CallLetters {
    private CallLetters() {}

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
}
