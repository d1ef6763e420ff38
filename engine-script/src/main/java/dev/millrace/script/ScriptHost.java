package dev.millrace.script;

import dev.millrace.module.LogLevel;
import dev.millrace.proxy.ErrorCode;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.proxy.ProxyError;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * What one script reaches of its host. Called from one thread at a time, the script's, and so must answer at once: what
 * takes longer is a {@link PendingCall}.
 */
public interface ScriptHost {
    /** A host without interfaces and modules, which writes no log. */
    ScriptHost NOTHING = new ScriptHost() {};

    /**
     * Begins a call that the script makes with {@code $proxy}; kinds and lengths have been checked, and nothing else.
     *
     * @param timeLeft what the script has left of its time
     * @return JSON text of the result, or a {@link ProxyError}; any other exception becomes a neutral error
     */
    default PendingCall call(ProxyCall call, Duration timeLeft) {
        return PendingCall.failed(ProxyError.of(
                ErrorCode.NOT_AVAILABLE, "interfaces cannot be called here: the host has configured none", call));
    }

    /**
     * Names of the modules a script may call as functions; those with dots are found member by member. A set that does not
     * change: what a script can read of it is remembered as long as the same set is given.
     */
    default Set<String> modules() {
        return Set.of();
    }

    /**
     * Calls a module.
     *
     * @param name one of {@link #modules}
     * @param parameters a JSON object
     * @return JSON text of what the function gives, or a {@link ModuleFailure}
     */
    default PendingCall callModule(String name, String parameters) {
        return PendingCall.failed(new ModuleFailure(name, "Unknown module", "there is no module " + name, 0));
    }

    /** Takes a line of the script's {@code console}, control characters escaped. */
    default void log(LogLevel level, String line) {}

    /** What {@code generateRequestId()} gives. */
    default String newRequestId() {
        return UUID.randomUUID().toString();
    }
}
