package dev.millrace.modules.text;

import dev.millrace.module.StepError;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.ResultSize;
import dev.millrace.value.TextForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Literal splitting, replacing and joining, with results no larger than a value may be. */
final class Texts {
    private Texts() {}

    /** The parts between the delimiters, empty ones too; {@code delimiter} is not empty. */
    static List<@Nullable Object> split(String text, String delimiter) {
        List<@Nullable Object> parts = new ArrayList<>();
        int from = 0;
        int at = text.indexOf(delimiter);
        while (at >= 0) {
            parts.add(text.substring(from, at));
            ResultSize.elements(parts.size());
            from = at + delimiter.length();
            at = text.indexOf(delimiter, from);
        }
        parts.add(text.substring(from));
        return Collections.unmodifiableList(parts);
    }

    /** One text for each Unicode character. */
    static List<@Nullable Object> characters(String text) {
        List<@Nullable Object> characters = new ArrayList<>();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            ResultSize.elements(characters.size() + 1L);
            characters.add(Character.toString(text.codePointAt(i)));
        }
        return Collections.unmodifiableList(characters);
    }

    static String replace(String text, String find, String replacement) {
        int growth = replacement.length() - find.length();
        if (growth > 0) {
            ResultSize.text(text.length() + (long) growth * occurrences(text, find));
        }
        return text.replace(find, replacement);
    }

    static String join(List<@Nullable Object> elements, String delimiter, String prefix, String suffix) {
        StringBuilder joined = new StringBuilder(prefix);
        String separator = "";
        for (Object element : elements) {
            String text = TextForm.of(element);
            ResultSize.text((long) joined.length() + separator.length() + text.length() + suffix.length());
            joined.append(separator).append(text);
            separator = delimiter;
        }
        return joined.append(suffix).toString();
    }

    static StepResult missing(String input) {
        return StepResult.failed(new StepError(
                "Empty input", "input \"" + input + "\" is empty; give it a text or refer to one: {{step.output}}"));
    }

    private static long occurrences(String text, String find) {
        long count = 0;
        for (int at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + find.length())) {
            count++;
        }
        return count;
    }
}
