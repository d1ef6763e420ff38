package dev.millrace.store;

/**
 * What a {@link RecordStore} keeps under one key.
 *
 * @param kind what sort of thing it is, such as {@code application}; a key is unique within its kind
 * @param key 1 to 512 characters
 * @param group what records of one kind can be listed by, such as the form of an object; empty for none
 * @param revision 1 when it is added, and one more with each change
 * @param expiresAtMillis when its owner needs it no longer, in milliseconds since the epoch; {@link #NEVER} for always
 * @param content of its owner, JSON text
 */
public record StoredRecord(String kind, String key, String group, long revision, long expiresAtMillis, String content) {
    /** The expiry of what does not expire. */
    public static final long NEVER = Long.MAX_VALUE;

    static final int MAX_KEY = 512;

    public StoredRecord {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException("the key of a record has 1 to " + MAX_KEY + " characters, this of kind "
                    + kind + " has " + key.length());
        }
    }

    /** A record to be added. */
    public static StoredRecord of(String kind, String key, String content) {
        return new StoredRecord(kind, key, "", 1, NEVER, content);
    }

    public StoredRecord inGroup(String newGroup) {
        return new StoredRecord(kind, key, newGroup, revision, expiresAtMillis, content);
    }

    public StoredRecord expiringAt(long epochMillis) {
        return new StoredRecord(kind, key, group, revision, epochMillis, content);
    }

    /** This record with another content, to take its place. */
    public StoredRecord with(String newContent) {
        return new StoredRecord(kind, key, group, revision, expiresAtMillis, newContent);
    }

    StoredRecord atRevision(long newRevision) {
        return new StoredRecord(kind, key, group, newRevision, expiresAtMillis, content);
    }
}
