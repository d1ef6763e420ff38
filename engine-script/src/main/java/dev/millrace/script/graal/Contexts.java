package dev.millrace.script.graal;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends contexts. What goes wrong then concerns nobody but the operator. */
final class Contexts {
    private static final Logger LOG = LoggerFactory.getLogger(Contexts.class);

    private Contexts() {}

    /** Ends a context that nothing runs in. */
    static void close(Context context) {
        try {
            context.close();
        } catch (PolyglotException | IllegalStateException e) {
            LOG.debug("The context of a script was ended by force", e);
            cancel(context);
        }
    }

    /** Ends a context whatever runs in it; returns when nothing does any more. */
    static void cancel(Context context) {
        try {
            context.close(true);
        } catch (PolyglotException | IllegalStateException e) {
            LOG.debug("The context of a script could not be ended in order", e);
        }
    }
}
