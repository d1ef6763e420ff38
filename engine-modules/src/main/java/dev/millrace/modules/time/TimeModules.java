package dev.millrace.modules.time;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class TimeModules {
    private TimeModules() {}

    public static List<Module> all() {
        return List.of(new CurrentTime(), new DateFormat(), new DateAdd(), new Delay());
    }
}
