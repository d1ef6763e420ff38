package dev.millrace.workflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.millrace.value.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text into immutable plain values, token by token, so that each limit is checked before what it bounds is
 * built. Thread-safe.
 */
final class JsonReader {
    private final WorkflowLimits limits;
    private final JsonFactory factory;

    JsonReader(WorkflowLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth() + 1)
                        .maxStringLength(limits.maxTextLength())
                        .maxNameLength(limits.maxKeyLength())
                        .maxNumberLength(longestNumber(limits))
                        .build())
                .build();
    }

    // digits, as many zeros after the point, sign, point and exponent
    private static int longestNumber(WorkflowLimits limits) {
        return (int) Math.min(Integer.MAX_VALUE, 2L * limits.maxDigits() + 16);
    }

    @Nullable
    Object read(byte[] utf8) throws UnreadableFileException {
        checkSize(utf8.length);
        return read(decode(utf8));
    }

    @Nullable
    Object read(String text) throws UnreadableFileException {
        checkSize(text.length());
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = factory.createParser(json)) {
            return new Document(parser).read();
        } catch (StreamConstraintsException tooLong) {
            throw tooLong();
        } catch (JsonProcessingException notJson) {
            throw notJson(notJson);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading a text from memory failed", impossible);
        }
    }

    void checkSize(long bytes) throws UnreadableFileException {
        if (bytes > limits.maxBytes()) {
            throw limit("the file has more than maxBytes = " + limits.maxBytes() + " bytes", Place.file(""));
        }
    }

    private static String decode(byte[] utf8) throws UnreadableFileException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(utf8);
        CharBuffer out = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new UnreadableFileException(
                    ProblemCode.INVALID_TEXT,
                    Place.file("byte " + in.position()),
                    "the bytes are not UTF-8",
                    "save the file as UTF-8");
        }
        return out.flip().toString();
    }

    private static UnreadableFileException limit(String message, Place place) {
        return new UnreadableFileException(
                ProblemCode.LIMIT_EXCEEDED, place, message, "split the file, or raise the limit in WorkflowLimits");
    }

    // the parser's message does not say which of its limits stopped it in a form one could rely on
    private UnreadableFileException tooLong() {
        return limit(
                "a text, a field's name or a number is too long: maxTextLength = " + limits.maxTextLength()
                        + ", maxKeyLength = " + limits.maxKeyLength() + ", maxDigits = " + limits.maxDigits(),
                Place.file(""));
    }

    private static UnreadableFileException notJson(JsonProcessingException cause) {
        var location = cause.getLocation();
        String where = location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new UnreadableFileException(
                ProblemCode.INVALID_JSON,
                Place.file(where),
                "the text is not JSON: " + Excerpt.of(reason(cause)),
                "correct the text at this place");
    }

    /** Without the parser's notes in parentheses on its own source, which say less than the place. */
    private static String reason(JsonProcessingException cause) {
        String message = cause.getOriginalMessage();
        int notes = message.indexOf(" (start marker at");
        return notes < 0 ? message : message.substring(0, notes);
    }

    /** One reading: the parser and what was counted so far. */
    private final class Document {
        private final JsonParser parser;
        private int values;
        private int depth;

        Document(JsonParser parser) {
            this.parser = parser;
        }

        @Nullable
        Object read() throws IOException, UnreadableFileException {
            if (parser.nextToken() == null) {
                throw new UnreadableFileException(
                        ProblemCode.INVALID_JSON, Place.file(""), "the file is empty", "write a JSON object or array");
            }
            Object root = value();
            if (parser.nextToken() != null) {
                throw new UnreadableFileException(
                        ProblemCode.INVALID_JSON, place(), "there is text after the end", "remove it");
            }
            return root;
        }

        private @Nullable Object value() throws IOException, UnreadableFileException {
            if (++values > limits.maxValues()) {
                throw limit("the file has more than maxValues = " + limits.maxValues() + " values", place());
            }
            JsonToken token = parser.currentToken();
            return switch (token) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> wellFormed(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> null;
                default -> throw new IllegalStateException("not the start of a value: " + token);
            };
        }

        private Map<String, @Nullable Object> object() throws IOException, UnreadableFileException {
            descend();
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = wellFormed(parser.currentName());
                if (fields.containsKey(name)) {
                    throw new UnreadableFileException(
                            ProblemCode.DUPLICATE_KEY,
                            place(),
                            "the field " + Excerpt.quoted(name) + " is written twice in one object",
                            "remove one of them");
                }
                if (fields.size() == limits.maxKeys()) {
                    throw limit("an object has more than maxKeys = " + limits.maxKeys() + " fields", place());
                }
                parser.nextToken();
                fields.put(name, value());
            }
            depth--;
            return fields.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(fields);
        }

        private List<@Nullable Object> array() throws IOException, UnreadableFileException {
            descend();
            List<@Nullable Object> elements = new ArrayList<>(2);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value());
            }
            depth--;
            return elements.isEmpty() ? Collections.emptyList() : Collections.unmodifiableList(elements);
        }

        private void descend() throws UnreadableFileException {
            if (++depth > limits.maxDepth()) {
                throw limit("the file is nested deeper than maxDepth = " + limits.maxDepth(), place());
            }
        }

        private Number number() throws IOException, UnreadableFileException {
            String text = parser.getText();
            Optional<Number> number = JsonNumber.of(text, limits.maxDigits());
            if (number.isEmpty()) {
                throw limit(
                        "the number " + Excerpt.of(text) + " has more than maxDigits = " + limits.maxDigits()
                                + " digits",
                        place());
            }
            return number.get();
        }

        // UTF-8 cannot hold half a surrogate pair, but an escape in JSON can
        private String wellFormed(String text) throws UnreadableFileException {
            int lone = loneSurrogate(text);
            if (lone >= 0) {
                throw new UnreadableFileException(
                        ProblemCode.INVALID_TEXT,
                        place(),
                        "a text holds half of a surrogate pair at its character " + lone,
                        "write both halves, or the character itself");
            }
            return text;
        }

        private static int loneSurrogate(String text) {
            int at = 0;
            while (at < text.length()) {
                int codePoint = text.codePointAt(at);
                if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                    return at;
                }
                at += Character.charCount(codePoint);
            }
            return -1;
        }

        private Place place() {
            var location = parser.currentTokenLocation();
            return Place.file("line " + location.getLineNr() + ", column " + location.getColumnNr());
        }
    }
}
