package dev.millrace.proxy.platform;

/** Where in a request a parameter goes; in the order of arguments without an {@code args} list. */
public enum Place {
    PATH,
    QUERY,
    HEADER,
    BODY
}
