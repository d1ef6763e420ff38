package dev.millrace.modules.number;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class NumberModules {
    private NumberModules() {}

    public static List<Module> all() {
        return List.of(new Calculate());
    }
}
