package dev.millrace.http.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.millrace.http.exchange.JsonReading.Whole;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as requests and responses carry it: strict on the way in, compact on the way out. Thread-safe. */
public final class Json {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 4 << 20;
    private static final int MAX_DIGITS = 1_000;
    private static final int MAX_NAME = 1_000;
    private static final int MAX_TOKENS = 2_000_000;

    private static final char REPLACEMENT = '\ufffd';
    /** No feature beyond the standard. */
    private static final int STRICT = 0;

    static final String EMPTY = "it is empty";
    static final String REPEATED = "a field stands twice in one object";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNumberLength(MAX_DIGITS)
                    .maxNameLength(MAX_NAME)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** Writes what has no form of its own, such as enums; makes itself the codec of the factory. */
    private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

    private Json() {}

    /** @param value maps, lists, texts, numbers, truth values, nulls, and {@link JsonForm}s */
    public static byte[] write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsBytes(new Written(value));
        } catch (JsonProcessingException e) {
            return writeOddValues(value);
        }
    }

    /** A value that the mapper, which has the memory to write into at hand, is to leave to {@link Json}. */
    private static final class Written extends JsonSerializable.Base {
        private final @Nullable Object value;

        Written(@Nullable Object value) {
            this.value = value;
        }

        @Override
        public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
            write(value, json);
        }

        @Override
        public void serializeWithType(JsonGenerator json, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            write(value, json);
        }
    }

    /** A text that was cut within a pair of surrogates has no UTF-8; a number with thousands of zeros keeps its exponent. */
    private static byte[] writeOddValues(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.disable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            write(value, json);
        } catch (IOException e) {
            throw new IllegalArgumentException("a response holds plain data only", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes what has no place in JSON. */
    @FunctionalInterface
    public interface OtherValues {
        void write(@Nullable Object value, JsonGenerator json) throws IOException;
    }

    /** Writes a part of something larger, as {@link #write(Object)} would. */
    public static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        write(value, json, (other, to) -> to.writeObject(other));
    }

    /** As {@link #write(Object, JsonGenerator)}, but what is in it beside JSON and {@link JsonForm}s is written by somebody else. */
    public static void write(@Nullable Object value, JsonGenerator json, OtherValues others) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), json, others);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element, json, others);
            }
            json.writeEndArray();
        } else if (value instanceof JsonForm form) {
            form.writeTo(json);
        } else {
            others.write(value, json);
        }
    }

    /**
     * The value of a whole JSON text, with maps in the order of the text.
     *
     * @throws Failure {@link Refusal#BAD_REQUEST} with the place if it is no JSON, has a field twice or is beyond a limit
     */
    public static @Nullable Object read(byte[] utf8) {
        return read(decode(utf8));
    }

    /** As {@link #read(byte[])}. */
    public static @Nullable Object read(String text) {
        return read(text, Whole.LONG, STRICT);
    }

    /** As {@link #read(byte[])}, but whole numbers may be beyond 64 bits; they come as the smallest type that holds them. */
    public static @Nullable Object readAnyInteger(String text) {
        return read(text, Whole.SMALLEST, STRICT);
    }

    /** As {@link #read(byte[])}, but texts and names may stand between single quotes. */
    public static @Nullable Object readWithEitherQuote(String text) {
        return read(
                text,
                Whole.LONG,
                JsonReadFeature.ALLOW_SINGLE_QUOTES.mappedFeature().getMask());
    }

    /** An object as it was read, whose names can be nothing but texts. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> fields(Map<?, ?> object) {
        return (Map<String, @Nullable Object>) object;
    }

    private static @Nullable Object read(String text, Whole whole, int allowed) {
        try (JsonParser json = FACTORY.createParser(text)) {
            json.overrideStdFeatures(allowed, allowed);
            Object value = new JsonReading(json, whole).only();
            HostileValues.refuse(value);
            return value;
        } catch (StreamConstraintsException e) {
            throw Failure.of(
                    Refusal.BAD_REQUEST,
                    "the body is beyond a limit: at most " + MAX_DEPTH + " levels, " + MAX_TEXT
                            + " characters in a text, " + MAX_NAME + " in a name, " + MAX_DIGITS
                            + " digits in a number, " + MAX_TOKENS + " names, values and brackets" + place(e));
        } catch (JsonProcessingException e) {
            throw Failure.of(Refusal.BAD_REQUEST, "the body is no JSON: " + reason(e) + place(e));
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is read but memory", e);
        }
    }

    /** What is not UTF-8 becomes a letter that hardly any text holds; only then it is worth to look for the place. */
    private static String decode(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(utf8);
    }

    private static String decodeStrictly(byte[] utf8) {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Failure.of(Refusal.BAD_REQUEST, "the body is not valid UTF-8 (byte " + (bytes.position() + 1) + ")");
        }
    }

    private static String reason(JsonProcessingException e) {
        String text = e.getOriginalMessage();
        return EMPTY.equals(text) || REPEATED.equals(text) ? text : "there is something that JSON does not allow";
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
