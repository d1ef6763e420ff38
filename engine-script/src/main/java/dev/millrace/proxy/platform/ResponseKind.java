package dev.millrace.proxy.platform;

/** How an answer's body is read. */
public enum ResponseKind {
    /** JSON if it says or looks so, else text. */
    AUTO,
    JSON,
    TEXT,
    /** {@code {type, size, base64}}. */
    BINARY
}
