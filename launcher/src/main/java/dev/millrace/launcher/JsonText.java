package dev.millrace.launcher;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.millrace.value.PlainValue;
import dev.millrace.value.TypedValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values to and from JSON text. */
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule().addSerializer(Double.class, new WholeWithoutPoint()))
            .build();

    private JsonText() {}

    /** Writes 40.0 as 40 (spec vflow-model 1.2): whether a number is whole does not depend on how it was computed. */
    private static final class WholeWithoutPoint extends StdSerializer<Double> {
        private static final long serialVersionUID = 1L;
        private static final double EXACT_WHOLE = 1e15;

        WholeWithoutPoint() {
            super(Double.class);
        }

        @Override
        public void serialize(Double number, JsonGenerator out, SerializerProvider unused) throws IOException {
            if (number == Math.rint(number) && Math.abs(number) < EXACT_WHOLE) {
                out.writeNumber(number.longValue());
            } else {
                out.writeNumber(number.doubleValue());
            }
        }
    }

    /** A text that is no JSON, or is beyond the limits of a value. The message is for people, of one line. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    static @Nullable Object parse(String text) throws MalformedException {
        try {
            return PlainValue.of(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new MalformedException(firstLine(e.getOriginalMessage()) + place);
        } catch (IllegalArgumentException beyondLimits) {
            throw new MalformedException(String.valueOf(beyondLimits.getMessage()));
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /**
     * For people and programs: the outer levels have a line for each field or element, what lies deeper stays on one line.
     * Line feeds on every platform.
     */
    static String readable(@Nullable Object json, int levels) {
        StringBuilder text = new StringBuilder();
        append(json, levels, "\n", text);
        return text.toString();
    }

    private static void append(@Nullable Object json, int levels, String lineBreak, StringBuilder text) {
        String inner = lineBreak + "  ";
        if (levels > 0 && json instanceof Map<?, ?> map && !map.isEmpty()) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator)
                        .append(inner)
                        .append(compact(entry.getKey()))
                        .append(": ");
                append(entry.getValue(), levels - 1, inner, text);
                separator = ",";
            }
            text.append(lineBreak).append('}');
        } else if (levels > 0 && json instanceof List<?> list && !list.isEmpty()) {
            String separator = "[";
            for (Object element : list) {
                text.append(separator).append(inner);
                append(element, levels - 1, inner, text);
                separator = ",";
            }
            text.append(lineBreak).append(']');
        } else {
            text.append(compact(json));
        }
    }

    static String compact(@Nullable Object json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values are always JSON", e);
        }
    }

    /** A value without any types: dates and times as text, coordinates as objects. Values are never deep. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(String.valueOf(key), plain(entry)));
            return entries;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>(list.size());
            list.forEach(element -> elements.add(plain(element)));
            return elements;
        }
        return TypedValue.wrap(value).get("value");
    }
}
