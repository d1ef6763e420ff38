package dev.millrace.http.exchange;

/** What can go wrong with a request before any API has a say; each API puts it in its own words. */
public enum Refusal implements ErrorCode {
    BAD_REQUEST(400, "Bad request"),
    /** Nothing came that could prove who it is. */
    NO_CREDENTIAL(401, "Invalid authentication"),
    NOT_AUTHENTICATED(401, "Invalid authentication"),
    TOKEN_EXPIRED(401, "Token expired"),
    NOT_PERMITTED(403, "Insufficient permissions"),
    UNKNOWN_ROUTE(404, "Endpoint not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    TOO_SLOW(408, "Request timeout"),
    TOO_LARGE(413, "Request too large"),
    WRONG_MEDIA_TYPE(415, "Unsupported media type"),
    UNKNOWN_HOST(421, "Unknown host"),
    TOO_MANY_REQUESTS(429, "Rate limit exceeded"),
    INTERNAL(500, "Internal server error"),
    UNAVAILABLE(503, "Service unavailable");

    private final int status;
    private final String message;

    Refusal(int status, String message) {
        this.status = status;
        this.message = message;
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
