package dev.millrace.execution;

import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.store.ExecutionLostException;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.StoredExecution;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * When an execution writes to its journal, what it waits for, and how it leaves this engine to go on elsewhere or later.
 *
 * <p>While it waits for long its store alone holds what it has come to: it forgets it, and reads it again when it is woken.
 */
abstract class Durable extends StepLoop {
    /** A wait that ends sooner is not worth being forgotten and read again. */
    private static final long MIN_FORGOTTEN_MILLIS = 1_000;

    /** True while its store alone holds its state. */
    private boolean forgotten;
    /** Why it goes on elsewhere, or later; null while it goes on here. */
    private @Nullable Throwable left;
    /** True if it leaves with the next message; set before that is sent. */
    private volatile boolean toldToLeave;
    /** True if no further step is to begin, so that it can go on when the engine is opened again. */
    private boolean drains;

    Durable(Environment environment, Plan plan) {
        super(environment, plan);
    }

    Durable(Execution parent, Plan plan) {
        super(parent, plan);
    }

    Durable(Execution parent, StepRange range) {
        super(parent, range);
    }

    /** Its id; made when somebody first asks. */
    public abstract String id();

    /** Tells those who keep and watch it that it is over, once. */
    abstract void conclude();

    // ---------------------------------------------------------------- writing

    /**
     * Writes down that it begins, with all it begins with.
     *
     * @return completes when that is durable; at once if nobody keeps a journal
     */
    public CompletableFuture<Void> writeStart() {
        ExecutionStore store = environment.executions();
        if (store == null) {
            return CompletableFuture.completedFuture(null);
        }
        JournalPage first = JournalPage.first(Journal.begin(store, self()));
        page = first;
        return first.begin(self());
    }

    /** It is not to begin, although it was admitted. */
    public void takeBackStart() {
        if (page != null) {
            page.takeBack();
        }
        leave(new ExecutionLostException(id(), "it could not be started"));
        drive(false);
    }

    final void writeDown(JournalPage own) {
        if (forgotten || phase == Phase.OVER || inCall() || awaitsJournal() || children() != null) {
            return;
        }
        boolean wrote = own.catchUp(self());
        if (!waitsAlone()) {
            return;
        }
        if (!own.isDurable()) {
            if (wrote) {
                own.tellWhenDurable(self());
            }
        } else if (isWorthForgetting(Objects.requireNonNull(wait))) {
            forget();
            own.forget();
            forgotten = true;
        }
    }

    /** True if all there is of it waits here, so that its store can keep it. */
    private boolean waitsAlone() {
        return parent == null && phase == Phase.WAITING && wait != null;
    }

    private boolean isWorthForgetting(Wait current) {
        return current.untilMillis() - environment.clock().epochMillis() >= MIN_FORGOTTEN_MILLIS;
    }

    @Override
    void beforeTurn() {
        // the store may be out of reach, and that be the reason to leave
        if (forgotten && toldToLeave) {
            leave(new ExecutionLostException(id(), "it was told to leave while it waited"));
        } else if (forgotten) {
            try {
                remember();
            } catch (RuntimeException e) { // whatever a store or what is kept there can lead to
                LoggerFactory.getLogger(Durable.class)
                        .error(
                                "Execution {} cannot be read from its store; it goes on when the engine is opened"
                                        + " again",
                                id(),
                                e);
                leave(e);
            }
        }
    }

    private void remember() {
        // the wait whose alarm is set, not one that looks the same
        Wait current = wait;
        restore(State.of(JournalReader.read(stored()).state()));
        forgotten = false;
        wait = current;
        Objects.requireNonNull(page).isAsWritten(self());
    }

    private StoredExecution stored() {
        ExecutionStore store = Objects.requireNonNull(environment.executions());
        return store.find(id())
                .orElseThrow(() -> new IllegalStateException("execution " + id() + " is gone from its store"));
    }

    // ---------------------------------------------------------------- the end

    /** True if it may be told that it is over: an end is durable before anybody knows of it. */
    final boolean isWrittenDown(JournalPage own) {
        if (left != null) {
            return true;
        }
        if (parent != null) {
            own.catchUp(self());
            return true;
        }
        conclude();
        return own.isClosed(self());
    }

    // ---------------------------------------------------------------- leaving

    /** What it waited for before its next step is durable. */
    void writtenDown() {
        if (!hasAwaitedJournal()) {
            return;
        }
        if (drains) {
            standBeforeStep();
        } else {
            phase = Phase.RUNNABLE;
            carryOutCurrent();
        }
    }

    /** It may be written that its step is about to happen, and now it is not. */
    private void standBeforeStep() {
        phase = Phase.RUNNABLE;
        if (page != null) {
            page.fallBehind();
        }
    }

    @Override
    boolean drains() {
        return drains;
    }

    final boolean hasLeft() {
        return left != null;
    }

    /** Tells somebody who waits for the end, or why there is none to tell. */
    final void tellEnd(CompletableFuture<Execution> waiting) {
        if (left == null) {
            waiting.complete(self());
        } else {
            waiting.completeExceptionally(left);
        }
    }

    /** It goes on elsewhere or later, from what is written down: stops here, and leaves everything as it is. */
    void leave(Throwable cause) {
        if (left != null) {
            return;
        }
        left = cause;
        if (parent == null && page != null) {
            page.journal().leave(cause);
        }
        cancelCall();
        noCall();
        Children running = children();
        if (running != null) {
            running.forEachRunning(child -> child.post(new Message.Lost(cause)));
        }
        phase = Phase.OVER;
    }

    /** Begins no further step, lets what is under way end, and leaves. */
    void drain() {
        drains = true;
        if (tookCallBack()) {
            standBeforeStep();
        }
        Children running = children();
        if (running != null) {
            running.forEachRunning(child -> child.post(new Message.Drain()));
        }
    }

    final void leaveIfDrained() {
        Children running = children();
        if (phase == Phase.OVER || inCall() || awaitsJournal() || running != null && !running.isQuiet()) {
            return;
        }
        if (running == null && page != null && !forgotten) {
            page.catchUp(self());
        }
        leave(closed());
    }

    private ExecutionLostException closed() {
        return new ExecutionLostException(id(), "the engine is closed; it goes on when the engine is opened again");
    }

    /** Lets it go on from its journal when the engine is opened again: no further step begins, what is under way may end. */
    public void suspend() {
        post(new Message.Drain());
    }

    /** As {@link #suspend}, without waiting for what is under way. */
    public void suspendNow() {
        leaveNow(closed());
    }

    /** Lets it go on elsewhere or later, from what it has written down, without waiting for what is under way. */
    public void leaveNow(String why) {
        leaveNow(new ExecutionLostException(id(), why));
    }

    private void leaveNow(ExecutionLostException cause) {
        toldToLeave = true;
        post(new Message.Lost(cause));
    }
}
