package dev.millrace.modules.host;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class HostModules {
    private HostModules() {}

    public static List<Module> all() {
        return List.of(
                new Log(), new Toast(), new QuickView(), new SendNotification(), new AskInput(), new SystemInfo());
    }
}
