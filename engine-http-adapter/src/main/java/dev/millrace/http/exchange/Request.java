package dev.millrace.http.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that was admitted to its route. Not thread-safe. */
public final class Request {
    private static final int SMALL = 8_192;

    private final HttpServletRequest servlet;
    private final Map<String, String> pathParameters;
    private final Caller caller;
    private final RequestLimits limits;

    public Request(
            HttpServletRequest servlet, Map<String, String> pathParameters, Caller caller, RequestLimits limits) {
        this.servlet = servlet;
        this.pathParameters = pathParameters;
        this.caller = caller;
        this.limits = limits;
    }

    /** The value of a {@code {name}} in the route's path; never empty. */
    public String path(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    public Query query() {
        return Query.of(servlet.getQueryString());
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(servlet.getHeader(name));
    }

    public Caller caller() {
        return caller;
    }

    /** The address it came from. */
    public String remoteAddress() {
        return servlet.getRemoteAddr();
    }

    /** The container's own view, for what only it can do: parts of a form, answers that come bit by bit. */
    public HttpServletRequest servlet() {
        return servlet;
    }

    public RequestLimits limits() {
        return limits;
    }

    /**
     * The JSON object in the body.
     *
     * @param whenWrong what it is called if there is none, or its fields are wrong
     * @throws Failure if there is none, if it is too large or of another media type
     */
    public Body body(ErrorCode whenWrong) {
        return object(content(), whenWrong);
    }

    /** As {@link #body}, but no body at all is an object without fields. */
    public Body optionalBody(ErrorCode whenWrong) {
        byte[] bytes = content();
        return bytes.length == 0 ? new Body(Map.of(), whenWrong) : object(bytes, whenWrong);
    }

    private Body object(byte[] bytes, ErrorCode whenWrong) {
        Object value;
        try {
            refuseOtherMediaTypes();
            value = Json.read(bytes);
        } catch (Failure failure) {
            throw failure.error() == Refusal.BAD_REQUEST ? failure.as(whenWrong) : failure;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw Failure.of(whenWrong, whenWrong.message() + ": the body must be a JSON object");
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((key, member) -> fields.put(String.valueOf(key), member));
        return new Body(fields, whenWrong);
    }

    /** A form of a web page can send other types to any server without asking it first; JSON it cannot. */
    private void refuseOtherMediaTypes() {
        String type = servlet.getContentType();
        String plain = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!plain.equals("application/json")) {
            throw Failure.of(Refusal.WRONG_MEDIA_TYPE, "send the header Content-Type: application/json");
        }
    }

    /**
     * The body as it is.
     *
     * @throws Failure if it is too large
     */
    public byte[] content() {
        refuseEncodings();
        int max = limits.maxBodyBytes();
        long length = servlet.getContentLengthLong();
        if (length > max) {
            throw tooLarge(max);
        }
        byte[] bytes;
        try (InputStream in = servlet.getInputStream()) {
            bytes = length >= 0 && length <= SMALL ? small(in, (int) length) : in.readNBytes(max + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.length > max) {
            throw tooLarge(max);
        }
        return bytes;
    }

    /** As much as was announced; what a client only announces must not take memory, so that is little. */
    private static byte[] small(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        int read = in.readNBytes(bytes, 0, length);
        var unused = in.read(); // to the end, or the container takes the body for unread
        return read == length ? bytes : Arrays.copyOf(bytes, read);
    }

    private void refuseEncodings() {
        String encoding = servlet.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Failure.of(Refusal.WRONG_MEDIA_TYPE, "send the body without Content-Encoding");
        }
    }

    private static Failure tooLarge(int max) {
        return Failure.of(Refusal.TOO_LARGE, "the body has more than " + max + " bytes")
                .with("maxBytes", max);
    }
}
