package dev.millrace.template;

/** Gives references their slots while a plan is compiled. */
public interface Binder {
    /** The slot of a step's outputs; -1 for a step that does not exist, whose references give null. */
    int outputs(String stepId);

    /** The id under which the step's module gives the output that {@code name} means: itself or what it is an alias of. */
    String canonicalOutput(String stepId, String name);

    /**
     * True if the step has no output of that name, so that {@code {{step.output.N}}} means its N-th result; from now on its
     * results are kept.
     */
    boolean keepsResults(String stepId);

    /** The slot of a named variable; every name has one. */
    int variable(String name);

    /** What reads a reference. */
    default Evaluator reference(Reference reference) {
        return Reads.bind(reference, this);
    }

    /** What reads a bare name; only open expressions have such names. */
    default Evaluator name(String name) {
        throw new IllegalStateException("nothing gives a value to the name " + name);
    }
}
