package dev.millrace.execution;

import dev.millrace.store.Timers;
import org.jspecify.annotations.Nullable;

/**
 * What a resting execution waits for, and the alarm that ends it at the latest. An execution has one at a time, and knows
 * by it an alarm that comes too late.
 */
final class Wait implements Runnable {
    /** Without a limit. */
    static final long NEVER = Long.MAX_VALUE;

    /** Why an execution waits. */
    enum Kind {
        /** A module gave a wake condition. */
        MODULE,
        /** A module gave a wake condition, and the limit of its step comes first. */
        MODULE_LIMIT,
        /** The step failed and is tried again. */
        RETRY,
        /** A call is under way whose step has a limit. */
        CALL_LIMIT,
        /** Children run whose step has a limit. */
        CHILDREN_LIMIT,
        /** A module that was told to stop has a little time to do so. */
        GRACE
    }

    private final Course execution;
    private final Kind kind;
    private final long sinceMillis;
    private final long untilMillis;
    private final @Nullable String signal;
    private Timers.@Nullable Timer timer;

    /**
     * A wait that nobody wakes yet; see {@link #set}.
     *
     * @param untilMillis when it ends at the latest, or {@link #NEVER}
     * @param signal the name of the signal that ends it; null if none does
     */
    Wait(Course execution, Kind kind, long sinceMillis, long untilMillis, @Nullable String signal) {
        this.execution = execution;
        this.kind = kind;
        this.sinceMillis = sinceMillis;
        this.untilMillis = untilMillis;
        this.signal = signal;
    }

    /** Sets the alarm. */
    void set(Timers timers) {
        if (untilMillis != NEVER) {
            timer = timers.at(untilMillis, this);
        }
    }

    /** The alarm: tells the execution that the time has come. */
    @Override
    public void run() {
        execution.post(new Message.TimeIsUp(this));
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }

    Kind kind() {
        return kind;
    }

    long sinceMillis() {
        return sinceMillis;
    }

    long untilMillis() {
        return untilMillis;
    }

    @Nullable
    String signal() {
        return signal;
    }

    State state() {
        return new State()
                .put("kind", kind.name())
                .put("since", sinceMillis)
                .put("until", untilMillis)
                .put("signal", signal);
    }

    /** The wait in a snapshot of an execution. */
    static @Nullable Wait of(State within, String name, Course execution) {
        if (!within.has(name)) {
            return null;
        }
        State state = within.part(name);
        return new Wait(
                execution,
                Kind.valueOf(state.text("kind")),
                state.number("since", 0),
                state.number("until", NEVER),
                state.textOrNull("signal"));
    }
}
