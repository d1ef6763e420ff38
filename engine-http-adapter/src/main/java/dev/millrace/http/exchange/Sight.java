package dev.millrace.http.exchange;

import dev.millrace.value.Excerpt;
import java.util.Optional;
import java.util.Set;

/**
 * Whose things somebody sees (spec application-api 7): everybody's, or those of no organization and those of some. What is not
 * seen is to be treated as if it did not exist. Immutable.
 *
 * @param organizations ids, those of the parts of an organization among them; empty for everybody's
 */
public record Sight(Optional<Set<String>> organizations) {
    public static final Sight EVERYTHING = new Sight(Optional.empty());

    public Sight {
        organizations = organizations.map(Set::copyOf);
    }

    /** What belongs to no organization, or to one of these. */
    public static Sight of(Set<String> organizations) {
        return new Sight(Optional.of(organizations));
    }

    public boolean isEverything() {
        return organizations.isEmpty();
    }

    /** @param orgId of the organization that a thing belongs to; blank for none */
    public boolean sees(String orgId) {
        return orgId.isBlank() || organizations.isEmpty() || organizations.get().contains(orgId);
    }

    /** Why a thing may not be given to an organization; empty if it may. One that is not seen is as unknown as none. */
    public Optional<String> problem(String orgId) {
        return sees(orgId) ? Optional.empty() : Optional.of("organization not found: " + Excerpt.quoted(orgId));
    }
}
