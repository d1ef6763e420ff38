package dev.millrace.modules.variable;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class VariableModules {
    private VariableModules() {}

    public static List<Module> all() {
        return List.of(new RandomVariable(), new LoadVariables());
    }
}
