package dev.millrace.module;

import java.util.List;

/** A set of modules, found by {@link java.util.ServiceLoader} or handed to the engine's builder. */
public interface ModuleProvider {
    /** The modules, in the order of the catalogue. */
    List<Module> modules();

    /**
     * Modules known by id that this platform does not offer. Workflows that use them can be read, checked and kept; such
     * a step fails when it is reached. A module registered under the same id wins. Asked when an engine first meets a
     * name it has no module for, or lists what it knows; then not again.
     */
    default List<ModuleDescriptor> unavailable() {
        return List.of();
    }
}
