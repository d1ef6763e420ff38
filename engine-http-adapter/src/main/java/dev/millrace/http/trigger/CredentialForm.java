package dev.millrace.http.trigger;

import dev.millrace.http.access.StoredSecret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameter {@code auth} of an API in its three forms: as it is written with the secret, as it is stored with a hash,
 * and as it is shown with neither.
 */
final class CredentialForm {
    static final String FIELD = "auth";
    private static final String MASK = "******";
    private static final String TYPE = "type";
    private static final String USER = "user";
    private static final int MAX_SECRET = 1_000;

    private CredentialForm() {}

    /**
     * The form to store.
     *
     * @param before what is stored now, of which a masked secret is kept; null for nothing
     */
    static Map<String, @Nullable Object> stored(
            Map<?, ?> written, @Nullable Object before, DefinitionProblems problems) {
        String secret = secretField(written.get(TYPE));
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put(TYPE, written.get(TYPE));
        if (secret.isEmpty()) {
            return stored;
        }
        if (secret.equals("password")) {
            stored.put(USER, written.get(USER));
        }
        String hash = hash(written.get(secret), before, secret, problems);
        if (!hash.isEmpty()) {
            stored.put(secret + "Hash", hash);
        }
        return stored;
    }

    private static String hash(
            @Nullable Object secret, @Nullable Object before, String field, DefinitionProblems problems) {
        if (MASK.equals(secret)) {
            if (before instanceof Map<?, ?> old && old.get(field + "Hash") instanceof String hash) {
                return hash;
            }
            if (before instanceof Map<?, ?> old && old.get(field) instanceof String plain && !plain.isBlank()) {
                return StoredSecret.of(plain);
            }
            problems.add(FIELD + "." + field, "is masked, and there is none to keep; send the secret itself");
            return "";
        }
        if (!(secret instanceof String text) || text.isBlank()) {
            problems.add(FIELD + "." + field, "must not be blank");
            return "";
        }
        if (text.length() > MAX_SECRET) {
            problems.add(FIELD + "." + field, "must have at most " + MAX_SECRET + " characters");
            return "";
        }
        return StoredSecret.of(text);
    }

    /** The form for readers. What is unknown is left out: it may be a secret. */
    static Map<String, @Nullable Object> shown(Map<?, ?> stored) {
        String secret = secretField(stored.get(TYPE));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(TYPE, stored.get(TYPE));
        if (secret.equals("password")) {
            shown.put(USER, stored.get(USER));
        }
        if (!secret.isEmpty()) {
            shown.put(secret, MASK);
        }
        return shown;
    }

    /** @param auth as it is stored, or as a host wrote it; absent needs nothing */
    static Credential read(@Nullable Object auth, DefinitionProblems problems) {
        if (auth == null) {
            return new Credential.None();
        }
        if (!(auth instanceof Map<?, ?> fields)) {
            problems.add(FIELD, "must be an object");
            return new Credential.None();
        }
        String secret = secretField(fields.get(TYPE));
        if (secret.isEmpty()) {
            if (!"none".equals(fields.get(TYPE)) && !fields.isEmpty()) {
                problems.add(FIELD + "." + TYPE, "must be none, token or password");
            }
            return new Credential.None();
        }
        String stored = stored(fields, secret, problems);
        if (secret.equals("token")) {
            return new Credential.Token(stored);
        }
        if (!(fields.get(USER) instanceof String user) || user.isBlank()) {
            problems.add(FIELD + "." + USER, "must not be blank");
            return new Credential.Password("", stored);
        }
        return new Credential.Password(user, stored);
    }

    /** A host may deploy the secret itself. */
    private static String stored(Map<?, ?> fields, String secret, DefinitionProblems problems) {
        if (fields.get(secret + "Hash") instanceof String hash) {
            return hash;
        }
        if (fields.get(secret) instanceof String plain && !plain.isBlank()) {
            return StoredSecret.of(plain);
        }
        problems.add(FIELD + "." + secret, "must not be blank");
        return "";
    }

    /** The field that holds the secret; empty where there is none. */
    private static String secretField(@Nullable Object type) {
        return "token".equals(type) ? "token" : "password".equals(type) ? "password" : "";
    }
}
