package dev.millrace.execution;

import dev.millrace.module.Effect;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link Journal} that one execution of a tree writes: the one that was started, a branch, a sub-workflow.
 * Touched by the owner of the execution, but for what is guarded by the journal.
 *
 * <p>What steps compute is not written down: after a crash it is computed again. Before a step touches the world, all that
 * the steps before it have brought must be durable, so that none of them is done again; and of a step that must not happen
 * twice it must be durable too that it is about to happen. So a step with an effect costs one record, and a hundred without
 * cost none.
 */
final class JournalPage {
    /** So many new entries of the log are worth being kept while the execution does not rest. */
    private static final int LOG_ENTRIES = 64;

    private static final CompletableFuture<Void> DURABLE = CompletableFuture.completedFuture(null);

    private final Journal journal;
    private final @Nullable JournalPage outer;
    private final String path;

    /** What was written last; null while that is what a branch or sub-workflow begins with. */
    private @Nullable Baseline known;
    /** A step has touched the world, or was woken, and that is not written yet. */
    private boolean behind;
    /** It is written that the current step is about to happen. */
    private boolean announced;
    /** The wait that was written last. */
    private @Nullable Wait wait;

    private boolean closed;
    private List<Long> takenSignals = new ArrayList<>(0);
    private CompletableFuture<Void> last = DURABLE;
    /** What is to be written of the fork this execution waits in, before any of its children writes; guarded by the journal. */
    private @Nullable PreparedFork fork;
    /** True if children have written; guarded by the journal. */
    private boolean childrenWrote;

    private record PreparedFork(State state, Baseline known) {}

    private JournalPage(Journal journal, @Nullable JournalPage outer, String path) {
        this.journal = journal;
        this.outer = outer;
        this.path = path;
    }

    static JournalPage first(Journal journal) {
        return new JournalPage(journal, null, "");
    }

    JournalPage ofChild(int position) {
        return new JournalPage(journal, this, path + position + '/');
    }

    Journal journal() {
        return journal;
    }

    /** True if everything this execution has written is durable. */
    boolean isDurable() {
        return last.isDone() && !last.isCompletedExceptionally();
    }

    /** Tells an execution when all it has written is durable. */
    void tellWhenDurable(Execution execution) {
        CompletionStage<Void> written = last;
        written.whenComplete((done, lost) -> {
            if (lost == null) {
                execution.post(new Message.WrittenDown());
            }
        });
    }

    /** The execution is over; true if that is durable. Otherwise it is told so. */
    boolean isClosed(Execution execution) {
        if (!closed) {
            closed = true;
            if (FailedExecution.is(execution)) {
                write(execution, false); // the journal stays until the error workflow has started
            } else {
                last = journal.close();
                follow(execution);
            }
            if (!isDurable()) {
                tellWhenDurable(execution);
            }
        }
        return isDurable();
    }

    /** The start was not durable in time, and is not to be. */
    void takeBack() {
        last = journal.close();
    }

    void paused(Execution root, boolean paused) {
        follow(root, journal.paused(paused));
    }

    void stopping(Execution root, ExecutionStatus end) {
        follow(root, journal.stopping(end));
    }

    private void follow(Execution execution) {
        follow(execution, last);
    }

    private static void follow(Execution execution, CompletionStage<Void> written) {
        written.whenComplete((done, lost) -> {
            if (lost != null) {
                execution.root().post(new Message.Lost(lost));
            }
        });
    }

    // ---------------------------------------------------------------- steps

    /**
     * Gets ready for a step that touches the world or takes its time; true if it may begin now, false if something must
     * become durable first.
     */
    boolean isReadyFor(Op op, Execution execution) {
        boolean announces = op.source.effect() == Effect.ONCE && !announced;
        if (announces || behind) {
            write(execution, announces);
            announced = announces;
        }
        if (!isDurable()) {
            return false;
        }
        announced = false;
        behind = true;
        return true;
    }

    /** Something has come from outside, which is not to be lost. */
    void fallBehind() {
        behind = true;
    }

    void took(SignalBox.Signal signal) {
        behind = true;
        takenSignals.add(signal.number());
    }

    /** Writes down what is not written yet, at a border of two steps; true if there was something. */
    boolean catchUp(Execution execution) {
        Wait current = execution.wait;
        if (behind || (current != null && current != wait)) {
            write(execution, false);
            return true;
        }
        return false;
    }

    private void write(Execution execution, boolean announces) {
        synchronized (journal) {
            if (outer == null && journal.isDueForSnapshot()) {
                last = journal.snapshot(announced(execution.state(), announces));
            } else {
                last = append(announced(execution.change(known), announces));
            }
        }
        follow(execution);
        takenSignals.clear();
        known = execution.baseline();
        behind = false;
        announced = false;
        wait = execution.wait;
        execution.keepLog(wait == null ? LOG_ENTRIES : 1);
    }

    /** A step that is about to happen looks after a crash like one that was under way. */
    private static State announced(State state, boolean announces) {
        return announces ? state.put("inCall", true) : state;
    }

    /** Writes the first record. */
    CompletableFuture<Void> begin(Execution execution) {
        last = journal.snapshot(execution.state());
        known = execution.baseline();
        return last;
    }

    /** The execution was read from its store, or has got what it holds from somewhere else that is durable. */
    void isAsWritten(Execution execution) {
        known = execution.baseline();
        behind = false;
        wait = execution.wait;
        childrenWrote = execution.children() != null;
    }

    /** What was written last need not be kept in memory. */
    void forget() {
        known = null;
    }

    private CompletableFuture<Void> append(State state) {
        if (outer != null) {
            outer.writeFork();
        }
        if (!takenSignals.isEmpty()) {
            state.put("taken", List.copyOf(takenSignals));
        }
        return journal.change(path, state);
    }

    // ---------------------------------------------------------------- children

    /** The execution waits for children from now on. */
    void forks(Execution execution, Children started) {
        State state = execution
                .change(known)
                .put("phase", Course.Phase.WAITING.name())
                .put("children", started.begun());
        synchronized (journal) {
            fork = new PreparedFork(state, execution.baseline());
            childrenWrote = false;
        }
    }

    /** Called by a child that is about to write. */
    private void writeFork() {
        childrenWrote = true;
        PreparedFork prepared = fork;
        if (prepared != null) {
            fork = null;
            known = prepared.known();
            last = append(prepared.state());
            takenSignals = new ArrayList<>(0);
        }
    }

    /** The children have ended. What they wrote is the parent's now. */
    void joins() {
        synchronized (journal) {
            behind |= childrenWrote;
            fork = null;
        }
    }
}
