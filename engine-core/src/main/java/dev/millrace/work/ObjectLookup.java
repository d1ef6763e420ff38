package dev.millrace.work;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the business objects that executions are about. Steps that ask people find it as a service of the engine; without
 * one, executions are about nothing. Must be thread-safe; may block.
 */
@FunctionalInterface
public interface ObjectLookup {
    /**
     * An object as it is now.
     *
     * @param formCode the code of the form it is filled in with
     * @return its fields as plain values; empty if there is no such object
     */
    Optional<Map<String, @Nullable Object>> find(String formCode, String objectId);
}
