package dev.millrace.modules.work;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class WorkModules {
    private WorkModules() {}

    public static List<Module> all() {
        return List.of(new Activity());
    }
}
