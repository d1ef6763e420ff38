package dev.millrace.http.application;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A word of a closed list with its texts for people. */
record Label(String value, String chinese, String english) {
    static final Label ENABLED = new Label("enabled", "启用", "Enabled");
    static final Label DISABLED = new Label("disabled", "禁用", "Disabled");

    /** Chinese, unless the reader asked for English. */
    String text(Locale language) {
        return language.getLanguage().equals("en") ? english : chinese;
    }

    Map<String, @Nullable Object> form(Locale language) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("text", text(language));
        form.put("value", value);
        return form;
    }
}
