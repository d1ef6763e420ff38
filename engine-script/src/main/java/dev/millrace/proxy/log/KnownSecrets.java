package dev.millrace.proxy.log;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The secrets that one call has touched, so that no text about it shows them. Thread-safe. */
public final class KnownSecrets {
    /** Shorter ones are found in too many texts by accident. */
    private static final int MIN_LENGTH = 4;

    private volatile List<String> values = List.of(); // the longest first: one secret may be the beginning of another

    public KnownSecrets() {}

    public void add(String secret) {
        if (secret.length() >= MIN_LENGTH && !values.contains(secret)) {
            addAll(List.of(secret, encoded(secret), encoded(secret).replace("+", "%20")));
        }
    }

    private static String encoded(String secret) {
        return URLEncoder.encode(secret, StandardCharsets.UTF_8);
    }

    private synchronized void addAll(List<String> spellings) {
        List<String> all = new ArrayList<>(values);
        for (String spelling : spellings) {
            if (!all.contains(spelling)) {
                all.add(spelling);
            }
        }
        all.sort(Comparator.comparingInt(String::length).reversed());
        values = all;
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
