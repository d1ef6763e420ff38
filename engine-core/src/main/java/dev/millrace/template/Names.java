package dev.millrace.template;

import dev.millrace.value.Excerpt;
import dev.millrace.value.NearestName;
import java.util.ArrayList;
import java.util.List;

/** The bare names that an expression may have. */
final class Names {
    private final List<String> names;
    private final boolean any;

    private Names(List<String> names, boolean any) {
        this.names = names;
        this.any = any;
    }

    static Names none() {
        return of(List.of());
    }

    static Names of(List<String> names) {
        return new Names(names, false);
    }

    /** Whatever names the text has. */
    static Names any() {
        return new Names(new ArrayList<>(), true);
    }

    boolean isNone() {
        return names.isEmpty() && !any;
    }

    /** Those that may be used, or, of any, those that are. */
    List<String> all() {
        return List.copyOf(names);
    }

    /** Takes note of a name. */
    void use(Token token) throws SyntaxException {
        String name = token.text();
        if (names.contains(name)) {
            return;
        }
        if (any) {
            names.add(name);
            return;
        }
        String nearest = NearestName.of(name, names);
        throw new SyntaxException(
                token.column(),
                "there is no name \"" + Excerpt.of(name) + "\" here",
                nearest == null
                        ? "write " + String.join(" or ", names) + ", or put text in quotes: \"" + Excerpt.of(name)
                                + "\""
                        : "write " + nearest);
    }
}
