package dev.millrace.script;

import java.util.List;
import java.util.Objects;

/**
 * What went wrong in a script, for its author. Holds nothing of the host: no class, no path, no message of a host exception.
 *
 * @param failure the kind
 * @param name of the error thrown, such as {@code TypeError}; empty for other kinds
 * @param message what happened, at most 2,000 characters
 * @param code the {@code code} of the error thrown, as a {@code ProxyError} has; empty without one
 * @param place where in the script; {@link Place#NONE} where that is unknown
 * @param stack the script's own functions, innermost first, at most 20
 * @param details the error's other members as a JSON object, at most 8,000 characters; empty without any
 */
public record ScriptError(
        ScriptFailure failure,
        String name,
        String message,
        String code,
        Place place,
        List<String> stack,
        String details) {
    private static final int MAX_MESSAGE = 2_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_DETAILS = 8_000;
    private static final int MAX_FRAMES = 20;

    /**
     * A place in a script.
     *
     * @param script its name
     * @param line from 1; 0 if unknown
     * @param column from 1; 0 if unknown
     * @param sourceLine the text of the line around the column, at most 160 characters
     * @param caret position in {@code sourceLine} of what is meant, from 0
     */
    public record Place(String script, int line, int column, String sourceLine, int caret) {
        public static final Place NONE = new Place("", 0, 0, "", 0);

        /** Known to be in this script, but not where. */
        public static Place in(String script) {
            return new Place(script, 0, 0, "", 0);
        }
    }

    public ScriptError {
        Objects.requireNonNull(failure);
        name = cut(name, MAX_NAME);
        message = cut(message, MAX_MESSAGE);
        code = cut(code, MAX_NAME);
        details = details.length() > MAX_DETAILS ? "" : details;
        stack = List.copyOf(stack.subList(0, Math.min(stack.size(), MAX_FRAMES)));
    }

    public static ScriptError of(ScriptFailure failure, String message, Place place) {
        return new ScriptError(failure, "", message, "", place, List.of(), "");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** The error in one line, without its place. */
    public String headline() {
        return name.isEmpty() ? message : name + ": " + message;
    }

    /**
     * The whole error for its author:
     *
     * <pre>
     * TypeError: Cannot read property 'id' of undefined
     *   in report.js, line 3, column 16
     *   &gt;   return order.id;
     *                    ^
     *   at f (report.js:3:16)
     * </pre>
     */
    public String describe() {
        StringBuilder text = new StringBuilder(headline());
        if (place.line() > 0) {
            text.append("\n  in ").append(place.script()).append(", line ").append(place.line());
            text.append(", column ").append(place.column());
            text.append("\n  > ").append(place.sourceLine());
            text.append("\n    ").append(" ".repeat(place.caret())).append('^');
        } else if (!place.script().isEmpty()) {
            text.append("\n  in ").append(place.script());
        }
        for (String frame : stack) {
            text.append("\n  at ").append(frame);
        }
        return text.toString();
    }
}
