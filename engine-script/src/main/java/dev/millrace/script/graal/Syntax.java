package dev.millrace.script.graal;

import dev.millrace.script.Script;
import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptLimits;
import java.util.Optional;

/** Reads scripts without running them and without an engine: what an editor needs when a workflow is saved. Thread-safe. */
public final class Syntax {
    private Syntax() {}

    /** What is wrong with the text of a script; empty if it can be read. */
    public static Optional<ScriptError> check(Script script, ScriptLimits limits) {
        int length = script.text().length();
        if (length > limits.sourceCharacters()) {
            return Optional.of(ScriptError.of(
                    ScriptFailure.SIZE,
                    "the script has " + length + " characters, but may have " + limits.sourceCharacters(),
                    ScriptError.Place.in(script.name())));
        }
        try {
            Programs.made(script);
            return Optional.empty();
        } catch (UnreadableScript e) {
            return Optional.of(e.error());
        }
    }
}
