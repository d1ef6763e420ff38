package dev.millrace.module;

import java.util.Locale;

/** The level of a log entry (document 001, execution logs). */
public enum LogLevel {
    INFO,
    WARNING,
    ERROR;

    /** The id on the wire, in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
