package dev.millrace.http.trigger;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.exchange.ErrorCode;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import java.util.EnumMap;
import java.util.Map;

/** What can be wrong with a request to an API (spec 7). Its number is not sent. */
enum TriggerError implements ErrorCode {
    INVALID_PARAMS(400, "requestError.invalidParams", "Request is not valid"),
    NOT_AUTHENTICATED(401, "requestError.invalidParams", "Authentication is required"),
    /** As {@link #NOT_AUTHENTICATED}, where there is a credential. */
    WRONG_CREDENTIAL(401, "requestError.invalidParams", "Token is invalid"),
    DISABLED(403, "requestError.apiDisabled", "API is not enabled"),
    FORBIDDEN(403, "requestError.forbidden", "IP is not allowed"),
    NOT_FOUND(404, "requestError.notFound", "API not found"),
    METHOD_NOT_ALLOWED(405, "requestError.methodNotAllowed", "Method is not allowed"),
    TOO_SLOW(408, "requestError.timeout", "Request did not come in time"),
    IDEMPOTENCY_CONFLICT(
            409, "requestError.idempotencyConflict", "Idempotency-Key was used with another request; use a new key"),
    BUSY(409, "requestError.busy", "Workflow runs already and must not run twice"),
    TOO_LARGE(413, "requestError.tooLarge", "Request is too large"),
    WRONG_MEDIA_TYPE(415, "requestError.unsupportedMediaType", "Content type is not supported"),
    UNKNOWN_HOST(421, "requestError.unknownHost", "Unknown host"),
    TOO_MANY_REQUESTS(429, "requestError.tooManyRequests", "Too many requests; try again later"),
    INTERNAL(500, "serverError.internal", "Internal error"),
    UNAVAILABLE(503, "requestError.unavailable", "Service is stopping; try again later");

    private static final Map<Refusal, TriggerError> OWN = new EnumMap<>(Map.ofEntries(
            Map.entry(Refusal.BAD_REQUEST, INVALID_PARAMS),
            Map.entry(Refusal.NOT_AUTHENTICATED, NOT_AUTHENTICATED),
            Map.entry(Refusal.TOKEN_EXPIRED, NOT_AUTHENTICATED),
            Map.entry(Refusal.NOT_PERMITTED, FORBIDDEN),
            Map.entry(Refusal.UNKNOWN_ROUTE, NOT_FOUND),
            Map.entry(Refusal.METHOD_NOT_ALLOWED, METHOD_NOT_ALLOWED),
            Map.entry(Refusal.TOO_SLOW, TOO_SLOW),
            Map.entry(Refusal.TOO_LARGE, TOO_LARGE),
            Map.entry(Refusal.WRONG_MEDIA_TYPE, WRONG_MEDIA_TYPE),
            Map.entry(Refusal.UNKNOWN_HOST, UNKNOWN_HOST),
            Map.entry(Refusal.TOO_MANY_REQUESTS, TOO_MANY_REQUESTS),
            Map.entry(Refusal.INTERNAL, INTERNAL),
            Map.entry(Refusal.UNAVAILABLE, UNAVAILABLE)));

    private final int status;
    private final String id;
    private final String message;

    TriggerError(int status, String id, String message) {
        this.status = status;
        this.id = id;
        this.message = message;
    }

    static TriggerError of(ErrorCode error) {
        return error instanceof TriggerError own
                ? own
                : error instanceof Refusal refusal ? OWN.getOrDefault(refusal, INTERNAL) : INTERNAL;
    }

    /** A failure as the editor API calls it. */
    static Failure inEditor(Failure failure) {
        return failure.error() instanceof TriggerError own ? failure.as(own.inEditor()) : failure;
    }

    private ErrorCode inEditor() {
        return switch (this) {
            case INVALID_PARAMS -> EditorError.INVALID_PARAMETERS;
            case BUSY -> EditorError.NOT_STARTED;
            case NOT_FOUND -> EditorError.WORKFLOW_NOT_FOUND;
            case TOO_MANY_REQUESTS -> Refusal.UNAVAILABLE; // the API's own limit, not the caller's
            case UNAVAILABLE -> Refusal.UNAVAILABLE;
            default -> Refusal.INTERNAL;
        };
    }

    /** What clients know it by. */
    String id() {
        return id;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public int code() {
        return status;
    }

    @Override
    public String message() {
        return message;
    }
}
