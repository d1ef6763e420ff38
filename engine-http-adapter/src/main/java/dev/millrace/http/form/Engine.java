package dev.millrace.http.form;

import dev.millrace.http.access.Secret;
import java.util.List;
import java.util.Set;

/**
 * A third party: what it must know, and what it may do. Immutable.
 *
 * @param secrets one or two, so that they can be changed
 * @param submitterId who owns what names no owner
 * @param forms it may use; empty for all
 */
public record Engine(String code, List<Secret> secrets, String submitterId, Set<String> forms) {
    private static final int MAX_SECRETS = 2;

    /** @throws IllegalArgumentException if there is no secret, or more than two */
    public Engine {
        secrets = List.copyOf(secrets);
        forms = Set.copyOf(forms);
        if (secrets.isEmpty() || secrets.size() > MAX_SECRETS) {
            throw new IllegalArgumentException("engine " + code + " must have one or two secrets");
        }
    }

    boolean knows(String presented) {
        boolean known = false;
        for (Secret secret : secrets) { // all of them: the time must not tell which one it was
            known |= secret.matches(presented);
        }
        return known;
    }

    boolean mayUse(String schemaCode) {
        return forms.isEmpty() || forms.contains(schemaCode);
    }
}
