package dev.millrace.http.exchange;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request before it is known whose it is. Its body is read once, by whoever asks first: a signature is checked over the
 * same bytes that the route then reads. Not thread-safe.
 */
public final class Incoming {
    private static final int SMALL = 8_192;

    private final HttpServletRequest servlet;
    private final RequestLimits limits;
    private byte @Nullable [] body;

    public Incoming(HttpServletRequest servlet, RequestLimits limits) {
        this.servlet = servlet;
        this.limits = limits;
    }

    /** The container's own view, for what only it can do: parts of a form, answers that come bit by bit. */
    public HttpServletRequest servlet() {
        return servlet;
    }

    public RequestLimits limits() {
        return limits;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(servlet.getHeader(name));
    }

    /** What its reader asked for ({@code Accept-Language}); {@link Locale#ROOT} if that is nothing. */
    public static Locale language(HttpServletRequest servlet) {
        return servlet.getHeader("Accept-Language") == null ? Locale.ROOT : servlet.getLocale();
    }

    /** The media type of the body in lower case, without parameters; empty if it has none. */
    public String mediaType() {
        String type = servlet.getContentType();
        if (type == null) {
            return "";
        }
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    /**
     * The whole body.
     *
     * @return shared: not to be changed
     * @throws Failure if it is too large or encoded
     */
    public byte[] body() {
        byte[] read = body;
        if (read == null) {
            read = read();
            body = read;
        }
        return read;
    }

    /**
     * The parts of a form. Once the body was read they are found in it, else the container reads them, within the limits that
     * the servlet was registered with.
     *
     * @throws IllegalStateException if it is beyond a limit
     * @throws ServletException if it is no such form
     */
    public Collection<Part> parts() throws IOException, ServletException {
        byte[] read = body;
        String type = servlet.getContentType();
        return read == null || type == null ? servlet.getParts() : FormParts.of(read, type);
    }

    private byte[] read() {
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
