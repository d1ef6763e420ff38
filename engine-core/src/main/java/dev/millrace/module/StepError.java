package dev.millrace.module;

import java.util.Objects;

/**
 * Why a step failed.
 *
 * @param title short, the kind of failure
 * @param message what happened with which value, for the author of the workflow; never a secret
 * @param code 0, or what a throw step set for the callers of the workflow
 */
public record StepError(String title, String message, int code) {
    public StepError {
        Objects.requireNonNull(title);
        Objects.requireNonNull(message);
    }

    public StepError(String title, String message) {
        this(title, message, 0);
    }
}
