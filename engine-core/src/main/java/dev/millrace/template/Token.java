package dev.millrace.template;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word of an expression.
 *
 * @param text as it was written
 * @param at position in the expression, from 0
 * @param value a number's {@link Number}; null for other kinds
 * @param parts of a string literal or, one, of a reference; empty for other kinds
 */
record Token(Kind kind, String text, int at, @Nullable Number value, List<Part> parts) {
    /** The kinds of tokens. */
    enum Kind {
        NUMBER,
        STRING,
        REFERENCE,
        WORD,
        SYMBOL,
        END
    }

    static Token of(Kind kind, String text, int at) {
        return new Token(kind, text, at, null, List.of());
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Words that are operators are read in any case. */
    boolean isWord(String lowerCase) {
        return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(lowerCase);
    }

    int column() {
        return at + 1;
    }
}
