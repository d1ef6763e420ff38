package dev.millrace.script.graal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.oracle.js.parser.ParserException;
import dev.millrace.script.Script;
import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import java.util.List;

/** The scripts made ready lately, by name and text. Thread-safe. */
final class Programs {
    private final Cache<Script, Program> ready;

    /** @param maxCharacters length of all texts that are kept */
    Programs(long maxCharacters) {
        ready = Caffeine.newBuilder()
                .maximumWeight(maxCharacters)
                .weigher((Script script, Program program) -> script.text().length() + 100)
                .executor(Runnable::run)
                .build();
    }

    /** @throws UnreadableScript if the text is not JavaScript */
    Program of(Script script) {
        Program known = ready.getIfPresent(script);
        if (known != null) {
            return known;
        }
        Program made = made(script);
        ready.put(script, made);
        return made;
    }

    static Program made(Script script) {
        try {
            return Program.of(script);
        } catch (ParserException e) {
            throw new UnreadableScript(error(script, e));
        } catch (StackOverflowError e) {
            throw new UnreadableScript(ScriptError.of(
                    ScriptFailure.SYNTAX,
                    "the script is nested too deeply; make its expressions flatter",
                    ScriptError.Place.in(script.name())));
        }
    }

    private static ScriptError error(Script script, ParserException thrown) {
        ScriptError.Place place = thrown.getPosition() < 0
                ? ScriptError.Place.in(script.name())
                : Program.placeIn(script, thrown.getPosition());
        return new ScriptError(
                ScriptFailure.SYNTAX,
                "SyntaxError",
                SyntaxText.of(script.name(), String.valueOf(thrown.getMessage())),
                "",
                place,
                List.of(),
                "");
    }
}
