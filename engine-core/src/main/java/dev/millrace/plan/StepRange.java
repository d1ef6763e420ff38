package dev.millrace.plan;

/**
 * The steps that one execution runs: a whole workflow, a branch, a round.
 *
 * @param name of the branch; empty outside branches
 * @param begin the first step
 * @param end the step before which it ends
 * @param position which of its siblings it is, from 0
 */
public record StepRange(String name, int begin, int end, int position) {
    /** The same steps under the name of the branch they are called from. */
    public StepRange named(String branch) {
        return branch.equals(name) ? this : new StepRange(branch, begin, end, position);
    }
}
