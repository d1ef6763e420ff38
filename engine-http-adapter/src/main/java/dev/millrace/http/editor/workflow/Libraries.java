package dev.millrace.http.editor.workflow;

import dev.millrace.Millrace;
import dev.millrace.http.exchange.Principal;
import dev.millrace.store.Clock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The engine's workflows and folders, of which each caller sees its own {@link Library}. There is no other way to them, so that
 * no route can forget who asks. Thread-safe.
 */
public final class Libraries {
    final Millrace engine;
    final Clock clock;
    final boolean uniqueNames;
    final WorkflowRule rule;
    final ReentrantLock turn = new ReentrantLock();

    /** @param uniqueNames whether a second workflow of one name is refused (decision D4) */
    public Libraries(Millrace engine, Clock clock, boolean uniqueNames, WorkflowRule rule) {
        this.engine = engine;
        this.clock = clock;
        this.uniqueNames = uniqueNames;
        this.rule = rule;
    }

    /** What there is for this caller. */
    public Library seenBy(Principal caller) {
        return new Library(this, caller.authority().sight());
    }
}
