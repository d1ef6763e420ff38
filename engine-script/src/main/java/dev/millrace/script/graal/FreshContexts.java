package dev.millrace.script.graal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes contexts, and keeps a few that were made ahead by threads with nothing else to do: making one takes longer than most
 * scripts. Each is given away once. Thread-safe.
 */
final class FreshContexts {
    private static final Logger LOG = LoggerFactory.getLogger(FreshContexts.class);

    private final Sandbox sandbox;
    private final int most;
    private final Deque<FreshContext> kept = new ArrayDeque<>(); // guarded by this
    private volatile long lastStatements = -1;

    /** @param most those that are kept; none if 0 */
    FreshContexts(Sandbox sandbox, int most) {
        this.sandbox = sandbox;
        this.most = most;
    }

    /** One that was made ahead with this limit, or else one that is made now. */
    FreshContext take(long statements) {
        lastStatements = statements;
        FreshContext found = remove(statements);
        return found == null ? new FreshContext(sandbox, statements) : found;
    }

    private @Nullable FreshContext remove(long statements) {
        FreshContext outdated;
        synchronized (this) {
            for (Iterator<FreshContext> each = kept.iterator(); each.hasNext(); ) {
                FreshContext next = each.next();
                if (next.statements() == statements) {
                    each.remove();
                    return next;
                }
            }
            outdated = kept.size() < most ? null : kept.poll();
        }
        if (outdated != null) { // limits have changed: make room for what is asked for now
            Contexts.close(outdated.context());
        }
        return null;
    }

    /** True if one may be made ahead: it is known with which limit, and too few are kept. */
    boolean areShort() {
        return lastStatements >= 0 && isRoom();
    }

    private synchronized boolean isRoom() {
        return kept.size() < most;
    }

    /** Makes one ahead, with the limit that was asked for last. That it cannot be made is told to the script that needs one. */
    void makeAhead() {
        try {
            FreshContext made = new FreshContext(sandbox, lastStatements);
            if (!keeps(made)) { // another thread was faster
                Contexts.close(made.context());
            }
        } catch (PolyglotException | IllegalStateException e) {
            LOG.debug("No context could be made ahead", e);
        }
    }

    private synchronized boolean keeps(FreshContext made) {
        return kept.size() < most && kept.add(made);
    }
}
