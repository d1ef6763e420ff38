package dev.millrace.http.access;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A secret as it is stored: a salted hash that is slow to make, written {@code pbkdf2-sha256:<rounds>:<salt>:<hash>} in
 * hexadecimal digits. It cannot be read back. Immutable, thread-safe.
 */
public final class StoredSecret {
    private static final String NAME = "pbkdf2-sha256";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int ROUNDS = 120_000;
    private static final int MAX_ROUNDS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private StoredSecret() {}

    /** The stored form of a secret, with a salt of its own. Takes tens of milliseconds. */
    public static String of(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        String saltText = HexFormat.of().formatHex(salt);
        return NAME + ":" + ROUNDS + ":" + saltText + ":" + hash(secret, salt, ROUNDS);
    }

    /** True if {@code presented} is the secret that was stored. Takes as long as storing it; anything else is false. */
    public static boolean matches(String stored, String presented) {
        String[] parts = stored.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            return false;
        }
        try {
            int rounds = Integer.parseInt(parts[1]);
            byte[] salt = HexFormat.of().parseHex(parts[2]);
            return rounds > 0
                    && rounds <= MAX_ROUNDS
                    && salt.length > 0
                    && Secret.of(parts[3]).matches(hash(presented, salt, rounds));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String hash(String secret, byte[] salt, int rounds) {
        PBEKeySpec key = new PBEKeySpec(secret.toCharArray(), salt, rounds, HASH_BITS);
        try {
            byte[] hash =
                    SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded();
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        } finally {
            key.clearPassword();
        }
    }
}
