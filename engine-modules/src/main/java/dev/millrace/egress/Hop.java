package dev.millrace.egress;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to one target: the first of a call, or where a redirect leads.
 *
 * @param silence how long nothing may come; null for any time
 */
record Hop(
        Target target,
        String method,
        List<HttpHeader> headers,
        @Nullable HttpBody body,
        @Nullable Duration silence,
        int maxAnswerBytes) {
    private static final int SEE_OTHER = 303;
    private static final Set<Integer> MOVED = Set.of(301, 302);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    static boolean isRedirect(int status) {
        return REDIRECTS.contains(status);
    }

    /**
     * The request that follows a redirect (RFC 9110, 15.4, as browsers do it).
     *
     * @param credentials headers, in lower case, that stay with the origin they were meant for
     */
    Hop redirected(int status, Target next, Set<String> credentials) {
        boolean losesBody =
                (status == SEE_OTHER && !method.equals("HEAD")) || (MOVED.contains(status) && method.equals("POST"));
        List<HttpHeader> kept = headers.stream()
                .filter(header -> next.hasOriginOf(target) || !isOneOf(credentials, header))
                .filter(header -> !losesBody || !isAboutBody(header))
                .toList();
        return new Hop(next, losesBody ? "GET" : method, kept, losesBody ? null : body, silence, maxAnswerBytes);
    }

    private static boolean isOneOf(Set<String> names, HttpHeader header) {
        return names.contains(header.name().toLowerCase(Locale.ROOT));
    }

    private static boolean isAboutBody(HttpHeader header) {
        return header.name().toLowerCase(Locale.ROOT).startsWith("content-");
    }
}
