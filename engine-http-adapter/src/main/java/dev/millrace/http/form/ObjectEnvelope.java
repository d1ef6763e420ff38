package dev.millrace.http.form;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The five members of every answer (document 003), and {@code ErrorCode} where it failed. */
final class ObjectEnvelope {
    private ObjectEnvelope() {}

    static Response.Full ok(Map<String, ? extends @Nullable Object> data) {
        return Response.json(200, Json.write(members(null, data)));
    }

    static Response.Full failed(Failure failure) {
        InvokeError error = InvokeError.of(failure.error());
        Map<String, @Nullable Object> members = members(failure.as(error).text(), null);
        members.put("ErrorCode", error.id());
        Response.Full response =
                Response.json(error.status(), Json.write(members)).with(failure.headers());
        return error.status() == 429 && !failure.headers().containsKey("Retry-After")
                ? response.with(Map.of("Retry-After", "1"))
                : response;
    }

    private static Map<String, @Nullable Object> members(
            @Nullable String error, @Nullable Map<String, ? extends @Nullable Object> data) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("Successful", error == null);
        members.put("ErrorMessage", error);
        members.put("Logined", false);
        members.put("ReturnData", data);
        members.put("DataType", 0);
        return members;
    }
}
