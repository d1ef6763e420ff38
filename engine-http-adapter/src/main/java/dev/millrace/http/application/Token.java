package dev.millrace.http.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that was given out; its text is known to its owner alone.
 *
 * @param hash of the text, which the token is found by
 * @param isApplication whether {@code subject} is the id of an application, or else of a user
 * @param lifetime by which each use moves its end; empty if its end stays
 * @param expiresAt {@link Instant#MAX} for never
 */
record Token(
        String hash,
        Purpose purpose,
        boolean isApplication,
        String subject,
        Optional<Duration> lifetime,
        Instant expiresAt) {
    /** What a token opens. */
    enum Purpose {
        ACCESS,
        REFRESH
    }

    Token until(Instant end) {
        return new Token(hash, purpose, isApplication, subject, lifetime, end);
    }
}
