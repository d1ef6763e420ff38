package dev.millrace.execution;

import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionView;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What reaches an execution from outside, handled by its owner in the order of arrival. */
abstract sealed class Message {
    /** The message that arrived before this one; the inbox is a stack. */
    @Nullable
    Message earlier;

    /** The time a step waited for has come. */
    static final class TimeIsUp extends Message {
        final int waitNumber;

        TimeIsUp(int waitNumber) {
            this.waitNumber = waitNumber;
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
    }

    /** A module has answered. */
    static final class Answered extends Message {
        final ModuleStep call;
        final StepResult result;

        Answered(ModuleStep call, StepResult result) {
            this.call = call;
            this.result = result;
        }
    }

    /** A module that was told to stop has had its time to do so. */
    static final class GraceIsOver extends Message {
        final ModuleStep call;

        GraceIsOver(ModuleStep call) {
            this.call = call;
        }
    }

    /** A child has ended. */
    static final class ChildEnded extends Message {
        final Execution child;

        ChildEnded(Execution child) {
            this.child = child;
        }
    }

    static final class Cancel extends Message {}

    /** The execution as a whole has run too long. */
    static final class TimeLimit extends Message {}

    static final class Pause extends Message {}

    static final class Resume extends Message {}

    /** Somebody wants to see the execution. */
    static final class Look extends Message {
        final CompletableFuture<ExecutionView> answer = new CompletableFuture<>();
    }

    /** A step with many children goes on starting them. */
    static final class GoOn extends Message {}
}
