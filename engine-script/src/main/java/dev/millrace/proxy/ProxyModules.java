package dev.millrace.proxy;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleProvider;
import java.util.List;

/** The modules that call interfaces. Found by {@link java.util.ServiceLoader}. */
public final class ProxyModules implements ModuleProvider {
    private static final List<Module> ALL = List.of(new ProxyCallModule());

    public ProxyModules() {}

    @Override
    public List<Module> modules() {
        return ALL;
    }
}
