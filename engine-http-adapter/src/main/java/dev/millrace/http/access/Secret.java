package dev.millrace.http.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that callers must know. Only a digest of it is kept, and comparing takes as long for a good guess as for a bad
 * one of any length: both sides are hashed with a key of this process first. Immutable, thread-safe.
 */
public final class Secret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecretKeySpec KEY = newKey();

    private final byte[] digest;

    private Secret(byte[] digest) {
        this.digest = digest;
    }

    public static Secret of(String text) {
        return new Secret(digest(text));
    }

    public boolean matches(String presented) {
        return same(digest, digest(presented));
    }

    /** The one place where secrets, and digests that prove one, are compared. */
    public static boolean same(byte[] expected, byte[] presented) {
        return MessageDigest.isEqual(expected, presented);
    }

    private static SecretKeySpec newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, ALGORITHM);
    }

    private static byte[] digest(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
