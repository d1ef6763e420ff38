package dev.millrace.proxy;

import dev.millrace.value.NumberForm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a token is asked for, and what the answer says. */
interface TokenSource {
    /** @throws ProxyError if a credential is missing */
    Draft request(Target target, Secrets secrets);

    /** @throws ProxyError with the platform's message if there is none in it */
    Token read(Answer answer, Target target, Secrets secrets);

    /** @param life how long it may be used from now */
    record Token(String value, Duration life) {}

    /** A token ends this much before it ends. */
    Duration MARGIN = Duration.ofSeconds(60);

    /** The life of a token that does not say. */
    long USUAL_SECONDS = 300;

    /** A life as platforms give it. */
    static Duration life(@Nullable Object seconds) {
        Number number = NumberForm.of(seconds);
        long life = number == null ? USUAL_SECONDS : Math.max(0, Math.min(number.longValue(), Integer.MAX_VALUE));
        Duration left = Duration.ofSeconds(life).minus(MARGIN);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
