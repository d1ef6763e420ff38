package dev.millrace.modules.network;

import dev.millrace.module.StepContext;
import dev.millrace.value.TextForm;
import java.util.LinkedHashMap;
import java.util.Map;

/** Dictionaries whose values are taken as texts: headers, query parameters, form fields. */
final class Texts {
    private Texts() {}

    /** Empty where the input is missing or blank; a value that is null is left out. Can be changed. */
    static Map<String, String> of(StepContext step, String input) {
        Object value = step.input(input);
        boolean isBlank = value == null || (value instanceof String text && text.isBlank());
        return isBlank ? new LinkedHashMap<>() : of(step.dictionary(input));
    }

    static Map<String, String> of(Map<?, ?> dictionary) {
        Map<String, String> texts = new LinkedHashMap<>();
        dictionary.forEach((name, value) -> {
            if (value != null) {
                texts.put(String.valueOf(name), TextForm.of(value));
            }
        });
        return texts;
    }
}
