package dev.millrace.script;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call under way.
 *
 * @param answer JSON text when it succeeds, null for undefined; may complete on any thread
 * @param abort ends the call when nobody waits for it any more; runs at most once, must not block
 */
public record PendingCall(CompletionStage<? extends @Nullable String> answer, Runnable abort) {
    /** A call that is over. */
    public static PendingCall done(String json) {
        return new PendingCall(CompletableFuture.completedFuture(json), () -> {});
    }

    public static PendingCall failed(Throwable failure) {
        return new PendingCall(CompletableFuture.failedFuture(failure), () -> {});
    }

    /** A call whose future ends it by being cancelled. */
    public static PendingCall of(CompletableFuture<String> answer) {
        return new PendingCall(answer, () -> answer.cancel(true));
    }
}
