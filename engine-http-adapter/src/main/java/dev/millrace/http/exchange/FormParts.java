package dev.millrace.http.exchange;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a form (RFC 7578) in a body that has been read: a container reads a form from the connection only, where it is no
 * more once a signature was checked over its bytes. Parts lie where they are and are not copied. Not thread-safe.
 */
final class FormParts {
    private static final int MAX_PARTS = 1_000;
    private static final int MAX_HEADER_BYTES = 8 << 10;
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"\\r\\n]{1,70})\"|([^\\s\";,]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*(name|filename)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\";]+))", Pattern.CASE_INSENSITIVE);
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] EMPTY_LINE = {'\r', '\n', '\r', '\n'};

    private final byte[] body;
    private final byte[] delimiter;
    private int at;

    private FormParts(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * @param contentType names the boundary between the parts
     * @throws ServletException as a container does, if that is no form, or has more than a thousand parts
     */
    static List<Part> of(byte[] body, String contentType) throws ServletException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new ServletException("the content type names no boundary");
        }
        return new FormParts(body, boundary.group(1) == null ? boundary.group(2) : boundary.group(1)).parts();
    }

    private List<Part> parts() throws ServletException {
        List<Part> parts = new ArrayList<>();
        at = afterFirstDelimiter();
        while (!isEnd()) {
            if (parts.size() == MAX_PARTS) {
                throw new ServletException("the form has more than " + MAX_PARTS + " parts");
            }
            parts.add(next());
        }
        return parts;
    }

    /** The first one may begin the body, without the end of a line before it. */
    private int afterFirstDelimiter() throws ServletException {
        boolean isFirst = isAt(0, delimiter, LINE_END.length);
        return isFirst ? delimiter.length - LINE_END.length : find(delimiter, 0, body.length) + delimiter.length;
    }

    private boolean isEnd() {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    private ReadPart next() throws ServletException {
        int headersFrom =
                find(LINE_END, at, Math.min(body.length, at + MAX_HEADER_BYTES)); // white space may come before
        int headersTo = find(EMPTY_LINE, headersFrom, Math.min(body.length, headersFrom + MAX_HEADER_BYTES));
        int from = headersTo + EMPTY_LINE.length;
        int to = find(
                delimiter, from - LINE_END.length, body.length); // of an empty part, the line's end is the delimiter's
        at = to + delimiter.length;
        return part(headers(headersFrom, headersTo), from, Math.max(from, to));
    }

    private Map<String, String> headers(int from, int to) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : new String(body, from, to - from, StandardCharsets.UTF_8).split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private ReadPart part(Map<String, String> headers, int from, int to) throws ServletException {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(headers.getOrDefault("content-disposition", ""));
        while (parameter.find()) {
            String quoted = parameter.group(2);
            parameters.putIfAbsent(
                    parameter.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? parameter.group(3) : quoted.replace("\\\"", "\""));
        }
        String name = parameters.get("name");
        if (name == null) {
            throw new ServletException("a part of the form has no name");
        }
        return new ReadPart(name, Optional.ofNullable(parameters.get("filename")), headers, body, from, to);
    }

    private int find(byte[] wanted, int from, int to) throws ServletException {
        for (int i = from; i + wanted.length <= to; i++) {
            if (isAt(i, wanted, 0)) {
                return i;
            }
        }
        throw new ServletException("the form ends too early");
    }

    /** True if the body goes on with {@code wanted}, of which the first bytes are left out. */
    private boolean isAt(int index, byte[] wanted, int leftOut) {
        int length = wanted.length - leftOut;
        if (index + length > body.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (body[index + i] != wanted[leftOut + i]) {
                return false;
            }
        }
        return true;
    }
}
