package dev.millrace.script.step;

import dev.millrace.module.ModuleCalls;
import dev.millrace.module.StepContext;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The modules that scripts of one engine may call: all but the one that runs scripts, as a script that runs scripts would
 * multiply its limits. Immutable, and so the same for every run.
 */
record CallableModules(Set<String> names) {
    private static final CallableModules NONE = new CallableModules(Set.of());

    static CallableModules of(StepContext step) {
        return step.service(ModuleCalls.class)
                .map(calls ->
                        step.service(CallableModules.class, () -> allBut(ScriptModule.ID, ScriptModule.ALIAS, calls)))
                .orElse(NONE);
    }

    private static CallableModules allBut(String id, String alias, ModuleCalls calls) {
        Set<String> names = new TreeSet<>(calls.names());
        names.remove(id);
        names.remove(alias);
        return new CallableModules(Collections.unmodifiableSet(names));
    }
}
