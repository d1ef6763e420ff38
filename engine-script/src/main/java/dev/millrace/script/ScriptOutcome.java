package dev.millrace.script;

import java.util.Optional;

/** How a script ended. */
public sealed interface ScriptOutcome {
    /** What it took. */
    ScriptUsage usage();

    /** The script came to its end. {@code json} is the text of its result; empty where that is undefined. */
    record Returned(Optional<String> json, ScriptUsage usage) implements ScriptOutcome {}

    /** It failed, was stopped, or was never begun. */
    record Failed(ScriptError error, ScriptUsage usage) implements ScriptOutcome {}
}
