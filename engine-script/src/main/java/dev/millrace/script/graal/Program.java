package dev.millrace.script.graal;

import dev.millrace.script.Script;
import dev.millrace.script.ScriptError.Place;
import java.util.List;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;

/**
 * A script made ready to run: an async function around its text, which keeps the value of the last expression and gives it
 * back. Nothing is added before a line but the little that is needed, and positions are told in the author's text.
 * Immutable, thread-safe.
 */
final class Program {
    private static final int MAX_SHOWN = 160;
    /** On a line of its own: an expression may end with a comment that the parser counts to it. */
    private static final String CLOSING = "\n)";

    private final Script script;
    private final Source source;
    private final int prefix;
    private final int opening;
    private final List<LastValue.Span> values;
    private final Words words;

    private Program(Script script, Source source, int prefix, int opening, List<LastValue.Span> values) {
        this.script = script;
        this.source = source;
        this.prefix = prefix;
        this.opening = opening;
        this.values = values;
        this.words = Words.of(script.text());
    }

    /** @throws com.oracle.js.parser.ParserException if the text cannot be read */
    static Program of(Script script) {
        List<LastValue.Span> values = LastValue.in(script.name(), script.text());
        String kept = unusedName(script.text());
        String start = "(async function(" + kept + "){";
        String opening = kept + "=(";
        StringBuilder text = new StringBuilder(script.text().length() + 64).append(start);
        int done = 0;
        for (LastValue.Span value : values) {
            text.append(script.text(), done, value.start()).append(opening);
            text.append(script.text(), value.start(), value.end()).append(CLOSING);
            done = value.end();
        }
        text.append(script.text(), done, script.text().length());
        text.append("\nreturn ").append(kept).append("})");
        Source source = Source.newBuilder(Sandbox.LANGUAGE, text, script.name())
                .cached(true)
                .buildLiteral();
        return new Program(script, source, start.length(), opening.length(), values);
    }

    /** A name that the text does not contain, so that it can neither be read nor hidden by accident. */
    private static String unusedName(String text) {
        int number = 0;
        while (text.contains("$" + number)) {
            number++;
        }
        return "$" + number;
    }

    Source source() {
        return source;
    }

    Script script() {
        return script;
    }

    Words words() {
        return words;
    }

    /** True if the section is in the author's own text. */
    boolean holds(SourceSection section) {
        return section.isAvailable()
                && section.getSource().equals(source)
                && section.getCharIndex() >= prefix
                && original(section.getCharIndex()) < script.text().length();
    }

    Place placeOf(SourceSection section) {
        return placeOf(original(section.getCharIndex()));
    }

    /** The place of a character of the author's text. */
    Place placeOf(int position) {
        return placeIn(script, position);
    }

    static Place placeIn(Script script, int position) {
        String text = script.text();
        int at = Math.max(0, Math.min(position, text.length()));
        int lineStart = text.lastIndexOf('\n', at - 1) + 1;
        int lineEnd = text.indexOf('\n', at);
        int end = lineEnd < 0 ? text.length() : lineEnd;
        int line = 1
                + (int) text.substring(0, lineStart)
                        .chars()
                        .filter(unit -> unit == '\n')
                        .count();
        int from = Math.max(lineStart, Math.min(at - MAX_SHOWN / 2, end - MAX_SHOWN));
        String shown = LogText.escaped(text.substring(from, Math.min(end, from + MAX_SHOWN)), ' ');
        return new Place(script.name(), line, at - lineStart + 1, shown, at - from);
    }

    /** Where a character of the source is in the author's text. */
    private int original(int position) {
        int at = position - prefix;
        int added = 0;
        for (LastValue.Span value : values) {
            if (at - added < value.start()) {
                break;
            }
            // what begins with the bracket that was put there begins with the expression
            added += Math.min(opening, at - added - value.start());
            if (at - added >= value.end()) {
                added += Math.min(CLOSING.length(), at - added - value.end());
            }
        }
        return at - added;
    }
}
