package dev.millrace.execution;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outputs of if and while. */
final class ConditionOutputs {
    static final Map<String, @Nullable Object> TRUE = Collections.singletonMap("result", true);
    static final Map<String, @Nullable Object> FALSE = Collections.singletonMap("result", false);

    private ConditionOutputs() {}
}
