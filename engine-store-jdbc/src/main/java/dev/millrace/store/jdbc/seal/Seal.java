package dev.millrace.store.jdbc.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.store.StoreException;
import dev.millrace.store.StoredRecord;
import dev.millrace.store.jdbc.content.ContentJson;
import dev.millrace.store.jdbc.content.StoredFields;
import dev.millrace.store.jdbc.content.UnreadableContentException;
import dev.millrace.store.jdbc.database.StorableText;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals contents and opens them: AES-256-GCM with a random nonce for each. The kind and the key of the record are part of
 * what is sealed, so that a content moved to another record is found out.
 *
 * <pre>{@code {"sealed": 1, "key": id of the key, "text": Base64 of nonce and cipher text}}</pre>
 */
final class Seal {
    private static final long VERSION = 1;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SealingKeys keys;
    private final SecureRandom random = new SecureRandom();

    Seal(SealingKeys keys) {
        this.keys = keys;
    }

    StoredRecord seal(StoredRecord plain) {
        String id = keys.newestId();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = encrypted(plain, id, nonce);
        byte[] text = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("sealed", VERSION);
        fields.put("key", id);
        fields.put("text", Base64.getEncoder().encodeToString(text));
        return plain.with(ContentJson.write(fields));
    }

    private byte[] encrypted(StoredRecord plain, String id, byte[] nonce) {
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.key(id).orElseThrow(), nonce, plain);
            return cipher.doFinal(StorableText.stored(plain.content()).getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, StoredRecord record) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        // with its length first, so that no other kind and key have the same text together
        cipher.updateAAD(
                (record.kind().length() + ":" + StorableText.stored(record.kind() + record.key())).getBytes(UTF_8));
        return cipher;
    }

    /**
     * The record with its content in plain.
     *
     * @throws StoreException if it is not sealed, with a key that is not known, or was altered
     */
    StoredRecord open(StoredRecord sealed) {
        try {
            StoredFields fields = ContentJson.read(sealed.content());
            if (fields.whole("sealed") != VERSION) {
                throw new UnreadableContentException("another version");
            }
            return sealed.with(
                    decrypted(sealed, fields.text("key"), Base64.getDecoder().decode(fields.text("text"))));
        } catch (UnreadableContentException | IllegalArgumentException e) {
            throw failure(sealed, "is not sealed as it should be. Fix: restore it, or seal what is plain with reseal");
        }
    }

    private String decrypted(StoredRecord sealed, String id, byte[] text) {
        Key key = keys.key(id)
                .orElseThrow(() -> failure(
                        sealed, "was sealed with the key " + id + ", which is not among the keys. Fix: add that key"));
        if (text.length < NONCE_BYTES) {
            throw altered(sealed, id);
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(text, NONCE_BYTES), sealed);
            byte[] plain = cipher.doFinal(text, NONCE_BYTES, text.length - NONCE_BYTES);
            return StorableText.restored(new String(plain, UTF_8));
        } catch (GeneralSecurityException e) {
            throw altered(sealed, id);
        }
    }

    private static StoreException altered(StoredRecord sealed, String id) {
        return failure(
                sealed,
                "cannot be opened with the key " + id + ": its text was altered, or the key is another one of that id."
                        + " Fix: restore the record or the key");
    }

    private static StoreException failure(StoredRecord sealed, String what) {
        return new StoreException("the record \"" + sealed.key() + "\" of kind " + sealed.kind() + " " + what);
    }

    /** True if it was sealed with the newest key. */
    boolean isUpToDate(StoredRecord sealed) {
        return keyOf(sealed).equals(keys.newestId());
    }

    /** True if it is no sealed content at all. */
    boolean isPlain(StoredRecord stored) {
        return keyOf(stored).isEmpty();
    }

    private static String keyOf(StoredRecord stored) {
        try {
            StoredFields fields = ContentJson.read(stored.content());
            return fields.whole("sealed") == VERSION ? fields.text("key") : "";
        } catch (UnreadableContentException e) {
            return "";
        }
    }
}
