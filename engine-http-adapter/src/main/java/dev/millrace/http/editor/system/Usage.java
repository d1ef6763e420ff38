package dev.millrace.http.editor.system;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of something is used, in bytes. */
public record Usage(long usedBytes, long totalBytes) {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final int STEP = 1_024;

    /** What the process uses of the memory it may have. */
    static Usage ofMemory(Runtime runtime) {
        return new Usage(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory());
    }

    Map<String, @Nullable Object> form() {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("usedBytes", usedBytes);
        form.put("totalBytes", totalBytes);
        form.put("used", readable(usedBytes));
        form.put("total", readable(totalBytes));
        form.put("percentage", totalBytes == 0 ? 0 : Math.round(100.0 * usedBytes / totalBytes));
        return form;
    }

    /** {@code 10MB}, {@code 1.5GB}. */
    static String readable(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        String text = String.format(Locale.ROOT, "%.1f", amount);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + UNITS[unit];
    }
}
