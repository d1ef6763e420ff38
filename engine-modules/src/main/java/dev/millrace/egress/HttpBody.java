package dev.millrace.egress;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a request brings along: bytes of a content type. Immutable. */
public final class HttpBody {
    private final String contentType;
    private final byte[] bytes;

    private HttpBody(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
    }

    /** The bytes are copied. */
    public static HttpBody of(String contentType, byte[] bytes) {
        return new HttpBody(contentType, bytes.clone());
    }

    /** The text in UTF-8, as its content type should say. */
    public static HttpBody text(String contentType, String text) {
        return new HttpBody(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text that is JSON. */
    public static HttpBody json(String json) {
        return text("application/json; charset=utf-8", json);
    }

    /** The fields of a form, in their order, encoded as browsers do in UTF-8. */
    public static HttpBody form(Map<String, String> fields) {
        return text("application/x-www-form-urlencoded", encoded(fields));
    }

    /** Names and values as in a query or a form: {@code a=1&b=x+y}. */
    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Files in the form that browsers send them in. */
    public static HttpBody multipart(List<FilePart> parts) {
        String boundary = Multipart.boundary(parts);
        return new HttpBody("multipart/form-data; boundary=" + boundary, Multipart.bytes(parts, boundary));
    }

    public String contentType() {
        return contentType;
    }

    /** How many bytes there are. */
    public int size() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return bytes.length + " bytes of " + contentType;
    }
}
