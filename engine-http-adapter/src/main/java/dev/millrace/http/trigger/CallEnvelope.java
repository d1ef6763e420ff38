package dev.millrace.http.trigger;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.JsonForm;
import dev.millrace.http.exchange.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code {"response": …}}: what every answer to a caller of an API is wrapped in (spec 6 and 7). */
final class CallEnvelope {
    static final String UID = "uid";

    private CallEnvelope() {}

    /** @param response as {@link Json#write} takes it */
    static Response.Full of(int status, Object response) {
        JsonForm envelope = json -> {
            json.writeStartObject();
            json.writeFieldName("response");
            Json.write(response, json);
            json.writeEndObject();
        };
        return new Response.Full(status, Map.of(), "application/json; charset=utf-8", Json.write(envelope));
    }

    /** An asynchronous run has begun. */
    static Response.Full accepted(String uid) {
        return of(202, Map.of(UID, uid));
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
