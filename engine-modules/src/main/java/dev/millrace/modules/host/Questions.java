package dev.millrace.modules.host;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Asks a person. Thread-safe; must not block. */
@FunctionalInterface
public interface Questions {
    /** What kind of answer is wanted. */
    enum Kind {
        TEXT,
        NUMBER,
        TIME,
        DATE
    }

    /**
     * The answer as a text: a number, {@code HH:mm} or {@code yyyy-MM-dd} for the other kinds; empty if the person
     * refused to answer.
     */
    CompletionStage<Optional<String>> ask(Kind kind, String prompt);
}
