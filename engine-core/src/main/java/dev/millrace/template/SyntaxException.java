package dev.millrace.template;

/** A condition or expression that cannot be read: where, why, and what to write instead. */
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final String fix;

    /** @param column position in the text, from 1 */
    public SyntaxException(int column, String message, String fix) {
        super(message);
        this.column = column;
        this.fix = fix;
    }

    public int column() {
        return column;
    }

    public String fix() {
        return fix;
    }
}
