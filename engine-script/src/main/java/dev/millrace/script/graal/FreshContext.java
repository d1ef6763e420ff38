package dev.millrace.script.graal;

import dev.millrace.script.ScriptRequest;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** A context for one script, in which nothing of an author has run and no global has been given yet. */
final class FreshContext {
    private final long statements;
    private final Context context;
    private final Value open;
    private volatile boolean statementsUsedUp;

    /** @param statements those that the script may run before the context ends */
    FreshContext(Sandbox sandbox, long statements) {
        this.statements = statements;
        this.context = sandbox.context(statements, event -> statementsUsedUp = true);
        try {
            this.open = context.eval(sandbox.bootstrap());
        } catch (PolyglotException e) {
            Contexts.close(context);
            throw e;
        }
    }

    /** Gives the script its globals. To be called once, in a turn of the script. */
    Guest opened(Door door, ScriptRequest request, Words words) {
        return new Guest(open.execute(
                door,
                words.wants(),
                words.among(request.globals().keySet()),
                words.amongModules(request.host().modules())));
    }

    Context context() {
        return context;
    }

    long statements() {
        return statements;
    }

    boolean areStatementsUsedUp() {
        return statementsUsedUp;
    }
}
