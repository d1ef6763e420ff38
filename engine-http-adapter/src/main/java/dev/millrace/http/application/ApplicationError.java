package dev.millrace.http.application;

import dev.millrace.http.exchange.ErrorCode;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The words of the application API for what went wrong (spec application-api 10). */
enum ApplicationError implements ErrorCode {
    ILLEGAL_ARGUMENT(400, "The request is wrong"),
    BUSINESS(400, "The request cannot be fulfilled"),
    UNAUTHORIZED(401, "Login expired, token must not be empty"),
    SIGNATURE_ERROR(401, "Signature verification failed"),
    SIGNATURE_EXPIRED(401, "The timestamp is too far from the server's"),
    SIGNATURE_REPLAYED(401, "This signed call came before"),
    APPLICATION_DISABLED(401, "The application is disabled"),
    ACCESS_DENIED(403, "Access denied"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    TOO_SLOW(408, "The request came too slowly"),
    PAYLOAD_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    UNKNOWN_HOST(421, "Unknown host"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_SERVER_ERROR(500, "服务器内部异常"),
    UNAVAILABLE(503, "Service unavailable"),
    TIMEOUT(504, "The call took too long; look whether it has come about before you repeat it");

    /** The detail of a failure that says why a credential is not good, whichever API writes it. */
    static final String REASON = "reason";

    private static final Map<Refusal, ApplicationError> REFUSALS = new EnumMap<>(Map.ofEntries(
            Map.entry(Refusal.BAD_REQUEST, ILLEGAL_ARGUMENT),
            Map.entry(Refusal.NO_CREDENTIAL, UNAUTHORIZED),
            Map.entry(Refusal.NOT_AUTHENTICATED, UNAUTHORIZED),
            Map.entry(Refusal.TOKEN_EXPIRED, UNAUTHORIZED),
            Map.entry(Refusal.NOT_PERMITTED, ACCESS_DENIED),
            Map.entry(Refusal.UNKNOWN_ROUTE, NOT_FOUND),
            Map.entry(Refusal.METHOD_NOT_ALLOWED, METHOD_NOT_ALLOWED),
            Map.entry(Refusal.TOO_SLOW, TOO_SLOW),
            Map.entry(Refusal.TOO_LARGE, PAYLOAD_TOO_LARGE),
            Map.entry(Refusal.WRONG_MEDIA_TYPE, UNSUPPORTED_MEDIA_TYPE),
            Map.entry(Refusal.UNKNOWN_HOST, UNKNOWN_HOST),
            Map.entry(Refusal.TOO_MANY_REQUESTS, TOO_MANY_REQUESTS),
            Map.entry(Refusal.INTERNAL, INTERNAL_SERVER_ERROR),
            Map.entry(Refusal.UNAVAILABLE, UNAVAILABLE)));

    private final int status;
    private final String message;

    ApplicationError(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** The same failure in these words. */
    static Failure named(Failure failure) {
        if (!(failure.error() instanceof Refusal refusal) || failure.details().containsKey(REASON)) {
            return failure;
        }
        ApplicationError error = REFUSALS.get(refusal);
        return error == null ? failure : failure.as(error);
    }

    /** A credential that is not good for this reason, in words that every API can put in its own. */
    Failure refusal(String message) {
        Refusal kind = this == SIGNATURE_ERROR ? Refusal.NOT_AUTHENTICATED : Refusal.TOKEN_EXPIRED;
        return Failure.of(kind, message).with(REASON, word());
    }

    Failure refusal() {
        return refusal(message);
    }

    /** What clients tell it by; they know one word for all that took too long. */
    String word() {
        return this == TOO_SLOW ? TIMEOUT.word() : name().toLowerCase(Locale.ROOT);
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
