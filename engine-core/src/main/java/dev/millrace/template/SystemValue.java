package dev.millrace.template;

import dev.millrace.value.ValueType;
import java.util.Locale;

/** The values every execution offers without a step, in the order of the documents (spec vflow-model 4.4). */
public enum SystemValue {
    /** {@code {{trigger.data}}}: what the trigger brought. */
    TRIGGER("trigger.data", ValueType.ANY),
    /** {@code {{current_time}}}: milliseconds since the epoch when it is read. */
    CURRENT_TIME("current_time", ValueType.NUMBER),
    /** {@code {{device_info}}}: a dictionary about the machine. */
    DEVICE_INFO("device_info", ValueType.DICTIONARY);

    private final String path;
    private final ValueType type;

    SystemValue(String path, ValueType type) {
        this.path = path;
        this.type = type;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reference that gives it. */
    public String reference() {
        return "{{" + path + "}}";
    }

    public ValueType type() {
        return type;
    }
}
