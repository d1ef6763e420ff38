package dev.millrace.http.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with an error that is meant for the client. Carries no stack trace: it is an answer, not a defect. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode error;
    private final transient Map<String, @Nullable Object> details;
    private final transient Map<String, String> headers;

    private Failure(
            ErrorCode error, String message, Map<String, @Nullable Object> details, Map<String, String> headers) {
        super(message, null, false, false);
        this.error = error;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        this.headers = Map.copyOf(headers);
    }

    /** With the standard message of its kind. */
    public static Failure of(ErrorCode error) {
        return new Failure(error, error.message(), Map.of(), Map.of());
    }

    /** With a message that says what is wrong and how to mend it. */
    public static Failure of(ErrorCode error, String message) {
        return new Failure(error, message, Map.of(), Map.of());
    }

    /** A copy with one more detail, for programs. */
    public Failure with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new Failure(error, text(), more, headers);
    }

    /** A copy with one more header of the response. */
    public Failure withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Failure(error, text(), details, more);
    }

    /** The same failure as another API calls it. A message that was the standard one becomes the other's. */
    public Failure as(ErrorCode other) {
        String message = text().equals(error.message()) ? other.message() : text();
        return new Failure(other, message, details, headers);
    }

    public ErrorCode error() {
        return error;
    }

    /** Never null, unlike {@link #getMessage}. */
    public String text() {
        String message = getMessage();
        return message == null ? error.message() : message;
    }

    public Map<String, @Nullable Object> details() {
        return details;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
