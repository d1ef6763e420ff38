package dev.millrace.launcher;

import dev.millrace.value.Excerpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as the command line writes it: {@code name=text}, always a text; {@code name:=json}; {@code name=@file}, the
 * JSON in a file. What decides is the first equals sign, so a text may hold others.
 */
record InputValue(String name, @Nullable Object value) {
    private static final long MAX_FILE_BYTES = 10 << 20;
    private static final String SYNTAX = "write name=text, name:=json or name=@file.json";

    static Map<String, @Nullable Object> all(List<String> arguments) throws UnusableInputException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            InputValue input = of(argument);
            if (values.containsKey(input.name())) {
                throw new UnusableInputException(
                        "--input gives \"" + Excerpt.of(input.name()) + "\" twice", "give each input once");
            }
            values.put(input.name(), input.value());
        }
        return values;
    }

    static InputValue of(String argument) throws UnusableInputException {
        int equals = argument.indexOf('=');
        boolean json = equals > 0 && argument.charAt(equals - 1) == ':';
        int nameEnd = json ? equals - 1 : equals;
        if (nameEnd <= 0 || argument.substring(0, nameEnd).isBlank()) {
            throw new UnusableInputException("--input \"" + Excerpt.of(argument) + "\" has no name and value", SYNTAX);
        }
        String name = argument.substring(0, nameEnd);
        String text = argument.substring(equals + 1);
        if (json) {
            return new InputValue(name, json("--input " + name, text));
        }
        return new InputValue(name, text.startsWith("@") ? file("--input " + name, text.substring(1)) : text);
    }

    /** JSON, or {@code @file} that holds it. */
    static @Nullable Object jsonOrFile(String option, String text) throws UnusableInputException {
        return text.startsWith("@") ? file(option, text.substring(1)) : json(option, text);
    }

    private static @Nullable Object file(String option, String file) throws UnusableInputException {
        try {
            return JsonText.parse(WorkflowSource.text(file, MAX_FILE_BYTES));
        } catch (JsonText.MalformedException e) {
            throw new UnusableInputException(
                    option + ": the file \"" + Excerpt.of(file) + "\" holds no JSON: " + e.getMessage(),
                    "mend the file; a text needs quotation marks");
        }
    }

    private static @Nullable Object json(String option, String text) throws UnusableInputException {
        try {
            return JsonText.parse(text);
        } catch (JsonText.MalformedException e) {
            throw new UnusableInputException(
                    option + ": \"" + Excerpt.of(text) + "\" is no JSON: " + e.getMessage(),
                    "write JSON such as 5, true, \"text\", [1, 2] or {\"a\": 1}, and quote it for the shell; name=text"
                            + " needs no quotation marks");
        }
    }
}
