package dev.millrace.proxy;

import dev.millrace.proxy.log.KnownSecrets;
import dev.millrace.proxy.platform.Api;
import dev.millrace.proxy.platform.ResponseRule;
import dev.millrace.proxy.platform.Rule;
import dev.millrace.value.Excerpt;
import dev.millrace.value.TextForm;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer means: a result, or one of the errors that answers have (spec script-proxy 5.7, 5.8 and 6). */
final class Outcome {
    private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);
    private static final int MAX_RESPONSE = 64 << 10;

    private Outcome() {}

    /** The error, or empty if the answer is a result. */
    static Optional<ProxyError> errorOf(Answer answer, int bytes, Target target, KnownSecrets secrets) {
        Api api = target.api();
        CallSite site = target.site();
        Object response = bytes > MAX_RESPONSE ? null : answer.value();
        OptionalInt status = OptionalInt.of(answer.status());
        if (!api.accepted().accepts(answer.status())) {
            return Optional.of(site.error(
                    ErrorCode.HTTP_STATUS,
                    "the answer has status " + answer.status(),
                    status,
                    response,
                    PASSING.contains(answer.status()),
                    null));
        }
        if (answer.problem().isPresent()) {
            return Optional.of(
                    site.error(ErrorCode.RESPONSE_INVALID, answer.problem().get(), status, response, false, null));
        }
        return business(answer, api.response(), site, response, secrets);
    }

    private static Optional<ProxyError> business(
            Answer answer, ResponseRule rule, CallSite site, @Nullable Object response, KnownSecrets secrets) {
        if (rule.success().map(success -> success.holds(answer.value())).orElse(true)) {
            return Optional.empty();
        }
        Object code = value(rule.code(), answer);
        Object message = value(rule.message(), answer);
        String text = message == null
                ? "the platform answered that it did not succeed" + (code == null ? "" : ", code " + TextForm.of(code))
                : secrets.redact(Excerpt.of(TextForm.of(message)));
        boolean isRetryable = rule.retryable()
                .map(retryable -> retryable.holds(answer.value()))
                .orElse(false);
        return Optional.of(site.error(
                ErrorCode.BUSINESS_ERROR, text, OptionalInt.of(answer.status()), response, isRetryable, code));
    }

    private static @Nullable Object value(Optional<Rule> rule, Answer answer) {
        return rule.isEmpty() ? null : rule.get().value(answer.value());
    }
}
