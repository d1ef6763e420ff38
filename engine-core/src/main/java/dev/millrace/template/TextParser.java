package dev.millrace.template;

import java.util.ArrayList;
import java.util.List;

/** Takes a text apart into characters and references. Total: what is neither reference nor escape stands for itself. */
final class TextParser {
    private final String raw;
    private final Escapes escapes;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder characters = new StringBuilder();
    private int at;

    private TextParser(String raw, Escapes escapes) {
        this.raw = raw;
        this.escapes = escapes;
    }

    /** Neighbouring characters are one part, so a text without references has at most one. */
    static List<Part> parse(String raw, Escapes escapes) {
        return new TextParser(raw, escapes).parts();
    }

    private List<Part> parts() {
        while (at < raw.length()) {
            if (!escape() && !reference()) {
                characters.append(raw.charAt(at++));
            }
        }
        endCharacters();
        return List.copyOf(parts);
    }

    private boolean escape() {
        if (raw.charAt(at) != '\\' || at + 1 == raw.length()) {
            return false;
        }
        int length = escapes.read(raw, at + 1, characters);
        at += length == 0 ? 0 : length + 1;
        return length > 0;
    }

    private boolean reference() {
        References.Found found = References.isOpening(raw, at) ? References.at(raw, at) : null;
        if (found == null) {
            return false;
        }
        endCharacters();
        parts.add(new Part.Insertion(found.reference()));
        at = found.end();
        return true;
    }

    private void endCharacters() {
        if (!characters.isEmpty()) {
            parts.add(new Part.Characters(characters.toString()));
            characters.setLength(0);
        }
    }
}
