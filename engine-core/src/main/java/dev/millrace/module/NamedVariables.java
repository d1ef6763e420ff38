package dev.millrace.module;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The named variables of an execution, as one step sees them. */
public interface NamedVariables {
    /** The value; null when there is none. */
    @Nullable
    Object get(String name);

    /** Sets or makes a variable. The value is taken as a plain value. */
    void set(String name, @Nullable Object value);

    /**
     * Makes a variable. A step may make its own again, as in a loop.
     *
     * @return false, and nothing changes, if another step or an input has made it and it is not null
     */
    boolean create(String name, @Nullable Object value);

    /** All variables that exist, an unmodifiable copy. */
    Map<String, @Nullable Object> asMap();
}
