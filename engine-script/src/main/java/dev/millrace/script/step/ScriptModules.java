package dev.millrace.script.step;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleProvider;
import java.util.List;

/** The module {@code script}. Found by {@link java.util.ServiceLoader}. Immutable, thread-safe. */
public final class ScriptModules implements ModuleProvider {
    private static final List<Module> ALL = List.of(new ScriptModule());

    public ScriptModules() {}

    @Override
    public List<Module> modules() {
        return ALL;
    }
}
