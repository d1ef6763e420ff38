package dev.millrace;

import dev.millrace.value.PlainValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code {{device_info}}} gives on a server (spec vflow-model 4.4, 7.2): names that phones have, filled in here. */
final class DeviceInfo {
    private DeviceInfo() {}

    static Map<String, @Nullable Object> of(Map<String, @Nullable Object> fromHost) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("brand", System.getProperty("os.name", ""));
        info.put("model", System.getProperty("os.arch", ""));
        info.put("androidVersion", "");
        info.put("apiLevel", 0L);
        info.put("javaVersion", System.getProperty("java.version", ""));
        info.putAll(fromHost);
        return PlainValue.dictionary(info);
    }
}
