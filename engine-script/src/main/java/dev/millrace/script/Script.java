package dev.millrace.script;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a script under the name that errors show.
 *
 * @param name at most 100 characters, longer ones are cut; control characters become blanks
 * @param text any JavaScript; a runner refuses one that is longer than its limits allow
 */
public record Script(String name, String text) {
    private static final int MAX_NAME = 100;

    public Script {
        name = shown(name);
    }

    private static String shown(String name) {
        String cut = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
        return cut.isBlank() ? "script" : cut.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
    }

    /** SHA-256 of the text in hexadecimal: the same for the same text under any name. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_16BE)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
