package dev.millrace.template;

import java.util.Locale;

/** The values every execution offers without a step (spec vflow-model 4.4). */
public enum SystemValue {
    /** {@code {{trigger.data}}}: what the trigger brought. */
    TRIGGER,
    /** {@code {{current_time}}}: milliseconds since the epoch when it is read. */
    CURRENT_TIME,
    /** {@code {{device_info}}}: a dictionary about the machine. */
    DEVICE_INFO;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
