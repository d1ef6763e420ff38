package dev.millrace.http.route;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Response;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;

/** One of the documented APIs: its routes, and how it writes failures. Thread-safe. */
public interface Api extends AutoCloseable {
    List<Route> routes();

    /** True for the paths it answers for, those that it does not have among them. */
    boolean owns(String rawPath);

    /** A path as its routes are written, for an API that takes other spellings of it. */
    default String canonical(String rawPath) {
        return rawPath;
    }

    /**
     * The answer to a request that no route has, for an API that knows more of its paths than the table of routes.
     *
     * @param refusal what the table says
     * @throws Failure that, or another one
     */
    default Response unmatched(HttpServletRequest request, Failure refusal) {
        throw refusal;
    }

    /** A failure in its own words. */
    Response.Full failed(Failure failure);

    /** A failure for a reader of a language, where the API has more than one. */
    default Response.Full failed(Failure failure, Locale language) {
        return failed(failure);
    }

    /** Ends what would go on by itself. */
    @Override
    default void close() {}
}
