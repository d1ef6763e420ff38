package dev.millrace.script.child;

import dev.millrace.script.ScriptLimits;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a child may have called. A child keeps the limits of its script itself, so one that goes beyond them has been taken
 * over.
 */
final class CallQuota {
    private final ScriptLimits.Calls limits;
    private final AtomicInteger open = new AtomicInteger();
    private int made; // by the thread that listens to the child

    CallQuota(ScriptLimits.Calls limits) {
        this.limits = limits;
    }

    void take() throws IOException {
        if (++made > limits.count()) {
            throw new IOException("a child makes more calls than its script may, " + limits.count());
        }
    }

    void takeForInterface() throws IOException {
        take();
        if (open.incrementAndGet() > limits.concurrent()) {
            throw new IOException("a child makes more calls at once than its script may, " + limits.concurrent());
        }
    }

    /** After the end of a call of an interface. */
    void giveBack() {
        open.decrementAndGet();
    }
}
