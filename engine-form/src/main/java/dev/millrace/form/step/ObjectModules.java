package dev.millrace.form.step;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleProvider;
import java.util.List;

/** The modules that work on business objects. Found by {@link java.util.ServiceLoader}. Immutable, thread-safe. */
public final class ObjectModules implements ModuleProvider {
    private static final List<Module> ALL = List.of(
            ReadingModules.LOAD,
            ReadingModules.QUERY,
            WritingModules.CREATE,
            WritingModules.UPDATE,
            WritingModules.REMOVE);

    public ObjectModules() {}

    @Override
    public List<Module> modules() {
        return ALL;
    }
}
