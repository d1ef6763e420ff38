package dev.millrace.form;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of objects, from their form's template. Inserted text is not looked at again. */
final class Title {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final int MAX_LENGTH = 500;

    private Title() {}

    /** @param seen the object's values as they are read, its running number among them */
    static String of(Form form, Map<String, ?> seen) {
        if (form.titleTemplate().isEmpty()) {
            return String.valueOf(seen.get("SeqNo"));
        }
        String title = PLACE.matcher(form.titleTemplate()).replaceAll(place -> {
            Object value = seen.get(place.group(1));
            return Matcher.quoteReplacement(value == null ? "" : String.valueOf(value));
        });
        return title.length() > MAX_LENGTH ? title.substring(0, MAX_LENGTH) : title;
    }
}
