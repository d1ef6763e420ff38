package dev.millrace.proxy.platform;

import java.util.Optional;

/**
 * How an answer becomes a result. The expressions see the members of the parsed body by their names.
 *
 * @param success false makes a {@code BUSINESS_ERROR}; empty: the caller decides
 * @param message of that error
 * @param code the platform's own code of that error
 * @param retryable whether a later call may succeed; empty: it may not
 */
public record ResponseRule(
        ResponseKind kind,
        BigNumbers bigNumbers,
        Optional<Rule> success,
        Optional<Rule> message,
        Optional<Rule> code,
        Optional<Rule> retryable) {}
