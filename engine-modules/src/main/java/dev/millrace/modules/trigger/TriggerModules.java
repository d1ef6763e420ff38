package dev.millrace.modules.trigger;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class TriggerModules {
    private TriggerModules() {}

    public static List<Module> all() {
        return List.of(
                new ManualTrigger(),
                new TimeTrigger(),
                new IntervalTrigger(),
                new CronTrigger(),
                new NotificationTrigger(),
                new ApiTrigger(),
                new FormTrigger());
    }
}
