package dev.millrace.http.exchange;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value in a single pass: maps in the order of the text, lists, texts, truth values, null, {@link
 * java.math.BigDecimal} for fractions. A name that stands twice in one object is refused; the library's own check
 * remembers every name a second time. The depth is the parser's to limit.
 */
final class JsonReading {
    /** What whole numbers become. */
    enum Whole {
        /** {@link Long}, or {@link java.math.BigInteger} beyond 64 bits. */
        LONG {
            @Override
            Number read(JsonParser json) throws IOException {
                return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? json.getBigIntegerValue()
                        : (Number) json.getLongValue();
            }
        },
        /** The smallest type that holds it. */
        SMALLEST {
            @Override
            Number read(JsonParser json) throws IOException {
                return json.getNumberValue();
            }
        };

        abstract Number read(JsonParser json) throws IOException;
    }

    private final JsonParser json;
    private final Whole whole;

    JsonReading(JsonParser json, Whole whole) {
        this.json = json;
        this.whole = whole;
    }

    /** The only value of the text. */
    @Nullable
    Object only() throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new JsonParseException(json, Json.EMPTY);
        }
        Object value = value(first);
        if (json.nextToken() != null) {
            throw new JsonParseException(json, "something follows the value");
        }
        return value;
    }

    private @Nullable Object value(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> list();
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> whole.read(json);
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonParseException(json, "no value begins here");
        };
    }

    private Map<String, @Nullable Object> object() throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (fields.containsKey(name)) {
                throw new JsonParseException(json, Json.REPEATED);
            }
            fields.put(name, value(json.nextToken()));
        }
        return fields;
    }

    private List<@Nullable Object> list() throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            elements.add(value(token));
        }
        return elements;
    }
}
