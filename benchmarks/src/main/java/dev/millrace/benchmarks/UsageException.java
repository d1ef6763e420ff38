package dev.millrace.benchmarks;

/** A mistake on the command line; the message says what is wrong and what is allowed. */
final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 80;

    UsageException(String message) {
        super(message);
    }

    static UsageException unknown(String kind, String value, String allowed) {
        return new UsageException("no " + kind + " is named \"" + cut(value) + "\". Fix: use one of " + allowed);
    }

    static String cut(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
