package dev.millrace.peer;

import org.jspecify.annotations.Nullable;

/** What an execution is told from outside. */
public sealed interface Instruction {
    /** To stop: no further step runs; waits and calls under way are given up. */
    record Cancel() implements Instruction {}

    /** To begin no further step until {@link Resume}. */
    record Pause() implements Instruction {}

    record Resume() implements Instruction {}

    /**
     * That something has happened: exactly one step that waits for this name takes it, now or later.
     *
     * @param payload a plain value
     */
    record Signal(String name, @Nullable Object payload) implements Instruction {}

    /** That somebody has completed the work item with this id, which one of its steps waits for. */
    record Completed(String workItemId) implements Instruction {}
}
