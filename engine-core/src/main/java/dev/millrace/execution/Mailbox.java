package dev.millrace.execution;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Something that belongs to one thread at a time, its owner, which alone touches its state. Everybody else posts a {@link
 * Message} and, if nobody owns it, hands it to a worker:
 *
 * <pre>
 * IDLE --post--> OWNED (queued or running) --nothing to do, inbox empty--> IDLE
 *                OWNED --at its end--> ENDED
 * </pre>
 *
 * <p>The inbox is a stack of linked messages: posting is one compare-and-set, and a look at whether one has come is one
 * read, which the inner loop can afford between any two steps.
 */
abstract class Mailbox implements Runnable {
    private static final VarHandle INBOX;
    private static final VarHandle OWNER;

    // 0, the field's default, so that making an execution writes no volatile field
    private static final int OWNED = 0;
    private static final int IDLE = 1;
    private static final int ENDED = 2;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            INBOX = lookup.findVarHandle(Mailbox.class, "inbox", Message.class);
            OWNER = lookup.findVarHandle(Mailbox.class, "owner", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int owner;
    private volatile @Nullable Message inbox;

    /** What the owner does when it has read its messages. */
    enum Turn {
        /** More can be done, after others had their turn. */
        YIELD,
        /** Nothing can be done until a message comes. */
        REST,
        /** Nothing will ever be done again. */
        END
    }

    /** The owner is about to do something. */
    abstract void beforeTurn();

    /** Handles one message; called by the owner. */
    abstract void handle(Message message);

    /** Does what can be done; called by the owner, after its messages. */
    abstract Turn turn();

    /** The owner is about to give itself up, or to hand itself to a worker. */
    abstract void leavesStack();

    /** True if others can ask it things and wait for an answer. */
    abstract boolean isKnown();

    /** The last thing the owner does, before it becomes {@link #isOver}. */
    abstract void beforeEnd();

    /** Told of the end, without being the owner any more. */
    abstract void afterEnd();

    /** Handles a message that came too late; called by any thread. */
    abstract void handleLate(Message message);

    abstract Executor workers();

    /** A slice on a worker that has been handed the execution. */
    @Override
    public final void run() {
        drive(false);
    }

    /**
     * Goes on until it rests or ends; the calling thread must be the owner.
     *
     * @param ownThread the thread has nothing else to do, so nobody waits for it
     */
    final void drive(boolean ownThread) {
        while (true) {
            beforeTurn();
            if (inbox != null) {
                handleMessages();
            }
            Turn turn = turn();
            if (turn == Turn.END) {
                end();
                return;
            }
            if (turn == Turn.YIELD && !ownThread && inbox == null) {
                leavesStack();
                workers().execute(this);
                return;
            }
            if (turn == Turn.REST && released()) {
                return;
            }
        }
    }

    /**
     * One turn on the calling thread, which must be the owner and has other things to do: what can go on then is a
     * worker's, even if only because of a message that came in the turn.
     */
    final void driveOneTurn() {
        beforeTurn();
        if (inbox != null) {
            handleMessages();
        }
        Turn turn = turn();
        if (turn == Turn.END) {
            end();
            return;
        }
        if (turn == Turn.REST && released()) {
            return;
        }
        if (turn == Turn.YIELD) {
            leavesStack();
        }
        workers().execute(this);
    }

    private boolean released() {
        leavesStack();
        owner = IDLE;
        return inbox == null || !OWNER.compareAndSet(this, IDLE, OWNED);
    }

    private void end() {
        beforeEnd();
        if (isKnown()) {
            owner = ENDED;
            if (inbox != null) {
                handleLate();
            }
        } else {
            // nobody can have asked anything that needs an answer, so the fence is not worth its price
            OWNER.setRelease(this, ENDED);
        }
        afterEnd();
    }

    private void handleMessages() {
        Deque<Message> inOrder = new ArrayDeque<>();
        Message newest = (Message) INBOX.getAndSet(this, (Message) null);
        for (Message message = newest; message != null; message = message.earlier) {
            inOrder.addFirst(message);
        }
        inOrder.forEach(this::handle);
    }

    private void handleLate() {
        Message message = (Message) INBOX.getAndSet(this, (Message) null);
        for (; message != null; message = message.earlier) {
            handleLate(message);
        }
    }

    /** Gives up the ownership that a new execution has, without a turn; posted messages wake it. */
    final void rest() {
        owner = IDLE;
    }

    /** Leaves a message; whoever is the owner handles it, or else a worker. */
    final void post(Message message) {
        if (delivered(message)) {
            workers().execute(this);
        }
    }

    /** As {@link #post}, but if there is no owner the calling thread becomes it for a turn. */
    final void postAndRun(Message message) {
        if (delivered(message)) {
            drive(false);
        }
    }

    /** True if the calling thread has become the owner. */
    private boolean delivered(Message message) {
        Message head;
        do {
            head = inbox;
            message.earlier = head;
        } while (!INBOX.compareAndSet(this, head, message));
        if (owner == ENDED) {
            handleLate();
            return false;
        }
        return OWNER.compareAndSet(this, IDLE, OWNED);
    }

    /** True if a message waits to be handled. */
    final boolean hasMessages() {
        return inbox != null;
    }

    public final boolean isOver() {
        return owner == ENDED;
    }
}
