package dev.millrace.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What others have of an execution: its id, the signals they sent it, and the future of its end. Each is made when
 * somebody first asks for it. Thread-safe.
 */
final class Contacts {
    private @Nullable String id; // guarded by this
    private @Nullable SignalBox signals; // guarded by this
    private @Nullable CompletableFuture<Execution> end; // guarded by this
    private @Nullable List<CompletableFuture<Void>> rests; // guarded by this

    /** The id, made by the engine and made known to it. */
    String id(Execution execution) {
        String made;
        synchronized (this) {
            if (id != null) {
                return id;
            }
            made = execution.environment().ids().get();
            id = made;
        }
        execution.environment().directory().named(execution, made);
        return made;
    }

    synchronized @Nullable String idIfAny() {
        return id;
    }

    /** An id that comes from outside: that of a restored execution, or of the request that starts one. */
    synchronized void takeId(String known) {
        id = known;
    }

    synchronized SignalBox signals() {
        if (signals == null) {
            signals = new SignalBox();
        }
        return signals;
    }

    synchronized @Nullable SignalBox signalsIfAny() {
        return signals;
    }

    synchronized CompletableFuture<Execution> end() {
        if (end == null) {
            end = new CompletableFuture<>();
        }
        return end;
    }

    synchronized @Nullable CompletableFuture<Execution> endIfAny() {
        return end;
    }

    synchronized void awaitRest(CompletableFuture<Void> rest) {
        if (rests == null) {
            rests = new ArrayList<>();
        }
        rests.add(rest);
    }

    /** Tells those who asked that it waits or is over; on other threads, as they may ask for more. */
    void tellOfRest(Executor executor) {
        List<CompletableFuture<Void>> told;
        synchronized (this) {
            told = rests;
            rests = null;
        }
        if (told != null) {
            told.forEach(rest -> executor.execute(() -> rest.complete(null)));
        }
    }
}
