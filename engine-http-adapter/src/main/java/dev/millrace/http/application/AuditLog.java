package dev.millrace.http.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Is told who did what. Thread-safe; must not block for long and not throw. */
public interface AuditLog {
    /**
     * A call that ended, or a change that was made by one.
     *
     * @param principal such as {@code application:warehouse01}
     * @param operation such as {@code workflow.execute}
     * @param object the id in the path; empty for none
     * @param status of HTTP
     * @param changed names of the members that a change of an application touched, never their values; empty for a call
     */
    record Entry(
            Instant time,
            String principal,
            String operation,
            String object,
            int status,
            Duration duration,
            Set<String> changed) {}

    void record(Entry entry);

    /** Writes to the logger {@code dev.millrace.http.audit}. */
    static AuditLog logging() {
        var log = LoggerFactory.getLogger("dev.millrace.http.audit");
        return entry -> log.info(
                "{} {} object={} status={} ms={} changed={}",
                entry.principal(),
                entry.operation(),
                entry.object(),
                entry.status(),
                entry.duration().toMillis(),
                entry.changed());
    }
}
