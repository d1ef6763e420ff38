package dev.millrace.http.exchange;

/** The methods that routes may have. */
public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
}
