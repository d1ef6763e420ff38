package dev.millrace.modules.host;

/** Posts notifications. Thread-safe; must not block. */
@FunctionalInterface
public interface Notifications {
    /** @param idempotencyKey the same for the same step of the same execution, also when it is repeated after a crash */
    void send(String title, String message, String idempotencyKey);
}
