package dev.millrace.http.exchange;

/** A kind of failure as clients see it. Each documented API has its own list of them. */
public interface ErrorCode {
    /** The HTTP status. */
    int status();

    /** The number in the body. */
    int code();

    /** The standard message, in the API's own words. */
    String message();
}
