package dev.millrace.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.value.ValueLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one document, and counts its elements. Recursion ends at the parser's greatest depth. */
final class JsonValues {
    private static final int EXACT_DIGITS = 15;

    private final JsonParser parser;
    private final Numbers numbers;
    private int elements;

    JsonValues(JsonParser parser, Numbers numbers) {
        this.parser = parser;
        this.numbers = numbers;
    }

    @Nullable
    Object value() throws IOException, JsonException {
        return switch (parser.currentToken()) {
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

    private Map<String, @Nullable Object> dictionary() throws IOException, JsonException {
        Map<String, @Nullable Object> dictionary = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            count();
            parser.nextToken();
            dictionary.put(key, value());
        }
        return Collections.unmodifiableMap(dictionary);
    }

    private List<@Nullable Object> list() throws IOException, JsonException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            count();
            list.add(value());
        }
        return Collections.unmodifiableList(list);
    }

    private void count() throws JsonException {
        if (++elements > ValueLimits.DEFAULT.maxElements()) {
            throw new JsonException("it has more than " + ValueLimits.DEFAULT.maxElements() + " elements");
        }
    }

    private Object wholeNumber() throws IOException {
        JsonParser.NumberType type = parser.getNumberType();
        boolean isLong = type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG;
        return switch (numbers) {
            case EXACT -> isLong ? (Object) parser.getLongValue() : new BigDecimal(parser.getBigIntegerValue());
            case TEXT ->
                isLong && Json.isExactInJavaScript(parser.getLongValue())
                        ? (Object) parser.getLongValue()
                        : parser.getText();
            case DOUBLE -> isLong ? (Object) parser.getLongValue() : (Object) parser.getDoubleValue();
        };
    }

    /** A Double where it keeps every digit or need not, else exact. */
    private Number decimal(String text) throws JsonException {
        double real = Double.parseDouble(text);
        if (Double.isInfinite(real)) {
            throw new JsonException("it has a number that is too large");
        }
        if (numbers == Numbers.DOUBLE) {
            return real;
        }
        BigDecimal exact = new BigDecimal(text);
        boolean keepsDigits = exact.precision() <= EXACT_DIGITS;
        boolean isTiny = Math.abs((long) exact.scale()) > ValueLimits.DEFAULT.maxDigits();
        return keepsDigits || isTiny ? (Number) real : exact;
    }
}
