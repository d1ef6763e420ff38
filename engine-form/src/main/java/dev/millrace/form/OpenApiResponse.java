package dev.millrace.form;

import dev.millrace.value.PlainValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a controller answers. Not thread-safe. */
public final class OpenApiResponse {
    private final Map<String, @Nullable Object> data = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();

    /** An answer without data. */
    public OpenApiResponse() {}

    /** Adds to the data; the value becomes a plain one. */
    public void put(String name, @Nullable Object value) {
        data.put(name, PlainValue.of(value));
    }

    /** Adds a reason why the call failed, for the caller to read. */
    public void error(String text) {
        errors.add(text);
    }

    public Map<String, @Nullable Object> data() {
        return data;
    }

    /** Empty if the call succeeded. */
    public List<String> errors() {
        return List.copyOf(errors);
    }
}
