package dev.millrace.http;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Response;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/** The answer to a browser that asks what a page of another server may send. */
final class Preflight {
    private Preflight() {}

    /** True if a browser asks; other requests with the method {@code OPTIONS} are like any that no route has. */
    static boolean is(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** @param methods those of the path; empty if nobody serves it */
    static Response answer(String methods) {
        if (methods.isEmpty()) {
            throw Failure.of(Refusal.UNKNOWN_ROUTE);
        }
        return new Response.Full(
                204,
                Map.of(
                        "Allow",
                        methods,
                        "Access-Control-Allow-Methods",
                        methods,
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, Last-Event-ID, X-Pairing-Secret, X-Access-Token",
                        "Access-Control-Max-Age",
                        "86400"),
                "",
                new byte[0]);
    }
}
