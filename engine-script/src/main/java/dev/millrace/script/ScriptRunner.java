package dev.millrace.script;

import java.util.Optional;

/**
 * Runs scripts, each in a place of its own.
 *
 * <pre>{@code
 * try (ScriptRunner runner = InProcessRunner.open()) {
 *     ScriptRequest request = ScriptRequest.of(new Script("greet.js", "'Hello ' + inputs.name"))
 *             .global("inputs", () -> "{\"name\":\"Ann\"}");
 *     runner.start(request).outcome().thenAccept(System.out::println);
 * }
 * }</pre>
 *
 * <p>Thread-safe. An application needs one. No method waits for a script.
 */
public interface ScriptRunner extends AutoCloseable {
    /** What is wrong with a script's text; empty if it can be read. Nothing of it is run. Costs well under a millisecond. */
    Optional<ScriptError> check(Script script);

    /**
     * Starts a script. Never throws: what is refused comes as an outcome at once, as a script that is blocked does, or one
     * too many.
     */
    ScriptRun start(ScriptRequest request);

    /** What this runner has done so far and does now. */
    ScriptStats stats();

    /** Ends what runs, waits at most a few seconds for it, and leaves no thread behind that can be stopped. Repeatable. */
    @Override
    void close();
}
