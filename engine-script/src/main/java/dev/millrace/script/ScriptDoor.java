package dev.millrace.script;

/** Carries out the calls that scripts make with {@code $proxy}. Thread-safe; must answer at once and never throw. */
@FunctionalInterface
public interface ScriptDoor {
    /**
     * Begins a call.
     *
     * @return JSON text of the result, or a {@link ProxyFailure}; any other exception becomes a neutral error
     */
    PendingCall call(ProxyCall call);
}
