package dev.millrace.http.trigger;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.Request;
import dev.millrace.value.PlainValue;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings (spec 5.1). The content type alone cannot tell how to read a body: {@code curl -d} calls everything a
 * form.
 *
 * @param bytes of the body, or what stands for them where a container reads it: two requests with the same are the same
 * @param body the parsed body: any JSON value, the fields of a form, or text; null for GET
 * @param fields of the body, if it is an object or a form
 */
@SuppressWarnings({"ArrayRecordComponent", "InvalidParam"})
record CallInput(byte[] bytes, @Nullable Object body, InputFields fields) {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";
    private static final String TEXT = "text/plain";
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    /** @throws Failure if the body is too large, or cannot be read */
    static CallInput of(Request request) {
        if (request.servlet().getMethod().equals("GET")) {
            return new CallInput(new byte[0], null, InputFields.none());
        }
        String written = request.header("Content-Type").orElse("");
        String type = written.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return type.equals(MULTIPART) ? parts(request) : parsed(request.content(), type, charset(written));
    }

    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        if (!named.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(named.group(1));
        } catch (IllegalArgumentException e) {
            throw Failure.of(TriggerError.WRONG_MEDIA_TYPE, "Charset of the content type is not supported");
        }
    }

    private static CallInput parsed(byte[] bytes, String type, Charset charset) {
        String text = decode(bytes, charset);
        String trimmed = text.strip();
        boolean isJson = type.equals("application/json") || type.endsWith("+json");
        if (trimmed.isEmpty()) {
            return new CallInput(bytes, Map.of(), InputFields.json(Map.of()));
        }
        if (isJson) {
            return json(bytes, trimmed);
        }
        boolean isOpen = type.isEmpty() || type.equals(TEXT);
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            if (type.equals(FORM)) {
                return jsonOrForm(bytes, trimmed, charset);
            }
            if (isOpen) {
                return json(bytes, trimmed);
            }
        }
        if (type.equals(FORM)) {
            return form(bytes, InputFields.encoded(trimmed, charset));
        }
        if (isOpen) {
            return new CallInput(bytes, text, InputFields.none());
        }
        throw Failure.of(TriggerError.WRONG_MEDIA_TYPE, "Content type is not supported; send application/json");
    }

    private static CallInput jsonOrForm(byte[] bytes, String text, Charset charset) {
        try {
            return json(bytes, text);
        } catch (Failure noJson) {
            return form(bytes, InputFields.encoded(text, charset));
        }
    }

    private static CallInput json(byte[] bytes, String text) {
        try {
            Object value = Json.readAnyInteger(text);
            if (!(value instanceof Map<?, ?> object)) {
                return new CallInput(bytes, PlainValue.of(value), InputFields.none());
            }
            Map<String, @Nullable Object> fields = PlainValue.dictionary(object);
            return new CallInput(bytes, fields, InputFields.json(fields));
        } catch (Failure | IllegalArgumentException beyondLimit) {
            throw Failure.of(TriggerError.INVALID_PARAMS, "Request body is not valid JSON");
        }
    }

    private static CallInput form(byte[] bytes, InputFields fields) {
        return new CallInput(bytes, fields.values(), fields);
    }

    private static String decode(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (!isWhole(text, charset)) {
                throw new CharacterCodingException();
            }
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Failure.of(TriggerError.INVALID_PARAMS, "Request body is not text in " + charset.name());
        }
    }

    /** False if it holds half a character, which UTF-8 never gives, and some other charsets do. */
    private static boolean isWhole(String text, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                || StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static CallInput parts(Request request) {
        int max = request.limits().maxBodyBytes();
        if (request.servlet().getContentLengthLong() > max) {
            throw Failure.of(TriggerError.TOO_LARGE);
        }
        InputFields.Form form = new InputFields.Form();
        long bytes = 0;
        try {
            for (Part part : request.parts()) {
                if (part.getSubmittedFileName() != null) {
                    throw Failure.of(TriggerError.INVALID_PARAMS, "File upload is not supported");
                }
                bytes += part.getSize();
                // in chunks its length was not known, and a container takes uploads, which are larger
                if (bytes > max) {
                    throw Failure.of(TriggerError.TOO_LARGE);
                }
                try (InputStream in = part.getInputStream()) {
                    form.add(part.getName(), decode(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalStateException e) {
            throw Failure.of(TriggerError.TOO_LARGE);
        } catch (ServletException e) {
            throw Failure.of(TriggerError.INVALID_PARAMS, "Request body is not a valid form");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        InputFields fields = form.fields();
        return form(Json.write(fields.values()), fields);
    }
}
