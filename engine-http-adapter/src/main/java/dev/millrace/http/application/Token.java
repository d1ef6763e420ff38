package dev.millrace.http.application;

import java.time.Duration;
import java.util.Optional;

/**
 * A token that was given out; its text is known to its owner alone.
 *
 * @param isApplication whether {@code subject} is the id of an application, or else of a user
 * @param lifetime by which each use moves its end; empty if its end stays
 */
record Token(Purpose purpose, boolean isApplication, String subject, Optional<Duration> lifetime) {
    /** What a token opens. */
    enum Purpose {
        ACCESS,
        REFRESH
    }

    /** Tokens of one owner and purpose belong together. */
    String group() {
        return group(purpose, isApplication, subject);
    }

    static String group(Purpose purpose, boolean isApplication, String subject) {
        return purpose + (isApplication ? " application " : " user ") + subject;
    }
}
