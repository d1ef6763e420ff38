package dev.millrace.template;

/** A piece of a text: characters, or the place of a reference. */
sealed interface Part {
    /** Characters that stand for themselves. */
    record Characters(String text) implements Part {}

    /** Replaced by the text of the value referred to. */
    record Insertion(Reference reference) implements Part {}
}
