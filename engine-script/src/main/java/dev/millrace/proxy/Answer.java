package dev.millrace.proxy;

import dev.millrace.egress.HttpResponse;
import dev.millrace.json.Json;
import dev.millrace.json.JsonException;
import dev.millrace.json.Numbers;
import dev.millrace.proxy.log.KnownSecrets;
import dev.millrace.proxy.log.Masking;
import dev.millrace.proxy.platform.ResponseKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body, read as far as it can be (spec script-proxy 5.7).
 *
 * @param value what it is; of one that cannot be read its text
 * @param problem why it cannot be read as it should
 */
record Answer(int status, @Nullable Object value, Optional<String> problem) {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";,\\s]{1,64})");
    private static final Pattern SAYS_JSON = Pattern.compile("(?i)[^;]*[/+]json\\s*(;.*)?");
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    static Answer read(HttpResponse response, ResponseKind kind, Numbers numbers) {
        byte[] bytes = response.bytes();
        String type = response.header("Content-Type").orElse("");
        if (kind == ResponseKind.BINARY) {
            return new Answer(response.status(), binary(type, bytes), Optional.empty());
        }
        try {
            String text = decoded(bytes, type);
            return read(response.status(), text, type, kind, numbers);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return new Answer(response.status(), null, Optional.of("the answer's text is not in its charset"));
        }
    }

    private static Answer read(int status, String text, String type, ResponseKind kind, Numbers numbers) {
        if (kind == ResponseKind.TEXT) {
            return new Answer(status, text, Optional.empty());
        }
        if (text.isBlank()) {
            boolean isMissing = kind == ResponseKind.JSON && !text.isEmpty();
            return new Answer(status, null, isMissing ? Optional.of("the answer is blank") : Optional.empty());
        }
        boolean saysJson = SAYS_JSON.matcher(type).matches();
        boolean looksLikeJson = text.startsWith("{") || text.startsWith("[");
        if (kind == ResponseKind.AUTO && !saysJson && !looksLikeJson) {
            return new Answer(status, text, Optional.empty());
        }
        try {
            return new Answer(status, Json.read(text, numbers), Optional.empty());
        } catch (JsonException e) {
            boolean mustBe = kind == ResponseKind.JSON;
            return new Answer(
                    status,
                    text,
                    mustBe ? Optional.of("the answer must be JSON, but " + e.getMessage()) : Optional.empty());
        }
    }

    private static Map<String, @Nullable Object> binary(String type, byte[] bytes) {
        Map<String, @Nullable Object> binary = new LinkedHashMap<>();
        binary.put("type", type);
        binary.put("size", (long) bytes.length);
        binary.put("base64", Base64.getEncoder().encodeToString(bytes));
        return binary;
    }

    private static String decoded(byte[] bytes, String type) throws CharacterCodingException {
        Matcher matcher = CHARSET.matcher(type);
        Charset charset = matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
        String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Its first 4 KiB, for the log. */
    String shown(KnownSecrets secrets) {
        return value instanceof String text
                ? Masking.text(text, secrets)
                : value == null ? "" : Masking.value(value, secrets);
    }
}
