package dev.millrace.proxy.platform;

/** How a request's body is written. */
public enum BodyKind {
    JSON,
    FORM,
    MULTIPART,
    TEXT,
    NONE
}
