package dev.millrace.egress;

import java.nio.charset.Charset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came back, as a whole. Immutable. */
public final class HttpResponse {
    private static final int FIRST_GOOD = 200;
    private static final int FIRST_NOT_GOOD = 300;

    private final int status;
    private final List<HttpHeader> headers;
    private final byte[] body;

    HttpResponse(int status, List<HttpHeader> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** An answer as a test or another transport gives it. The body is copied. */
    public static HttpResponse of(int status, List<HttpHeader> headers, byte[] body) {
        return new HttpResponse(status, headers, body.clone());
    }

    public int status() {
        return status;
    }

    /** True for 200 to 299. */
    public boolean isGood() {
        return status >= FIRST_GOOD && status < FIRST_NOT_GOOD;
    }

    /** In the order they came. */
    public List<HttpHeader> headers() {
        return headers;
    }

    /** The first header of this name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.isNamed(name))
                .findFirst()
                .map(HttpHeader::value);
    }

    /** Names in lower case; what came more than once is joined with {@code ", "}. */
    public Map<String, String> joinedHeaders() {
        Map<String, String> joined = new LinkedHashMap<>();
        for (HttpHeader header : headers) {
            joined.merge(header.name().toLowerCase(Locale.ROOT), header.value(), (first, next) -> first + ", " + next);
        }
        return Collections.unmodifiableMap(joined);
    }

    /** The body, decompressed; a copy. */
    public byte[] bytes() {
        return body.clone();
    }

    /** The body as text: by its byte order mark, else by the charset of its content type, else in UTF-8. */
    public String text() {
        int mark = AnswerCharset.markLength(body);
        Charset charset = AnswerCharset.of(body, header("Content-Type").orElse(""));
        return new String(body, mark, body.length - mark, charset);
    }

    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
