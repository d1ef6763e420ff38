package dev.millrace.modules.data;

import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list or dictionary that an input {@code json} holds or writes as text. */
final class Documents {
    private Documents() {}

    /** @throws StepFailedException if it is neither, or the text is no JSON */
    static @Nullable Object of(StepContext step, @Nullable Object json) {
        if (json instanceof Map || json instanceof List) {
            return json;
        }
        String text = step.text("json", "").strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            throw new StepFailedException(
                    "Invalid JSON", "input \"json\" must be a JSON object or array, but is " + Excerpt.quoted(json));
        }
        return StepJson.read("json", text);
    }
}
