package dev.millrace.modules;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleProvider;
import dev.millrace.modules.data.DataModules;
import dev.millrace.modules.encoding.EncodingModules;
import dev.millrace.modules.host.HostModules;
import dev.millrace.modules.number.NumberModules;
import dev.millrace.modules.text.TextModules;
import dev.millrace.modules.time.TimeModules;
import dev.millrace.modules.trigger.TriggerModules;
import dev.millrace.modules.variable.VariableModules;
import java.util.List;
import java.util.stream.Stream;

/**
 * The modules that come with the engine: triggers, text, data, time, and what reaches people through the host. Found by
 * {@link java.util.ServiceLoader}. Immutable, thread-safe.
 */
public final class BuiltInModules implements ModuleProvider {
    private static final List<Module> ALL = Stream.of(
                    TriggerModules.all(),
                    VariableModules.all(),
                    TimeModules.all(),
                    NumberModules.all(),
                    TextModules.all(),
                    EncodingModules.all(),
                    DataModules.all(),
                    HostModules.all())
            .flatMap(List::stream)
            .toList();

    public BuiltInModules() {}

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
