package dev.millrace.http.route;

import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;

/** Answers the requests of one route. Thread-safe; may throw {@link dev.millrace.http.exchange.Failure}. */
public interface Handler {
    Response handle(Request request);
}
