package dev.millrace.http.exchange;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that was admitted to its route. Not thread-safe. */
public final class Request {
    /** The media type of a web page's form. */
    public static final String FORM = "application/x-www-form-urlencoded";

    private final Incoming incoming;
    private final HttpServletRequest servlet;
    private final Map<String, String> pathParameters;
    private final Principal principal;

    public Request(Incoming incoming, Map<String, String> pathParameters, Principal principal) {
        this.incoming = incoming;
        this.servlet = incoming.servlet();
        this.pathParameters = pathParameters;
        this.principal = principal;
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

    /** What its reader asked for; {@link Locale#ROOT} if that is nothing. */
    public Locale language() {
        return Incoming.language(servlet);
    }

    public Principal principal() {
        return principal;
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
        return incoming.limits();
    }

    /**
     * The body as it is.
     *
     * @return shared: not to be changed
     * @throws Failure if it is too large
     */
    public byte[] content() {
        return incoming.body();
    }

    /** As {@link Incoming#parts}. */
    public Collection<Part> parts() throws IOException, ServletException {
        return incoming.parts();
    }

    /**
     * The JSON object in the body.
     *
     * @param whenWrong what it is called if there is none, or its fields are wrong
     * @throws Failure if there is none, if it is too large or of another media type
     */
    public Body body(ErrorCode whenWrong) {
        return object(incoming.body(), whenWrong);
    }

    /** As {@link #body}, but no body at all is an object without fields. */
    public Body optionalBody(ErrorCode whenWrong) {
        byte[] bytes = incoming.body();
        return bytes.length == 0 ? new Body(Map.of(), whenWrong) : object(bytes, whenWrong);
    }

    /** The fields of a form in the body, or else those of a JSON object. */
    public Map<String, @Nullable Object> formOrObject(ErrorCode whenWrong) {
        if (!incoming.mediaType().equals(FORM)) {
            return body(whenWrong).fields();
        }
        return new LinkedHashMap<>(
                Query.of(new String(incoming.body(), StandardCharsets.UTF_8)).fields());
    }

    /**
     * The JSON value in the body.
     *
     * @throws Failure as {@link #body}
     */
    public @Nullable Object json(ErrorCode whenWrong) {
        return value(incoming.body(), whenWrong);
    }

    private @Nullable Object value(byte[] bytes, ErrorCode whenWrong) {
        try {
            refuseOtherMediaTypes();
            return Json.read(bytes);
        } catch (Failure failure) {
            throw failure.error() == Refusal.BAD_REQUEST ? failure.as(whenWrong) : failure;
        }
    }

    private Body object(byte[] bytes, ErrorCode whenWrong) {
        Object value = value(bytes, whenWrong);
        if (!(value instanceof Map<?, ?> map)) {
            throw Failure.of(whenWrong, whenWrong.message() + ": the body must be a JSON object");
        }
        return new Body(Json.fields(map), whenWrong);
    }

    /** A form of a web page can send other types to any server without asking it first; JSON it cannot. */
    private void refuseOtherMediaTypes() {
        if (!incoming.mediaType().equals("application/json")) {
            throw Failure.of(Refusal.WRONG_MEDIA_TYPE, "send the header Content-Type: application/json");
        }
    }
}
