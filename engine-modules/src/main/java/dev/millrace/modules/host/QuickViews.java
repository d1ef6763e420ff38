package dev.millrace.modules.host;

import java.util.concurrent.CompletionStage;

/** Shows a text to a person until it is closed. Thread-safe; must not block. */
@FunctionalInterface
public interface QuickViews {
    /** The stage ends when the person has closed the view. */
    CompletionStage<?> show(String content);
}
