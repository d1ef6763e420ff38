package dev.millrace.modules.data;

import dev.millrace.json.Json;
import dev.millrace.json.JsonException;
import dev.millrace.json.Layout;
import dev.millrace.json.Numbers;
import dev.millrace.module.StepFailedException;
import dev.millrace.modules.guard.BoundedText;
import org.jspecify.annotations.Nullable;

/** JSON in steps: what is wrong with it fails the step, and names the input. */
public final class StepJson {
    private StepJson() {}

    /** @throws StepFailedException if the text is not exactly one JSON value, or is beyond the limits */
    public static @Nullable Object read(String input, String text) {
        try {
            return Json.read(text, Numbers.EXACT);
        } catch (JsonException e) {
            throw new StepFailedException("Invalid JSON", "input \"" + input + "\": " + e.detailed());
        }
    }

    /** Compact. @throws StepFailedException if it is longer than a text may be */
    public static String write(@Nullable Object value) {
        return write(value, Layout.COMPACT);
    }

    /** @throws StepFailedException if it is longer than a text may be */
    public static String write(@Nullable Object value, Layout layout) {
        BoundedText text = new BoundedText();
        Json.write(value, Numbers.EXACT, layout, text);
        return text.toString();
    }
}
