package dev.millrace.script.graal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What one script still has to do, and whether a thread is at it. Thread-safe; what it answers is true of one moment. */
final class Agenda {
    private final Deque<Runnable> tasks = new ArrayDeque<>(); // guarded by this, as are the four below
    private boolean scheduled;
    private boolean inTurn;
    private boolean stuck;
    private boolean over;

    /**
     * Puts a task at the end; once the script is over it is dropped.
     *
     * @return whether a turn has to be scheduled for it: it has none that is to come or under way
     */
    synchronized boolean add(Runnable task) {
        if (over) {
            return false;
        }
        tasks.add(task);
        boolean isFirst = !scheduled;
        scheduled = true;
        return isFirst;
    }

    synchronized void beginTurn() {
        inTurn = true;
    }

    /** The next task of the turn, or null if there is none. */
    synchronized @Nullable Runnable next() {
        return over ? null : tasks.poll();
    }

    /** @return whether another turn has to be scheduled */
    synchronized boolean endTurn() {
        inTurn = false;
        scheduled = !tasks.isEmpty() && !over;
        return scheduled;
    }

    /** True if no turn is to come or under way. */
    synchronized boolean rests() {
        return !scheduled;
    }

    /** Gives up waiting for the turn under way. @return whether there is one: its thread is stuck from now on */
    synchronized boolean giveUp() {
        stuck = inTurn && !over;
        return stuck;
    }

    /** True once after a thread was stuck. */
    synchronized boolean isThreadBack() {
        boolean wasStuck = stuck;
        stuck = false;
        return wasStuck;
    }

    /** Ends it. @return whether it was not over before */
    synchronized boolean end() {
        boolean isEnd = !over;
        over = true;
        tasks.clear();
        return isEnd;
    }
}
