package dev.millrace.proxy.platform;

/** The methods of calls. */
public enum HttpMethod {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE,
    HEAD;

    public boolean hasBody() {
        return this != GET && this != HEAD;
    }

    /** True if the same request twice does no more than once (RFC 9110, 9.2.2). */
    public boolean isRepeatable() {
        return this != POST && this != PATCH;
    }
}
