package dev.millrace;

import dev.millrace.module.LocalizedText;
import dev.millrace.template.SystemValue;
import dev.millrace.value.ValueType;

/**
 * A value that every execution offers without a step (document 001, magic variables).
 *
 * @param key the reference to it, such as {@code {{current_time}}}
 */
public record SystemVariable(String key, LocalizedText label, ValueType type, LocalizedText description) {
    static SystemVariable of(SystemValue value) {
        return switch (value) {
            case TRIGGER -> of(value, text("触发器数据", "Trigger data"), text("触发器传入的原始数据", "What the trigger brought"));
            case CURRENT_TIME ->
                of(value, text("当前时间", "Current time"), text("当前时间戳(毫秒)", "Milliseconds since the epoch"));
            case DEVICE_INFO -> of(value, text("设备信息", "Device"), text("设备相关信息", "About the machine"));
        };
    }

    private static SystemVariable of(SystemValue value, LocalizedText label, LocalizedText description) {
        return new SystemVariable(value.reference(), label, value.type(), description);
    }

    private static LocalizedText text(String chinese, String english) {
        return new LocalizedText(chinese, english);
    }
}
