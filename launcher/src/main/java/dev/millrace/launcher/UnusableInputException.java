package dev.millrace.launcher;

/** What the user gave cannot be used: nothing was run. Says what is wrong, and how to mend it. */
final class UnusableInputException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String fix;

    UnusableInputException(String message, String fix) {
        super(message);
        this.fix = fix;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String fix() {
        return fix;
    }
}
