package dev.millrace.http.access;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/** How tokens are made. Immutable. */
public final class TokenSettings {
    /** The kind of the record that holds the key which signs tokens. */
    public static final String KEY_KIND = "token-key";

    private static final int KEY_BYTES = 32;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MONTH = Duration.ofDays(30);

    private final byte[] key;
    private final boolean isOwn;
    private final Duration accessLifetime;
    private final Duration refreshLifetime;

    private TokenSettings(byte[] key, boolean isOwn, Duration accessLifetime, Duration refreshLifetime) {
        this.key = key;
        this.isOwn = isOwn;
        this.accessLifetime = accessLifetime;
        this.refreshLifetime = refreshLifetime;
    }

    /** With a key of its own: tokens end with the process. Lifetimes of document 001: an hour, and thirty days. */
    public static TokenSettings ofThisProcess() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new TokenSettings(key, true, HOUR, MONTH);
    }

    /** With the key that these records hold, so that tokens outlive the process; unless a key was set. */
    public TokenSettings keptIn(RecordStore records) {
        if (!isOwn) {
            return this;
        }
        String base64 = Base64.getEncoder().encodeToString(key);
        records.commit(new RecordChange.Add(StoredRecord.of(
                KEY_KIND, "device", RecordContent.empty().with("key", base64).json())));
        StoredRecord kept = records.find(KEY_KIND, "device").orElseThrow();
        return withKey(
                Base64.getDecoder().decode(RecordContent.read(kept.content()).text("key")));
    }

    /** @param newKey signs tokens (HMAC-SHA256), at least 32 bytes; whoever has it can make them */
    public TokenSettings withKey(byte[] newKey) {
        if (newKey.length < KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the key must have at least " + KEY_BYTES + " bytes, but has " + newKey.length);
        }
        return new TokenSettings(newKey.clone(), false, accessLifetime, refreshLifetime);
    }

    /**
     * @param access of the tokens that requests carry, at least a second
     * @param refresh how long a device may stay away, at least a second
     */
    public TokenSettings withLifetimes(Duration access, Duration refresh) {
        return new TokenSettings(key, isOwn, atLeastASecond("access", access), atLeastASecond("refresh", refresh));
    }

    private static Duration atLeastASecond(String name, Duration value) {
        if (value.toSeconds() < 1) {
            throw new IllegalArgumentException(name + " must be at least a second, but was " + value);
        }
        return value;
    }

    byte[] key() {
        return key;
    }

    Duration accessLifetime() {
        return accessLifetime;
    }

    Duration refreshLifetime() {
        return refreshLifetime;
    }
}
