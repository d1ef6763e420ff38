package dev.millrace.proxy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of everything but unreserved characters (RFC 3986, 2.3). */
final class Encoded {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";
    private static final boolean[] IS_UNRESERVED = new boolean[128];

    static {
        UNRESERVED.chars().forEach(letter -> IS_UNRESERVED[letter] = true);
    }

    private Encoded() {}

    /** @throws IllegalArgumentException if the text has half a surrogate pair */
    static String of(String text) {
        return isUnreserved(text) ? text : escaped(text);
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter >= IS_UNRESERVED.length || !IS_UNRESERVED[letter]) {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        ByteBuffer bytes = utf8(text);
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next >= 0 && IS_UNRESERVED[next]) {
                encoded.append((char) next);
            } else {
                encoded.append('%').append(HEX.charAt((next >> 4) & 0xf)).append(HEX.charAt(next & 0xf));
            }
        }
        return encoded.toString();
    }

    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("half a surrogate pair", e);
        }
    }
}
