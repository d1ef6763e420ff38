package dev.millrace.http.editor;

import dev.millrace.http.exchange.ErrorCode;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.JsonForm;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Response;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code {"code", "message", "data", "details"?}}: what every response of the editor API is wrapped in. */
public final class Envelope {
    private static final String SUCCESS = "success";

    /** What the API has a code of its own for; the others have their HTTP status as code. */
    private static final Map<Refusal, ErrorCode> OWN = new EnumMap<>(Map.of(
            Refusal.NO_CREDENTIAL, EditorError.NOT_AUTHENTICATED,
            Refusal.NOT_AUTHENTICATED, EditorError.NOT_AUTHENTICATED,
            Refusal.TOKEN_EXPIRED, EditorError.TOKEN_EXPIRED,
            Refusal.NOT_PERMITTED, EditorError.NOT_PERMITTED,
            Refusal.TOO_LARGE, EditorError.FILE_TOO_LARGE,
            Refusal.TOO_MANY_REQUESTS, EditorError.TOO_MANY_REQUESTS,
            Refusal.INTERNAL, EditorError.INTERNAL,
            Refusal.UNAVAILABLE, EditorError.UNAVAILABLE));

    private Envelope() {}

    /** 200 with the message {@code success}. */
    public static Response.Full ok(@Nullable Object data) {
        return of(200, SUCCESS, data);
    }

    /** 200 with a message of the route's own. */
    public static Response.Full ok(String message, @Nullable Object data) {
        return of(200, message, data);
    }

    /** 201. */
    public static Response.Full created(String message, @Nullable Object data) {
        return of(201, message, data);
    }

    /** 202. */
    public static Response.Full accepted(String message, @Nullable Object data) {
        return of(202, message, data);
    }

    private static Response.Full of(int status, String message, @Nullable Object data) {
        JsonForm envelope = json -> {
            json.writeStartObject();
            json.writeNumberField("code", 0);
            json.writeStringField("message", message);
            json.writeFieldName("data");
            Json.write(data, json);
            json.writeEndObject();
        };
        return Response.json(status, Json.write(envelope));
    }

    /** A failure in the API's own codes. */
    public static Response.Full failed(Failure failure) {
        ErrorCode error = own(failure.error());
        Failure named = failure.error() == error ? failure : failure.as(error);
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("code", error.code());
        envelope.put("message", named.text());
        envelope.put("data", null);
        if (!named.details().isEmpty()) {
            envelope.put("details", named.details());
        }
        return Response.json(error.status(), Json.write(envelope)).with(named.headers());
    }

    private static ErrorCode own(ErrorCode error) {
        return error instanceof Refusal refusal ? OWN.getOrDefault(refusal, error) : error;
    }
}
