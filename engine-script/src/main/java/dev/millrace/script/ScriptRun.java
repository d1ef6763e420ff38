package dev.millrace.script;

import java.util.concurrent.CompletionStage;

/** A script that has been started. Thread-safe. */
public interface ScriptRun {
    /**
     * How it ends; never fails exceptionally. Completed within the request's wall time and a second, whatever the script
     * does.
     */
    CompletionStage<ScriptOutcome> outcome();

    /** Ends the script and the calls it waits for. Its outcome says so unless it has ended before. */
    void cancel();
}
