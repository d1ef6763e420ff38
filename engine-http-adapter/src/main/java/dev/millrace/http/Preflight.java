package dev.millrace.http;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Response;
import java.util.Map;

/** The answer to a browser that asks what a page of another server may send. */
final class Preflight {
    private Preflight() {}

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
                        "Authorization, Content-Type, Last-Event-ID, X-Pairing-Secret",
                        "Access-Control-Max-Age",
                        "86400"),
                "",
                new byte[0]);
    }
}
