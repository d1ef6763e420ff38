package dev.millrace.modules.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.millrace.module.StepFailedException;
import dev.millrace.modules.guard.BoundedText;
import dev.millrace.modules.guard.ResultSize;
import dev.millrace.value.Coordinate;
import dev.millrace.value.CoordinateRegion;
import dev.millrace.value.TextForm;
import dev.millrace.value.ValueLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text to plain values and back, within the limits of values. Recursion ends at their greatest depth. */
public final class Json {
    private static final int EXACT_DIGITS = 15;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ValueLimits.DEFAULT.maxDepth())
                    .maxNumberLength(ValueLimits.DEFAULT.maxDigits())
                    .maxStringLength(ValueLimits.DEFAULT.maxTextLength())
                    .build())
            .build();

    private Json() {}

    /** @throws StepFailedException if the text is not exactly one JSON value, or is beyond the limits */
    public static @Nullable Object read(String input, String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new StepFailedException("Invalid JSON", "input \"" + input + "\" is empty");
            }
            Object value = new Reader(parser).value();
            if (parser.nextToken() != null) {
                throw new StepFailedException(
                        "Invalid JSON", "input \"" + input + "\" goes on after the JSON value" + place(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new StepFailedException(
                    "Invalid JSON", "input \"" + input + "\" is no JSON: " + e.getOriginalMessage() + place);
        } catch (IOException e) {
            throw new StepFailedException("Invalid JSON", "input \"" + input + "\" cannot be read: " + e.getMessage());
        }
    }

    /** Compact, or indented by two spaces. Dates and pictures are their texts; NaN and infinities are null. */
    public static String write(@Nullable Object value, Layout layout) {
        BoundedText text = new BoundedText();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (layout == Layout.INDENTED) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            write(value, generator);
        } catch (IOException e) {
            throw new StepFailedException("No JSON form", "the value cannot be written as JSON: " + e.getMessage());
        }
        return text.toString();
    }

    /** How JSON is laid out. */
    public enum Layout {
        COMPACT,
        INDENTED
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
        if (value == null || (value instanceof Double real && !Double.isFinite(real))) {
            out.writeNull();
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Number) {
            out.writeNumber(TextForm.of(value));
        } else if (value instanceof Coordinate point) {
            write(Map.of("x", point.x(), "y", point.y()), out);
        } else if (value instanceof CoordinateRegion region) {
            write(sides(region), out);
        } else {
            out.writeString(TextForm.of(value));
        }
    }

    private static Map<String, Double> sides(CoordinateRegion region) {
        Map<String, Double> sides = new LinkedHashMap<>();
        sides.put("left", region.left());
        sides.put("top", region.top());
        sides.put("right", region.right());
        sides.put("bottom", region.bottom());
        return sides;
    }

    private static String place(JsonParser parser) {
        var at = parser.currentTokenLocation();
        return " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    /** Reads one document and counts its elements. */
    private static final class Reader {
        private final JsonParser parser;
        private long elements;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        @Nullable
        Object value() throws IOException {
            JsonToken token = parser.currentToken();
            return switch (token) {
                case START_OBJECT -> dictionary();
                case START_ARRAY -> list();
                case VALUE_STRING -> parser.getText();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NUMBER_INT -> wholeNumber();
                case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
                default -> null;
            };
        }

        private Map<String, @Nullable Object> dictionary() throws IOException {
            Map<String, @Nullable Object> dictionary = new LinkedHashMap<>();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                ResultSize.elements(++elements);
                parser.nextToken();
                dictionary.put(key, value());
            }
            return Collections.unmodifiableMap(dictionary);
        }

        private List<@Nullable Object> list() throws IOException {
            List<@Nullable Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                ResultSize.elements(++elements);
                list.add(value());
            }
            return Collections.unmodifiableList(list);
        }

        private Number wholeNumber() throws IOException {
            return switch (parser.getNumberType()) {
                case INT, LONG -> parser.getLongValue();
                default -> new BigDecimal(parser.getBigIntegerValue());
            };
        }

        /** A Double where it keeps every digit, else exact. */
        private static Number decimal(String text) {
            double real = Double.parseDouble(text);
            if (Double.isInfinite(real)) {
                throw new StepFailedException("Invalid JSON", "the number " + text + " is too large");
            }
            BigDecimal exact = new BigDecimal(text);
            boolean keepsDigits = exact.precision() <= EXACT_DIGITS;
            boolean isTiny = Math.abs((long) exact.scale()) > ValueLimits.DEFAULT.maxDigits();
            return keepsDigits || isTiny ? (Number) real : exact;
        }
    }
}
