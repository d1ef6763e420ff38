package dev.millrace.egress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call: a method, a URL, headers, perhaps a body, and how long and how much it may take. Immutable.
 *
 * <pre>{@code
 * HttpRequest request = HttpRequest.post("https://example.com/orders")
 *     .header("Authorization", "Bearer " + token)
 *     .body(HttpBody.json("{\"amount\":5}"))
 *     .timeout(Duration.ofSeconds(10))
 *     .build();
 * }</pre>
 */
public final class HttpRequest {
    private final String method;
    private final String url;
    private final List<HttpHeader> headers;
    private final @Nullable HttpBody body;
    private final @Nullable Duration timeout;
    private final @Nullable Duration silence;
    private final @Nullable Integer maxRedirects;
    private final @Nullable Integer maxAnswerBytes;

    private HttpRequest(Builder builder) {
        method = builder.method;
        url = builder.url;
        headers = List.copyOf(builder.headers);
        body = builder.body;
        timeout = builder.timeout;
        silence = builder.silence;
        maxRedirects = builder.maxRedirects;
        maxAnswerBytes = builder.maxAnswerBytes;
    }

    public static Builder get(String url) {
        return of("GET", url);
    }

    public static Builder post(String url) {
        return of("POST", url);
    }

    /** @param url absolute, http or https; what a URL may not hold is encoded as browsers do */
    public static Builder of(String method, String url) {
        return new Builder(method, url);
    }

    public String method() {
        return method;
    }

    public String url() {
        return url;
    }

    public List<HttpHeader> headers() {
        return headers;
    }

    public Optional<HttpBody> body() {
        return Optional.ofNullable(body);
    }

    /** From the call to the whole answer, redirects counted in; empty: no limit. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    Optional<Duration> silence() {
        return Optional.ofNullable(silence);
    }

    int maxRedirects(int fallback) {
        return maxRedirects == null ? fallback : maxRedirects;
    }

    int maxAnswerBytes(int fallback) {
        return maxAnswerBytes == null ? fallback : Math.min(maxAnswerBytes, fallback);
    }

    /** Without anything that may be secret. */
    @Override
    public String toString() {
        return method;
    }

    /** Collects what a request says. */
    public static final class Builder {
        private final String method;
        private final String url;
        private final List<HttpHeader> headers = new ArrayList<>();
        private @Nullable HttpBody body;
        private @Nullable Duration timeout;
        private @Nullable Duration silence;
        private @Nullable Integer maxRedirects;
        private @Nullable Integer maxAnswerBytes;

        private Builder(String method, String url) {
            this.method = Objects.requireNonNull(method);
            this.url = Objects.requireNonNull(url);
        }

        /** Adds a header. What belongs to the connection cannot be set, nor the host: the call fails then. */
        public Builder header(String name, String value) {
            headers.add(new HttpHeader(name, value));
            return this;
        }

        public Builder headers(Map<String, String> all) {
            all.forEach(this::header);
            return this;
        }

        /** Its content type replaces a header of that name. */
        public Builder body(HttpBody value) {
            body = value;
            return this;
        }

        /** From the call to the whole answer, redirects counted in. No limit unless this is called. */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /** How long the other side may send nothing. As long as the call, unless this is called. */
        public Builder silence(Duration value) {
            silence = value;
            return this;
        }

        /** How many redirects are followed; 0 gives the first as the answer. The client's number otherwise. */
        public Builder maxRedirects(int count) {
            maxRedirects = count;
            return this;
        }

        /** How large the answer may be, decompressed; never more than the client says. */
        public Builder maxAnswerBytes(int bytes) {
            maxAnswerBytes = bytes;
            return this;
        }

        public HttpRequest build() {
            return new HttpRequest(this);
        }
    }
}
