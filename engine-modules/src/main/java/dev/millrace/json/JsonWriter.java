package dev.millrace.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.value.Coordinate;
import dev.millrace.value.CoordinateRegion;
import dev.millrace.value.TextForm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values. Those are never deeper than the limits of values, so recursion is bounded. */
final class JsonWriter {
    private final JsonGenerator out;
    private final Numbers numbers;

    JsonWriter(JsonGenerator out, Numbers numbers) {
        this.out = out;
        this.numbers = numbers;
    }

    void write(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> dictionary) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                write(element);
            }
            out.writeEndArray();
        } else if (value instanceof Coordinate point) {
            write(Sides.of(point));
        } else if (value instanceof CoordinateRegion region) {
            write(Sides.of(region));
        } else {
            writeSimple(value);
        }
    }

    private void writeSimple(@Nullable Object value) throws IOException {
        if (value == null || value instanceof Double real && !Double.isFinite(real)) {
            out.writeNull();
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Number number && isWrittenAsNumber(number)) {
            out.writeNumber(TextForm.of(value));
        } else {
            out.writeString(TextForm.of(value));
        }
    }

    private boolean isWrittenAsNumber(Number number) {
        return numbers != Numbers.TEXT || ScriptNumbers.isExact(number);
    }
}
