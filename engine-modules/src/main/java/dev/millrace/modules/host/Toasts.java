package dev.millrace.modules.host;

/** Shows short messages to a person. Thread-safe; must not block. */
@FunctionalInterface
public interface Toasts {
    void show(String message);
}
