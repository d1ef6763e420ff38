package dev.millrace.http.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A key, which is one caller's of one thing.
 *
 * @param scope what is called
 * @param caller who calls
 * @param text as the caller wrote it
 */
public record IdempotencyKey(String scope, String caller, String text) {
    /** The header that brings one. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern GOOD = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** True for what can be a key: 1 to 128 visible characters of ASCII. */
    public static boolean isGood(String text) {
        return GOOD.matcher(text).matches();
    }

    /** What its record is found by. */
    String recordKey() {
        return Digests.hex(String.join("\n", scope, caller, text).getBytes(StandardCharsets.UTF_8));
    }
}
