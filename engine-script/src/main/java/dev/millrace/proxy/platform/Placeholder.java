package dev.millrace.proxy.platform;

import java.util.Locale;

/** What stands in a template for a value that is known at call time only: {@code ${secret:name}}. */
public record Placeholder(Kind kind, String name) {
    /** Where the value comes from. */
    public enum Kind {
        /** The host's secret store. */
        SECRET,
        /** The instance's variables. */
        VAR,
        /** The instance's credentials. */
        CREDENTIAL,
        /** The request, for signatures: {@code method}, {@code path}, {@code query}, {@code sortedQuery}, {@code body}, {@code timestamp}, {@code content}. */
        REQUEST
    }

    /** As it is written. */
    @Override
    public String toString() {
        String kindName = kind.name().toLowerCase(Locale.ROOT);
        return "${" + kindName + ":" + name + "}";
    }
}
