package dev.millrace.http.form;

import dev.millrace.form.ObjectError;
import dev.millrace.http.exchange.ErrorCode;
import dev.millrace.http.exchange.Refusal;

/** The errors of the API, each with its stable word (spec section 14). Nearly all come with HTTP 200. */
record InvokeError(String id, int status, String message) implements ErrorCode {
    static final InvokeError AUTH_FAILED = new InvokeError("AuthFailed", 200, "EngineCode or EngineSecret is invalid");
    static final InvokeError INVALID_REQUEST = new InvokeError("InvalidRequest", 200, "Invalid request");
    static final InvokeError UNKNOWN_ACTION = new InvokeError("UnknownAction", 200, "Unknown ActionName");
    static final InvokeError NO_PERMISSION = new InvokeError("NoPermission", 200, "No permission");
    static final InvokeError TIMEOUT = new InvokeError("Timeout", 200, "Request timed out");
    static final InvokeError INTERNAL = new InvokeError("InternalError", 200, "Internal error");
    static final InvokeError RATE_LIMITED = new InvokeError("RateLimited", 429, "Too many requests");
    static final InvokeError NOT_SECURE = new InvokeError("InvalidRequest", 403, "Use HTTPS");
    static final InvokeError FILE_NOT_FOUND = new InvokeError("AttachmentNotFound", 404, "Attachment not found");
    /** What a controller of the application's own reports. */
    static final InvokeError CUSTOM = new InvokeError("ActionFailed", 200, "The action failed");

    @Override
    public int code() {
        return status;
    }

    static InvokeError of(ObjectError error) {
        return new InvokeError(error.id(), 200, error.id());
    }

    static InvokeError of(ErrorCode error) {
        if (error instanceof InvokeError own) {
            return own;
        }
        if (error == Refusal.BAD_REQUEST || error == Refusal.WRONG_MEDIA_TYPE) {
            return INVALID_REQUEST;
        }
        if (error == Refusal.INTERNAL) {
            return INTERNAL;
        }
        if (error == Refusal.TOO_MANY_REQUESTS) {
            return RATE_LIMITED;
        }
        String id = error == Refusal.TOO_LARGE
                ? "TooLarge"
                : error == Refusal.UNAVAILABLE ? "Unavailable" : "InvalidRequest";
        return new InvokeError(id, error.status(), error.message());
    }
}
