package dev.millrace.http.trigger;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code {"response": …}}: what every answer to a caller of an API is wrapped in (spec 6 and 7). */
final class CallEnvelope {
    static final String UID = "uid";

    private CallEnvelope() {}

    static Response.Full of(int status, Map<String, @Nullable Object> response) {
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("response", response);
        return new Response.Full(status, Map.of(), "application/json; charset=utf-8", Json.write(envelope));
    }

    /** An asynchronous run has begun. */
    static Response.Full accepted(String uid) {
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        response.put(UID, uid);
        return of(202, response);
    }

    /** A failure before there was a run, or a defect of ours. */
    static Response.Full failed(Failure failure) {
        TriggerError error = TriggerError.of(failure.error());
        Failure named = failure.error() == error ? failure : failure.as(error);
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("code", error.id());
        words.put("message", named.text());
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        response.put("error", words);
        if (named.details().containsKey(UID)) {
            response.put(UID, named.details().get(UID));
        }
        return of(error.status(), response).with(named.headers());
    }
}
