package dev.millrace.proxy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.millrace.value.TextForm;
import dev.millrace.value.ValueLimits;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text to plain values and back, within the limits of values. Thread-safe. */
public final class Json {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ValueLimits.DEFAULT.maxDepth())
                    .maxNumberLength(ValueLimits.DEFAULT.maxDigits())
                    .maxStringLength(ValueLimits.DEFAULT.maxTextLength())
                    .build())
            .build();

    private Json() {}

    /** @throws JsonException if the text is not exactly one JSON value, or is beyond the limits */
    public static @Nullable Object read(String text, BigNumbers bigNumbers) throws JsonException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new JsonException("it is empty");
            }
            Object value = new JsonValues(parser, bigNumbers).value();
            if (parser.nextToken() != null) {
                throw new JsonException("it goes on after the JSON value" + place(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new JsonException("it is no JSON at line " + (at == null ? 1 : at.getLineNr()) + ", column "
                    + (at == null ? 1 : at.getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory is always readable", e);
        }
    }

    private static String place(JsonParser parser) {
        var at = parser.currentTokenLocation();
        return " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Compact. */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory is always writable", e);
        }
        return text.toString();
    }

    /** On several lines, for people. */
    public static String writeReadably(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setPrettyPrinter(new DefaultPrettyPrinter());
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory is always writable", e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value instanceof Map<?, ?> dictionary) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), out);
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                write(element, out);
            }
            out.writeEndArray();
        } else {
            writeSimple(value, out);
        }
    }

    private static void writeSimple(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Number) {
            out.writeNumber(TextForm.of(value));
        } else {
            out.writeString(TextForm.of(value));
        }
    }
}
