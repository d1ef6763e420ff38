package dev.millrace.http.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON as requests and responses carry it: strict on the way in, compact on the way out. Thread-safe. */
public final class Json {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 4 << 20;
    private static final int MAX_DIGITS = 1_000;
    private static final int MAX_NAME = 1_000;
    private static final int MAX_TOKENS = 2_000_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxNumberLength(MAX_DIGITS)
                            .maxNameLength(MAX_NAME)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final ObjectMapper ANY_INTEGER =
            MAPPER.rebuild().disable(DeserializationFeature.USE_LONG_FOR_INTS).build();

    private Json() {}

    /** @param value maps, lists, texts, numbers, truth values, nulls */
    public static byte[] write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            return writeOddValues(value);
        }
    }

    /** A text that was cut within a pair of surrogates has no UTF-8; a number with thousands of zeros keeps its exponent. */
    private static byte[] writeOddValues(@Nullable Object value) {
        try {
            return MAPPER.writer()
                    .without(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .writeValueAsString(value)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a response holds plain data only", e);
        }
    }

    /**
     * The value of a whole JSON text, with maps in the order of the text.
     *
     * @throws Failure {@link Refusal#BAD_REQUEST} with the place if it is no JSON, has a field twice or is beyond a limit
     */
    public static @Nullable Object read(byte[] utf8) {
        return read(utf8, MAPPER.reader());
    }

    /** As {@link #read}, but whole numbers may be beyond 64 bits; they come as the smallest type that holds them. */
    public static @Nullable Object readAnyInteger(byte[] utf8) {
        return read(utf8, ANY_INTEGER.reader());
    }

    /** As {@link #read}, but texts and names may stand between single quotes. */
    public static @Nullable Object readWithEitherQuote(byte[] utf8) {
        return read(utf8, MAPPER.reader().with(JsonReadFeature.ALLOW_SINGLE_QUOTES));
    }

    private static @Nullable Object read(byte[] utf8, ObjectReader reader) {
        String text = decode(utf8);
        try {
            Object value = reader.forType(Object.class).readValue(text);
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
        }
    }

    private static String decode(byte[] utf8) {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Failure.of(Refusal.BAD_REQUEST, "the body is not valid UTF-8 (byte " + (bytes.position() + 1) + ")");
        }
    }

    private static String reason(JsonProcessingException e) {
        String text = e.getOriginalMessage();
        if (text == null) {
            return "it cannot be read";
        }
        if (text.startsWith("Duplicate field")) {
            return "a field stands twice in one object";
        }
        if (text.startsWith("No content")) {
            return "it is empty";
        }
        return "there is something that JSON does not allow";
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
