package dev.millrace.http.access;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of other servers that may call this one (CORS). Without any, only pages of this server may. */
public final class Origins {
    private static final String ANY = "*";

    private final Set<String> allowed;

    /** @param allowed such as {@code https://editor.example.com}; {@code *} for any, which is safe as there are no cookies */
    public Origins(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * The headers that let the page see the response; none for a page of this server, and for what is no page.
     *
     * @param origin the header {@code Origin}
     * @param host the header {@code Host}
     * @throws Failure if the page may not call
     */
    Map<String, String> check(@Nullable String origin, @Nullable String host) {
        if (origin == null || isSame(origin, host)) {
            return Map.of();
        }
        if (!allowed.contains(ANY) && !allowed.contains(origin)) {
            throw Failure.of(
                    Refusal.NOT_PERMITTED, "pages of this origin may not call; add it to the server's allowed origins");
        }
        return Map.of(
                "Access-Control-Allow-Origin", allowed.contains(ANY) ? ANY : origin,
                "Access-Control-Expose-Headers",
                        "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Content-Disposition",
                "Vary", "Origin");
    }

    private static boolean isSame(String origin, @Nullable String host) {
        return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }
}
