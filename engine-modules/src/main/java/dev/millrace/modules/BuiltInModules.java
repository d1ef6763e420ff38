package dev.millrace.modules;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleProvider;
import dev.millrace.modules.data.DataModules;
import dev.millrace.modules.encoding.EncodingModules;
import dev.millrace.modules.file.FileModules;
import dev.millrace.modules.host.HostModules;
import dev.millrace.modules.network.NetworkModules;
import dev.millrace.modules.number.NumberModules;
import dev.millrace.modules.text.TextModules;
import dev.millrace.modules.time.TimeModules;
import dev.millrace.modules.trigger.TriggerModules;
import dev.millrace.modules.variable.VariableModules;
import dev.millrace.modules.work.WorkModules;
import java.util.ArrayList;
import java.util.List;

/**
 * The modules that come with the engine: triggers, text, data, time, files, the network, work items, and what reaches
 * people through the host. Found by {@link java.util.ServiceLoader}. Immutable, thread-safe.
 */
public final class BuiltInModules implements ModuleProvider {
    private static final List<Module> ALL = all();

    public BuiltInModules() {}

    private static List<Module> all() {
        List<Module> modules = new ArrayList<>();
        modules.addAll(TriggerModules.all());
        modules.addAll(WorkModules.all());
        modules.addAll(VariableModules.all());
        modules.addAll(TimeModules.all());
        modules.addAll(NumberModules.all());
        modules.addAll(TextModules.all());
        modules.addAll(EncodingModules.all());
        modules.addAll(DataModules.all());
        modules.addAll(FileModules.all());
        modules.addAll(NetworkModules.all());
        modules.addAll(HostModules.all());
        return List.copyOf(modules);
    }

    @Override
    public List<Module> modules() {
        return ALL;
    }

    /** The phone app's modules that need a phone. */
    @Override
    public List<ModuleDescriptor> unavailable() {
        return UnavailableModules.all();
    }
}
