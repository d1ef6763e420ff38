package dev.millrace.template;

import dev.millrace.template.Token.Kind;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.WhiteSpace;
import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into tokens. One pass; every character is looked at a fixed number of times. */
final class Tokenizer {
    /** Longer ones first, so that {@code <=} is not read as {@code <}. */
    private static final List<String> SYMBOLS = List.of(
            "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}",
            ",", ":", ".");

    private final String text;
    private int at;

    private Tokenizer(String text) {
        this.text = text;
    }

    /** The last token is the end. */
    static List<Token> tokens(String text) throws SyntaxException {
        Tokenizer tokenizer = new Tokenizer(text);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(tokenizer.next());
        } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
        return tokens;
    }

    private Token next() throws SyntaxException {
        while (at < text.length() && WhiteSpace.is(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return Token.of(Kind.END, "", at);
        }
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            return string(first);
        }
        if (isDigit(at) || (first == '.' && isDigit(at + 1))) {
            return number();
        }
        if (Character.isLetter(first) || first == '_') {
            return word();
        }
        References.Found found = References.isOpening(text, at) ? References.at(text, at) : null;
        return found == null ? symbol() : reference(found);
    }

    private Token string(char quote) throws SyntaxException {
        int start = at;
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw new SyntaxException(
                    start + 1,
                    "the text " + Excerpt.of(text.substring(start)) + " has no closing quote",
                    "write " + quote + " at its end");
        }
        at = end + 1;
        List<Part> parts = TextParser.parse(text.substring(start + 1, end), Escapes.IN_STRING);
        return new Token(Kind.STRING, text.substring(start, at), start, null, parts);
    }

    private Token number() throws SyntaxException {
        int start = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
            at++;
            digits();
        }
        exponent();
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        String written = text.substring(start, at);
        Number value = NumberForm.of(written);
        if (value == null) {
            throw new SyntaxException(
                    start + 1,
                    "\"" + Excerpt.of(written) + "\" is no number, or one of more than 1000 digits",
                    "write a number such as 12.5, or a text in quotes");
        }
        return new Token(Kind.NUMBER, written, start, value, List.of());
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private void exponent() {
        if (at == text.length() || Character.toLowerCase(text.charAt(at)) != 'e') {
            return;
        }
        boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
        int start = at + (signed ? 2 : 1);
        if (isDigit(start)) {
            at = start;
            digits();
        }
    }

    private Token word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return Token.of(Kind.WORD, text.substring(start, at), start);
    }

    private Token reference(References.Found found) throws SyntaxException {
        int start = at;
        at = found.end();
        if (found.reference() instanceof Reference.Variable variable && looksLikeLists(variable.name())) {
            throw new SyntaxException(
                    start + 1,
                    "[[ begins a reference to a variable, but " + Excerpt.of(text.substring(start, at))
                            + " looks like a list of lists",
                    "write a space between the brackets: [ [1, 2] ]");
        }
        return new Token(
                Kind.REFERENCE, text.substring(start, at), start, null, List.of(new Part.Insertion(found.reference())));
    }

    private static boolean looksLikeLists(String name) {
        return name.chars().anyMatch(character -> ",\"'[]".indexOf(character) >= 0);
    }

    private Token symbol() throws SyntaxException {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                Token token = Token.of(Kind.SYMBOL, symbol, at);
                at += symbol.length();
                checkNotTooLong(token);
                return token;
            }
        }
        throw new SyntaxException(
                at + 1, "found " + shown(text.codePointAt(at)) + ", which means nothing here", Fixes.of(text, at));
    }

    /** {@code ===}, {@code <>} and the like are read as two symbols otherwise, with a puzzling message. */
    private void checkNotTooLong(Token token) throws SyntaxException {
        String fix = Fixes.ofForeignOperator(text, token.at());
        if (fix != null) {
            throw new SyntaxException(token.column(), "found an operator of another language", fix);
        }
    }

    private static String shown(int character) {
        return "\"" + Excerpt.of(Character.toString(character)) + "\"";
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    static boolean isWordPart(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }
}
