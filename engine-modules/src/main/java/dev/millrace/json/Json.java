package dev.millrace.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.millrace.value.ValueLimits;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to plain values and back, within the limits of values: their depth, digits, lengths and elements. Points and
 * regions are objects of their sides, dates and pictures their texts, and what is no number is null. Thread-safe.
 */
public final class Json {
    private static final long EXACT_IN_JAVASCRIPT = 1L << 53;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ValueLimits.DEFAULT.maxDepth())
                    .maxNumberLength(ValueLimits.DEFAULT.maxDigits())
                    .maxStringLength(ValueLimits.DEFAULT.maxTextLength())
                    .build())
            .build();

    private Json() {}

    /** @throws JsonException if the text is not exactly one JSON value, or is beyond the limits */
    public static @Nullable Object read(String text, Numbers numbers) throws JsonException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new JsonException("it is empty");
            }
            Object value = new JsonValues(parser, numbers).value();
            if (parser.nextToken() != null) {
                throw new JsonException("it goes on after the JSON value" + place(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new JsonException(
                    "it is no JSON at line " + (at == null ? 1 : at.getLineNr()) + ", column "
                            + (at == null ? 1 : at.getColumnNr()),
                    String.valueOf(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory is always readable", e);
        }
    }

    private static String place(JsonParser parser) {
        var at = parser.currentTokenLocation();
        return " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Compact, with numbers that keep every digit. */
    public static String write(@Nullable Object value) {
        return write(value, Numbers.EXACT);
    }

    /** Compact. */
    public static String write(@Nullable Object value, Numbers numbers) {
        return write(value, numbers, Layout.COMPACT);
    }

    /** With numbers that keep every digit. */
    public static String write(@Nullable Object value, Layout layout) {
        return write(value, Numbers.EXACT, layout);
    }

    private static String write(@Nullable Object value, Numbers numbers, Layout layout) {
        StringWriter text = new StringWriter();
        write(value, numbers, layout, text);
        return text.toString();
    }

    /** @param text is in memory; may refuse what becomes too long by an exception of its own */
    public static void write(@Nullable Object value, Numbers numbers, Layout layout, Writer text) {
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (layout == Layout.INDENTED) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            new JsonWriter(generator, numbers).write(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory is always writable", e);
        }
    }

    /** True of whole numbers that a double holds, as it does every one nearer to 0. */
    static boolean isExactInJavaScript(long number) {
        return number >= -EXACT_IN_JAVASCRIPT && number <= EXACT_IN_JAVASCRIPT;
    }
}
