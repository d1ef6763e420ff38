package dev.millrace.execution;

import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionView;
import dev.millrace.plan.Plan;
import dev.millrace.plan.StepRange;
import dev.millrace.store.ExecutionLostException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What others know an execution by, tell it and ask it: its id, signals, how it stands, its end. */
abstract class Addressed extends Durable {
    private static final VarHandle CONTACTS;

    static {
        try {
            CONTACTS = MethodHandles.lookup().findVarHandle(Addressed.class, "contacts", Contacts.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Contacts contacts; // shared with other threads

    Addressed(Environment environment, Plan plan) {
        super(environment, plan);
    }

    Addressed(Execution parent, Plan plan) {
        super(parent, plan);
    }

    Addressed(Execution parent, StepRange range) {
        super(parent, range);
    }

    // ---------------------------------------------------------------- its id and contacts

    @Override
    public String id() {
        Execution root = root();
        return root.contacts().id(root);
    }

    /** Gives it an id before anybody asks for one; whoever does makes it known to the directory. */
    public void take(String id) {
        contacts().takeId(id);
    }

    final Contacts contacts() {
        Contacts known = contacts;
        if (known == null) {
            known = new Contacts();
            if (!CONTACTS.compareAndSet(this, null, known)) {
                known = Objects.requireNonNull(contacts);
            }
        }
        return known;
    }

    @Nullable
    final Contacts contactsIfAny() {
        return contacts;
    }

    // ---------------------------------------------------------------- signals

    /**
     * Sends a signal; durable when it returns, if there is a journal.
     *
     * @return false if too many signals wait to be taken
     * @throws ExecutionLostException if the execution goes on elsewhere, or later
     */
    public boolean signal(String name, @Nullable Object payload) {
        try {
            return signal(name, payload, null).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ExecutionLostException lost ? lost : e;
        }
    }

    /**
     * As {@link #signal(String, Object)}, without waiting.
     *
     * @param key tells it from all other signals to this execution, so that one which is sent again is not taken twice: each
     *     of the latest thousand counts once; null for none
     * @return completes when it is durable, with false if too many signals wait to be taken
     */
    public CompletableFuture<Boolean> signal(String name, @Nullable Object payload, @Nullable String key) {
        JournalPage own = page;
        if (key != null && signals().knows(key)) {
            return whenWritten().thenApply(written -> true);
        }
        return own == null ? keepSignal(name, payload, key) : writeSignal(own.journal(), name, payload, key);
    }

    private CompletableFuture<Boolean> keepSignal(String name, @Nullable Object payload, @Nullable String key) {
        SignalBox box = signals();
        synchronized (box) {
            if (box.isFull()) {
                return CompletableFuture.completedFuture(false);
            }
            put(box, name, payload, key);
        }
        post(new Message.Signalled(name, payload));
        return CompletableFuture.completedFuture(true);
    }

    private CompletableFuture<Boolean> writeSignal(
            Journal journal, String name, @Nullable Object payload, @Nullable String key) {
        CompletableFuture<Void> written;
        // a snapshot between the two would miss it
        synchronized (journal) {
            SignalBox box = signals();
            if (box.isFull()) {
                return CompletableFuture.completedFuture(false);
            }
            written = journal.signalled(put(box, name, payload, key), name, payload, key);
        }
        return written.thenApply(durable -> {
            post(new Message.Signalled(name, payload));
            return true;
        });
    }

    private static long put(SignalBox box, String name, @Nullable Object payload, @Nullable String key) {
        if (key != null) {
            box.remember(key);
        }
        return box.put(name, payload);
    }

    /** Completes when all that it has written to its journal is durable; fails if it goes on elsewhere, or later. */
    public CompletableFuture<Void> whenWritten() {
        JournalPage own = page;
        return own == null
                ? CompletableFuture.completedFuture(null)
                : own.journal().whenDurable();
    }

    /** As {@link #signal}, but however many wait to be taken: for what is sent once for each wait of a step, and kept. */
    public void deliver(String name, @Nullable Object payload) {
        signals().put(name, payload);
        post(new Message.Signalled(name, payload));
    }

    /** The signals that it waits for with all its branches and sub-workflows; to be asked by its owner. */
    public void eachAwaitedSignal(Consumer<String> action) {
        Wait condition = wait;
        if (condition != null && condition.signal() != null) {
            action.accept(condition.signal());
        }
        Children running = children();
        if (running != null) {
            running.forEachRunning(child -> child.eachAwaitedSignal(action));
        }
    }

    /** The signals not taken yet; one box for an execution with all its branches and sub-workflows. */
    final SignalBox signals() {
        return root().contacts().signals();
    }

    @Override
    @Nullable
    SignalBox signalsIfAny() {
        Contacts known = root().contactsIfAny();
        return known == null ? null : known.signalsIfAny();
    }

    /** The execution as it stands, as soon as its owner comes to a border of two steps. */
    public CompletableFuture<ExecutionView> look() {
        Message.Look look = new Message.Look();
        post(look);
        return look.answer;
    }

    /** Completes when it next waits without a thread, or is over. */
    public CompletableFuture<Void> whenAtRest() {
        Message.AwaitRest await = new Message.AwaitRest();
        post(await);
        return await.rest;
    }

    /** As {@link #look}; from then on, {@code watcher} is told. The execution must be recorded. */
    public CompletableFuture<ExecutionView> watch(ExecutionObserver watcher) {
        Message.Watch watch = new Message.Watch(watcher);
        post(watch);
        return watch.answer;
    }

    /** Tells {@code watcher} no more. */
    public void unwatch(ExecutionObserver watcher) {
        if (recording != null) {
            recording.unwatch(watcher);
        }
    }

    /** Completes with this execution when it is over. */
    public CompletableFuture<Execution> whenOver() {
        CompletableFuture<Execution> end = contacts().end();
        if (isOver()) {
            tellEnd(end);
        }
        return end;
    }

    void tellAtRest(CompletableFuture<Void> rest) {
        contacts().awaitRest(rest);
    }

    ExecutionView watchedBy(ExecutionObserver watcher) {
        return Objects.requireNonNull(recording).watch(watcher);
    }
}
