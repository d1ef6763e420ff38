package dev.millrace.http.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of one segment of a path. */
public final class PathSegment {
    private static final int MAX_LENGTH = 1_000;

    private PathSegment() {}

    /**
     * Decodes percent signs, once.
     *
     * @return null for a segment that is empty, a dot segment, too long, not UTF-8, or that holds what separates segments
     *     or ends lines, encoded or not
     */
    public static @Nullable String decode(String raw) {
        if (raw.isEmpty() || raw.length() > MAX_LENGTH) {
            return null;
        }
        String text = raw.indexOf('%') < 0 ? raw : unescape(raw);
        return text == null || text.equals(".") || text.equals("..") || hasSeparator(text) ? null : text;
    }

    private static @Nullable String unescape(String raw) {
        byte[] bytes = new byte[raw.length()];
        int count = 0;
        for (int i = 0; i < raw.length(); i++) {
            char character = raw.charAt(i);
            if (character == '%') {
                if (i + 2 >= raw.length()) {
                    return null;
                }
                int high = Character.digit(raw.charAt(i + 1), 16);
                int low = Character.digit(raw.charAt(i + 2), 16);
                if (high < 0 || low < 0 || raw.charAt(i + 1) > 'f' || raw.charAt(i + 2) > 'f') {
                    return null;
                }
                bytes[count++] = (byte) (high << 4 | low);
                i += 2;
            } else if (character < 0x80) {
                bytes[count++] = (byte) character;
            } else {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, count))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean hasSeparator(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '/' || character == '\\' || character == ';' || Character.isISOControl(character)) {
                return true;
            }
        }
        return false;
    }
}
