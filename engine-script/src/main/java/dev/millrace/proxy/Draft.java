package dev.millrace.proxy;

import dev.millrace.egress.HttpBody;
import dev.millrace.egress.HttpRequest;
import dev.millrace.proxy.log.CallLogEntry;
import dev.millrace.proxy.log.KnownSecrets;
import dev.millrace.proxy.log.Masking;
import dev.millrace.proxy.platform.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request on its way to being sent. Immutable from outside; the methods return changed copies. */
final class Draft {
    private final HttpMethod method;
    private final String url;
    private final List<Pair> query;
    private final String fullUrl; // made once: it is measured, sent, and written into the log
    private final Headers headers;
    private final @Nullable Content content;

    /**
     * @param url scheme, host and path, encoded
     * @param query names and values, not encoded
     */
    Draft(HttpMethod method, String url, List<Pair> query, Headers headers, @Nullable Content content) {
        this(method, url, query, query.isEmpty() ? url : url + "?" + encoded(query), headers, content);
    }

    private Draft(
            HttpMethod method,
            String url,
            List<Pair> query,
            String fullUrl,
            Headers headers,
            @Nullable Content content) {
        this.method = method;
        this.url = url;
        this.query = query;
        this.fullUrl = fullUrl;
        this.headers = headers;
        this.content = content;
    }

    /** One name and value of the query. */
    record Pair(String name, String value) {
        String encoded() {
            return Encoded.of(name) + "=" + Encoded.of(value);
        }
    }

    /** A body as it is sent, and as the log shows it. */
    static final class Content {
        private final String type;
        private final byte[] bytes;
        private final Shown shown;

        Content(String type, byte[] bytes, Shown shown) {
            this.type = type;
            this.bytes = bytes;
            this.shown = shown;
        }

        /** The content type. */
        String type() {
            return type;
        }

        byte[] bytes() {
            return bytes;
        }

        Shown shown() {
            return shown;
        }
    }

    /** Writes a body for people. */
    @FunctionalInterface
    interface Shown {
        String masked(KnownSecrets secrets);
    }

    private static String encoded(List<Pair> query) {
        return query.stream().map(Pair::encoded).collect(Collectors.joining("&"));
    }

    HttpMethod method() {
        return method;
    }

    /** Scheme, host and path, encoded. */
    String url() {
        return url;
    }

    List<Pair> query() {
        return query;
    }

    String queryText() {
        return encoded(query);
    }

    String fullUrl() {
        return fullUrl;
    }

    Headers headers() {
        return headers;
    }

    Draft withUrl(String otherUrl) {
        return new Draft(method, otherUrl, List.of(), headers, content);
    }

    /** What an authentication adds wins over what is there. */
    Draft with(Map<String, String> moreHeaders, Map<String, String> moreQuery) {
        Headers all = headers.copy();
        moreHeaders.forEach(all::set);
        if (moreQuery.isEmpty()) {
            return new Draft(method, url, query, fullUrl, all, content);
        }
        List<Pair> pairs = new ArrayList<>(query);
        pairs.removeIf(pair -> moreQuery.containsKey(pair.name()));
        moreQuery.forEach((name, value) -> pairs.add(new Pair(name, value)));
        return new Draft(method, url, List.copyOf(pairs), all, content);
    }

    HttpRequest request(int maxAnswerBytes) {
        HttpRequest.Builder builder = HttpRequest.of(method.name(), fullUrl)
                .maxRedirects(NOT_FOLLOWED)
                .maxAnswerBytes(maxAnswerBytes);
        headers.forEach(builder::header);
        if (content != null) {
            builder.body(HttpBody.of(headers.value("Content-Type").orElse(content.type()), content.bytes()));
        }
        return builder.build();
    }

    /** A redirect is the answer: the rules of following are ours. */
    private static final int NOT_FOLLOWED = 0;

    String host() {
        return URI.create(url).getAuthority();
    }

    CallLogEntry.Request shown(KnownSecrets secrets) {
        Map<String, String> shown = new LinkedHashMap<>();
        headers.forEach((name, value) -> shown.put(name, Masking.header(name, value, secrets)));
        if (content != null) {
            shown.putIfAbsent("Content-Type", content.type());
        }
        return new CallLogEntry.Request(
                method.name(),
                Masking.pairs(fullUrl, secrets),
                shown,
                content == null ? "" : content.shown().masked(secrets));
    }

    /** The body as text. */
    String bodyText() {
        return content == null ? "" : new String(content.bytes(), StandardCharsets.UTF_8);
    }
}
