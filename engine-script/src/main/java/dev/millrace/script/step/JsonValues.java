package dev.millrace.script.step;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.millrace.module.StepFailedException;
import dev.millrace.value.TextForm;
import dev.millrace.value.ValueLimits;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values as JSON text for scripts, and back. A script has no number but the double: one that it could not hold exactly
 * goes in as text, so that an id stays what it is.
 */
final class JsonValues {
    private static final long MAX_EXACT = (1L << 53) - 1;
    private static final int MAX_DIGITS = 15;
    private static final ValueLimits LIMITS = ValueLimits.DEFAULT;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(LIMITS.maxDepth())
                    .maxStringLength(LIMITS.maxTextLength())
                    .maxNumberLength(LIMITS.maxDigits())
                    .build())
            .build();

    private JsonValues() {}

    /** Values of the engine are never deeper than its limits, so recursion is bounded. */
    static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            write(number, out);
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
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
            out.writeString(TextForm.of(value));
        }
    }

    private static void write(Number number, JsonGenerator out) throws IOException {
        if (number instanceof Double real) {
            if (Double.isFinite(real)) {
                out.writeNumber(real);
            } else {
                out.writeNull();
            }
        } else if (number instanceof BigDecimal decimal) {
            if (decimal.precision() <= MAX_DIGITS && Double.isFinite(decimal.doubleValue())) {
                out.writeNumber(decimal);
            } else {
                out.writeString(decimal.toString());
            }
        } else if (Math.abs(number.longValue()) <= MAX_EXACT) {
            out.writeNumber(number.longValue());
        } else {
            out.writeString(number.toString());
        }
    }

    /** @throws StepFailedException if the text is nested deeper or longer than values may be */
    static @Nullable Object read(String json) {
        try (JsonParser in = FACTORY.createParser(json)) {
            in.nextToken();
            return read(in);
        } catch (IOException e) {
            throw new StepFailedException(
                    "Invalid result",
                    "what the script gives is nested deeper than " + LIMITS.maxDepth()
                            + " levels, or a text in it is too long; give less");
        }
    }

    private static @Nullable Object read(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case VALUE_STRING -> in.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> whole(in.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            default -> null;
        };
    }

    private static Object whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : (Object) number.doubleValue();
    }

    private static Map<String, @Nullable Object> object(JsonParser in) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            members.put(name, read(in));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser in) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(in));
        }
        return elements;
    }
}
