package dev.millrace.store.jdbc.seal;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that records are sealed with: the newest one for what is written, the older ones for what they have sealed.
 * Immutable, thread-safe; shows no key.
 */
public final class SealingKeys {
    static final int KEY_BYTES = 32;

    private static final int ID_BYTES = 4;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Newest first; never empty. */
    private final Map<String, byte[]> keys;

    SealingKeys(Map<String, byte[]> keys) {
        this.keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /**
     * A key of the host's, such as one from a vault.
     *
     * @param id by which what it has sealed is told from others; letters, digits, hyphens and underscores, 64 at most
     * @param key 32 bytes, random
     * @throws IllegalArgumentException if the id or the key is another
     */
    public static SealingKeys of(String id, byte[] key) {
        return new SealingKeys(Map.of(checked(id), checked(key)));
    }

    /**
     * The keys of the file {@code millrace.keys} in a directory. The first time the file is made, with a new key, such that
     * only its owner may read it. Who loses it loses what it has sealed: keep a copy apart from the backups of the store.
     *
     * @throws dev.millrace.store.StoreException if the file cannot be read or made, is damaged, or others may read it
     */
    public static SealingKeys inDirectory(Path directory) {
        return new KeyFile(directory).readOrMake();
    }

    /**
     * As {@link #inDirectory}, with a new key for what is written from now on, which the file has before it is used. What
     * the older keys have sealed can be read still; {@link SealedRecords#reseal} seals it anew.
     */
    public static SealingKeys renewedInDirectory(Path directory) {
        KeyFile file = new KeyFile(directory);
        SealingKeys renewed = file.readOrMake().renewed();
        file.replace(renewed);
        return renewed;
    }

    /** With an older key, for what it has sealed. */
    public SealingKeys withOlder(String id, byte[] key) {
        Map<String, byte[]> all = new LinkedHashMap<>(keys);
        if (all.putIfAbsent(checked(id), checked(key)) != null) {
            throw new IllegalArgumentException("two keys have the id " + id + "; give each one of its own");
        }
        return new SealingKeys(all);
    }

    static SealingKeys generated() {
        return new SealingKeys(Map.of(random(ID_BYTES), randomKey()));
    }

    private SealingKeys renewed() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(random(ID_BYTES), randomKey());
        all.putAll(keys);
        return new SealingKeys(all);
    }

    private static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the id of a key must match " + ID);
        }
        return id;
    }

    static byte[] checked(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, this one has " + key.length);
        }
        return key.clone();
    }

    /** The id of the key for what is written. */
    String newestId() {
        return keys.keySet().iterator().next();
    }

    Optional<SecretKeySpec> key(String id) {
        return Optional.ofNullable(keys.get(id)).map(key -> new SecretKeySpec(key, "AES"));
    }

    Map<String, byte[]> all() {
        return keys;
    }

    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
