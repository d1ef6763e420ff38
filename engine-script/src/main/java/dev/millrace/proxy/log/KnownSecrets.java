package dev.millrace.proxy.log;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The secrets that one call has touched, so that no text about it shows them. Thread-safe. */
public final class KnownSecrets {
    /** Shorter ones are found in too many texts by accident. */
    private static final int MIN_LENGTH = 4;

    // the longest first: one secret may be the beginning of another
    private final Set<String> values = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    public KnownSecrets() {}

    public void add(String secret) {
        if (secret.length() >= MIN_LENGTH) {
            values.add(secret);
            values.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            values.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        }
    }

    /** The text with every known secret masked. */
    public String redact(String text) {
        String redacted = text;
        for (String secret : values) {
            redacted = redacted.replace(secret, Masking.MASKED);
        }
        return redacted;
    }
}
