package dev.millrace.json;

/** How JSON is laid out. */
public enum Layout {
    COMPACT,
    /** On several lines, indented by two spaces. */
    INDENTED
}
