package dev.millrace.module;

import java.time.ZonedDateTime;
import java.util.Optional;

/** A trigger module that fires by the clock. Its {@link #run} turns the trigger data into outputs, as any trigger's. */
public interface ScheduledTrigger extends Module {
    /**
     * The first instant strictly after {@code now} at which a workflow with this trigger starts; empty when it never
     * does. Asked again after each firing.
     */
    Optional<ZonedDateTime> nextFiring(Inputs inputs, ZonedDateTime now);
}
