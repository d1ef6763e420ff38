package dev.millrace.modules.time;

import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import java.time.DateTimeException;
import java.time.ZoneId;

/** The time zone of a step: the one it names, else the engine's. */
final class Zones {
    private Zones() {}

    /** @throws StepFailedException if no such zone exists */
    static ZoneId of(StepContext step) {
        String name = step.text("timezone", "").strip();
        if (name.isEmpty()) {
            return step.zone();
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new StepFailedException(
                    "Unknown time zone",
                    "there is no time zone " + Excerpt.quoted(name) + "; use a name such as Asia/Shanghai, or +08:00");
        }
    }
}
