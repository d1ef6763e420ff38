package dev.millrace.http.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The token that a request carries: in {@code Authorization: Bearer}, or in {@code X-Access-Token}. */
public final class PresentedToken {
    /** The header of document 002. */
    public static final String HEADER = "X-Access-Token";

    private static final String BEARER = "Bearer ";

    private PresentedToken() {}

    /** Empty if there is none; the first header counts where both are there. */
    public static Optional<String> of(HttpServletRequest request) {
        return bearer(request)
                .or(() -> Optional.ofNullable(request.getHeader(HEADER))
                        .map(String::trim)
                        .filter(token -> !token.isEmpty()));
    }

    static Optional<String> bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).trim())
                : Optional.empty();
    }
}
