package dev.millrace.script.graal;

import dev.millrace.script.ScriptError;

/** The text of a script cannot be read. */
final class UnreadableScript extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ScriptError error;

    UnreadableScript(ScriptError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    ScriptError error() {
        return error;
    }
}
