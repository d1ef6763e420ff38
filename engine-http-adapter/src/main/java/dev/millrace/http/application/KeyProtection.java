package dev.millrace.http.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How secure keys are stored. They must come back to check signatures, so they cannot be hashed; they are encrypted with
 * AES-GCM, each bound to the application it belongs to, so that a key copied into another row opens nothing. Those that were
 * used lately stay open in memory, where the key that opens them is too. Thread-safe.
 */
final class KeyProtection {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String ENCRYPTED = "gcm:";
    private static final String PLAIN = "plain:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int MAX_OPEN = 1_000;

    private final @Nullable SecretKeySpec key;
    private final Cache<Sealed, byte[]> open =
            Caffeine.newBuilder().maximumSize(MAX_OPEN).build();

    private record Sealed(String applicationId, String content) {}

    private KeyProtection(@Nullable SecretKeySpec key) {
        this.key = key;
    }

    /** @param key 16, 24 or 32 bytes */
    static KeyProtection encrypting(byte[] key) {
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new IllegalArgumentException(
                    "the key that encrypts secure keys must have 16, 24 or 32 bytes, but has " + key.length);
        }
        return new KeyProtection(new SecretKeySpec(key, "AES"));
    }

    /** With a key that ends with the process, as what it protects does. */
    static KeyProtection ofThisProcess() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return encrypting(key);
    }

    static KeyProtection none() {
        return new KeyProtection(null);
    }

    String seal(String applicationId, String secureKey) {
        byte[] plain = secureKey.getBytes(StandardCharsets.UTF_8);
        if (key == null) {
            return PLAIN + Base64.getEncoder().encodeToString(plain);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] encrypted = run(Cipher.ENCRYPT_MODE, key, nonce, applicationId, plain);
        byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
        System.arraycopy(encrypted, 0, both, NONCE_BYTES, encrypted.length);
        return ENCRYPTED + Base64.getEncoder().encodeToString(both);
    }

    /**
     * A secure key as it was before it was sealed.
     *
     * @return shared: not to be changed
     * @throws IllegalStateException if it was sealed with another key, or for another application
     */
    byte[] open(String applicationId, String sealed) {
        return open.get(new Sealed(applicationId, sealed), unused -> opened(applicationId, sealed));
    }

    private byte[] opened(String applicationId, String sealed) {
        if (key == null && sealed.startsWith(PLAIN)) {
            return Base64.getDecoder().decode(sealed.substring(PLAIN.length()));
        }
        if (key == null || !sealed.startsWith(ENCRYPTED)) {
            throw new IllegalStateException("the secure key of application " + applicationId
                    + " is stored otherwise than the settings say; use the settings it was stored with");
        }
        byte[] both = Base64.getDecoder().decode(sealed.substring(ENCRYPTED.length()));
        byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
        return run(Cipher.DECRYPT_MODE, key, nonce, applicationId, Arrays.copyOfRange(both, NONCE_BYTES, both.length));
    }

    String openText(String applicationId, String sealed) {
        return new String(open(applicationId, sealed), StandardCharsets.UTF_8);
    }

    private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, String applicationId, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(applicationId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the secure key of application " + applicationId
                            + " was stored with another key; start with the key it was stored with",
                    e);
        }
    }
}
