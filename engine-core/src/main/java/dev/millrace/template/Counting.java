package dev.millrace.template;

/** Outputs that keep a number unboxed, because it changes with every round of a loop. */
public interface Counting {
    /** The number that is the value of an output; {@link Evaluator#BOXED} if the output has another value, or none. */
    long unboxed(String output);
}
