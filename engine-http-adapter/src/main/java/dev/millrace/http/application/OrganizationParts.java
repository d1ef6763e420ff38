package dev.millrace.http.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.store.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which organizations are parts of others, remembered: each call of an application would read all of them otherwise. A change
 * that is made here counts from the next call on; one that another server of a cluster makes, or a host in a registry of its
 * own, after five seconds (spec application-api 12). Thread-safe.
 */
final class OrganizationParts {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MAX_REMEMBERED = 1_000;

    private final Registry<Organization> organizations;
    private final AtomicLong changes = new AtomicLong();
    private final Cache<Question, Set<String>> answers;

    /** @param change the last one: what is read while another is made must not be taken for what comes after it */
    private record Question(List<String> ids, long change) {}

    OrganizationParts(Registry<Organization> organizations, Clock clock) {
        this.organizations = organizations;
        this.answers = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> clock.epochMillis() * 1_000_000)
                .build();
    }

    /** The ids of some organizations and of all that are parts of them. */
    Set<String> within(List<String> ids) {
        return answers.get(
                new Question(ids, changes.get()),
                question -> Set.copyOf(Organization.within(question.ids(), organizations.all())));
    }

    /** Organizations were changed here. */
    void changed() {
        changes.incrementAndGet();
    }
}
