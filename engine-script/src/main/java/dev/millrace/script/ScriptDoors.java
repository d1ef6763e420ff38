package dev.millrace.script;

/**
 * Gives each script the door through which its calls with {@code $proxy} go. A service of the engine, found by this type;
 * without one such calls fail with {@code NOT_AVAILABLE}. Thread-safe, must not block.
 */
@FunctionalInterface
public interface ScriptDoors {
    ScriptDoor open(ScriptOrigin origin);
}
