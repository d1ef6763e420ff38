package dev.millrace.proxy;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoreException;
import dev.millrace.store.StoredRecord;
import dev.millrace.value.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secrets in a {@link RecordStore}. Nothing of them is kept here, so that what another node has saved holds for the next
 * call. Thread-safe; every method throws a {@link StoreException} if the records cannot be reached.
 *
 * <pre>{@code
 * KeptSecrets secrets = SecretStore.over(stores.sealedRecords(keys, SecretStore.KIND));
 * secrets.save("crm_main", token);
 * }</pre>
 */
public final class KeptSecrets implements SecretStore {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final int MAX_CHARACTERS = 100_000;
    private static final String SECRET = "secret";

    private final RecordStore records;

    KeptSecrets(RecordStore records) {
        this.records = records;
    }

    /** @throws StoreException also if what is stored under this name cannot be read */
    @Override
    public Optional<String> find(String name) {
        return isName(name) ? records.find(KIND, name).map(KeptSecrets::read) : Optional.empty();
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static String read(StoredRecord stored) {
        try {
            return RecordContent.read(stored.content()).text(SECRET);
        } catch (IllegalStateException e) {
            // without its cause, which may show a part of the text
            throw new StoreException(
                    "the secret " + Excerpt.quoted(stored.key()) + " cannot be read: " + e.getMessage());
        }
    }

    /** The names of all secrets, in their alphabetical order. */
    public List<String> names() {
        return records.list(KIND).stream().map(StoredRecord::key).sorted().toList();
    }

    /**
     * Adds a secret, or replaces the one of its name.
     *
     * @param name {@code [A-Za-z0-9_.-]{1,128}}, as {@code ${secret:name}} can say it
     * @param secret 1 to 100,000 characters
     * @throws IllegalArgumentException if one of them is another; the message does not show the secret
     */
    public void save(String name, String secret) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "the name of a secret has 1 to 128 letters, digits, \"_\", \".\" and \"-\"," + " but was "
                            + Excerpt.quoted(name) + "; choose another");
        }
        if (secret.isEmpty() || secret.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("the secret " + name + " must have 1 to " + MAX_CHARACTERS
                    + " characters, but has " + secret.length());
        }
        String content = RecordContent.empty().with(SECRET, secret).json();
        records.commit(new RecordChange.Put(StoredRecord.of(KIND, name, content)));
    }

    /** Nothing happens if there is none. */
    public void remove(String name) {
        if (isName(name)) {
            records.commit(new RecordChange.Drop(KIND, name));
        }
    }
}
