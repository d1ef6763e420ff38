package dev.millrace.workflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values as JSON text. Values are as deep as what was read, so recursion is bounded. */
final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    static String compact(@Nullable Object value) {
        return write(value, false);
    }

    /** With two spaces per level and line feeds, on every platform. */
    static String indented(@Nullable Object value) {
        return write(value, true) + "\n";
    }

    private static String write(@Nullable Object value, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            if (indented) {
                DefaultIndenter lines = new DefaultIndenter("  ", "\n");
                out.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            }
            new JsonWriter(out).value(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return text.toString();
    }

    private void value(@Nullable Object value) throws IOException {
        if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Map<?, ?> object) {
            object(object);
        } else if (value instanceof List<?> list) {
            array(list);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value == null) {
            out.writeNull();
        } else {
            throw new IllegalStateException("no JSON value: " + value.getClass());
        }
    }

    private void object(Map<?, ?> object) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> field : object.entrySet()) {
            out.writeFieldName(String.valueOf(field.getKey()));
            value(field.getValue());
        }
        out.writeEndObject();
    }

    private void array(List<?> list) throws IOException {
        out.writeStartArray();
        for (Object element : list) {
            value(element);
        }
        out.writeEndArray();
    }

    private void number(Number number) throws IOException {
        if (number instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else if (number instanceof Double decimal) {
            out.writeNumber(decimal.doubleValue());
        } else {
            out.writeNumber(number.longValue());
        }
    }
}
