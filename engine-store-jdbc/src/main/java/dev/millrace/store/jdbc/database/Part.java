package dev.millrace.store.jdbc.database;

import dev.millrace.store.StoreException;
import dev.millrace.store.StoreException.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One caller's change, on its way through the writer.
 *
 * <pre>
 * WAITING ⇄ TAKEN → OVER     taken into a group; back when the group was lost before its commit; answered
 * WAITING → GIVEN_UP         the caller waits no longer, and it will not be made
 * TAKEN   → GIVEN_UP         the caller waits no longer, and cannot know
 * </pre>
 */
final class Part<T> {
    private enum State {
        WAITING,
        TAKEN,
        GIVEN_UP,
        OVER
    }

    /** What becomes of a change that fails. */
    enum Persistence {
        /** Its caller learns of it. */
        ONCE,
        /** It is made again as long as the failure is one that passes. */
        UNTIL_MADE
    }

    private final Change<T> change;
    private final Persistence persistence;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private @Nullable T result; // of the latest attempt; confined to the writer

    Part(Change<T> change, Persistence persistence) {
        this.change = change;
        this.persistence = persistence;
    }

    boolean isUntilMade() {
        return persistence == Persistence.UNTIL_MADE;
    }

    /** False if nobody waits for it any more. */
    boolean take() {
        return state.compareAndSet(State.WAITING, State.TAKEN) || state.get() == State.TAKEN;
    }

    /** Waits once more: nothing of it was made. */
    void putBack() {
        state.compareAndSet(State.TAKEN, State.WAITING);
    }

    boolean isGivenUp() {
        return state.get() == State.GIVEN_UP;
    }

    void make(Session session) throws SQLException {
        result = change.make(session);
    }

    @SuppressWarnings("NullAway") // a change may answer null where its T is nullable
    void committed() {
        state.set(State.OVER);
        answer.complete(result);
    }

    void failed(StoreException failure) {
        state.set(State.OVER);
        answer.completeExceptionally(failure);
    }

    /** Done when the change is committed; with a {@link StoreException} if it is not. */
    CompletableFuture<T> answer() {
        return answer;
    }

    /**
     * Waits for the answer, interrupted or not: what is being committed cannot be called back.
     *
     * @throws StoreException if it fails, or takes longer
     */
    T await(Duration patience, String place) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    return giveUp(patience, place, e);
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private T giveUp(Duration patience, String place, TimeoutException cause) {
        State before = state.getAndUpdate(now -> now == State.OVER ? now : State.GIVEN_UP);
        if (before == State.OVER) {
            return done();
        }
        Outcome outcome = before == State.TAKEN ? Outcome.UNKNOWN : Outcome.NOT_MADE;
        throw new StoreException(
                place + " has not answered within " + patience.toMillis() + " ms"
                        + (outcome == Outcome.UNKNOWN ? "; whether the change was made is not known" : "")
                        + ". Fix: see whether the database is up and its disk is fast enough, or give it more time",
                outcome,
                cause);
    }

    private T done() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** With the stack of who asked, not of the writer. */
    private static StoreException rethrown(@Nullable Throwable cause) {
        if (cause instanceof StoreException failure) {
            return new StoreException(String.valueOf(failure.getMessage()), failure.outcome(), failure);
        }
        throw new IllegalStateException("a change failed with what is no failure of a store", cause);
    }
}
