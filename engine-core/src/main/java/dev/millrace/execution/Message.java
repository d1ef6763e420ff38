package dev.millrace.execution;

import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What reaches an execution from outside, handled by its owner in the order of arrival. */
abstract sealed class Message {
    /** The message that arrived before this one; the inbox is a stack. */
    @Nullable
    Message earlier;

    /** Called by the owner of an execution that is not over. */
    abstract void deliverTo(Execution execution);

    /** Called by any thread, of an execution that is over. */
    void comesTooLateFor(Execution execution) {}

    /** The time a step waited for has come. */
    static final class TimeIsUp extends Message {
        private final Wait wait;

        TimeIsUp(Wait wait) {
            this.wait = wait;
        }

        @Override
        void deliverTo(Execution execution) {
            execution.timeIsUp(wait);
        }
    }

    /** A signal sent by name. */
    static final class Signalled extends Message {
        final String name;
        final @Nullable Object payload;

        Signalled(String name, @Nullable Object payload) {
            this.name = name;
            this.payload = payload;
        }

        @Override
        void deliverTo(Execution execution) {
            execution.signalled(this);
        }
    }

    /** A module has answered. */
    static final class Answered extends Message {
        private final ModuleStep call;
        private final StepResult result;

        Answered(ModuleStep call, StepResult result) {
            this.call = call;
            this.result = result;
        }

        @Override
        void deliverTo(Execution execution) {
            execution.answered(call, result);
        }
    }

    /** A child has ended. */
    static final class ChildEnded extends Message {
        private final Execution child;

        ChildEnded(Execution child) {
            this.child = child;
        }

        @Override
        void deliverTo(Execution execution) {
            execution.childEnded(child);
        }
    }

    static final class Cancel extends Message {
        @Override
        void deliverTo(Execution execution) {
            execution.stopNow(ExecutionStatus.CANCELLED);
        }
    }

    /** The execution as a whole has run too long. */
    static final class TimeLimit extends Message {
        @Override
        void deliverTo(Execution execution) {
            execution.stopNow(ExecutionStatus.TIMEOUT);
        }
    }

    static final class Pause extends Message {
        @Override
        void deliverTo(Execution execution) {
            execution.pause(true);
        }
    }

    static final class Resume extends Message {
        @Override
        void deliverTo(Execution execution) {
            execution.pause(false);
        }
    }

    /** What the execution has written to its journal is durable. */
    static final class WrittenDown extends Message {
        @Override
        void deliverTo(Execution execution) {
            execution.writtenDown();
        }
    }

    /** The execution cannot be written down by this engine any more. */
    static final class Lost extends Message {
        private final Throwable cause;

        Lost(Throwable cause) {
            this.cause = cause;
        }

        @Override
        void deliverTo(Execution execution) {
            execution.leave(cause);
        }

        @Override
        void comesTooLateFor(Execution execution) {
            execution.leave(cause);
        }
    }

    /** The engine is about to be closed, and the execution is to go on when it is opened again. */
    static final class Drain extends Message {
        @Override
        void deliverTo(Execution execution) {
            execution.drain();
        }
    }

    /** Somebody wants to see the execution. */
    static final class Look extends Message {
        final CompletableFuture<ExecutionView> answer = new CompletableFuture<>();

        @Override
        void deliverTo(Execution execution) {
            answer.complete(execution.currentView());
        }

        @Override
        void comesTooLateFor(Execution execution) {
            deliverTo(execution);
        }
    }

    /** Somebody wants to see the execution, and to be told how it goes on. */
    static final class Watch extends Message {
        final CompletableFuture<ExecutionView> answer = new CompletableFuture<>();
        private final ExecutionObserver watcher;

        Watch(ExecutionObserver watcher) {
            this.watcher = watcher;
        }

        @Override
        void deliverTo(Execution execution) {
            answer.complete(execution.watchedBy(watcher));
        }

        @Override
        void comesTooLateFor(Execution execution) {
            answer.complete(execution.currentView());
        }
    }

    /** Somebody wants to know when the execution next waits, or is over. */
    static final class AwaitRest extends Message {
        final CompletableFuture<Void> rest = new CompletableFuture<>();

        @Override
        void deliverTo(Execution execution) {
            execution.tellAtRest(rest);
        }

        @Override
        void comesTooLateFor(Execution execution) {
            rest.complete(null);
        }
    }

    /** A step with many children goes on starting them. */
    static final class GoOn extends Message {
        @Override
        void deliverTo(Execution execution) {
            execution.goOnWithChildren();
        }
    }
}
