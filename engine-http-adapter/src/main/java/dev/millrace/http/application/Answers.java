package dev.millrace.http.application;

import dev.millrace.http.exchange.ErrorCode;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Response;
import dev.millrace.store.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code {"message", "result", "status", "timestamp"}}: what every answer of the API is wrapped in; failures add {@code code}. */
final class Answers {
    private static final Label LOG_IN = new Label("", "登录状态已过期,token不能为空", "Login expired, token must not be empty");

    private final Clock clock;

    Answers(Clock clock) {
        this.clock = clock;
    }

    /** 200. */
    Response.Full ok(@Nullable Object result) {
        return write(200, "success", null, result);
    }

    Response.Full failed(Failure original, Locale language) {
        Failure failure = ApplicationError.named(original);
        ErrorCode error = failure.error();
        String text = failure.text();
        Object result = failure.details().get("result");
        if (error == ApplicationError.UNAUTHORIZED) {
            text = LOG_IN.text(language);
            result = original.error() == Refusal.NO_CREDENTIAL ? null : "expired";
        }
        return write(error.status(), text, word(failure), result).with(failure.headers());
    }

    private static String word(Failure failure) {
        if (failure.details().get(ApplicationError.REASON) instanceof String reason) {
            return reason;
        }
        return failure.error() instanceof ApplicationError error
                ? error.word()
                : ApplicationError.INTERNAL_SERVER_ERROR.word();
    }

    private Response.Full write(int status, String message, @Nullable String code, @Nullable Object result) {
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("message", message);
        if (code != null) {
            envelope.put("code", code);
        }
        if (result != null) {
            envelope.put("result", result);
        }
        envelope.put("status", status);
        envelope.put("timestamp", clock.epochMillis());
        return Response.json(status, Json.write(envelope));
    }
}
